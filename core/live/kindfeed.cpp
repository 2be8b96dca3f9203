// SPDX-License-Identifier: Apache-2.0
#include "core/live/kindfeed.h"

#include "core/base/text.h"
#include "core/base/words.h"

namespace konductor::live {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype longestProblem = 300;
}

KindFeed::KindFeed(Kind kind, QString ns, bool keepJson, Store& store, std::function<void()> changed)
    : m_kind(kind)
    , m_ns(std::move(ns))
    , m_decoder(kind)
    , m_store(store)
    , m_changed(std::move(changed))
{
    m_decoder.setKeepJson(keepJson);
    m_decoder.setKnown([&store](const ObjectKey& key) { return store.find(key); });
}

Result<kube::ReflectorHandler::Page> KindFeed::page(const QByteArray& body)
{
    Result<ObjectList> list = m_decoder.list(body);
    if (!list) {
        return fail(list.error());
    }
    for (const QString& problem : list->rejected) {
        report(problem);
    }
    m_listVersion = list->resourceVersion;
    const auto items = static_cast<qint64>(list->items.size());
    for (ObjectPtr& item : list->items) {
        m_collected.push_back(m_store.known(std::move(item))); // a relist costs no second copy
    }
    return Page{.resourceVersion = list->resourceVersion,
                .continueToken = list->continueToken,
                .remaining = list->remaining,
                .items = items};
}

void KindFeed::replace()
{
    m_store.replace(m_kind, m_ns, m_collected);
    m_version = m_listVersion; // also a lower one: the server was restored from a backup
    discard();
    m_changed();
}

void KindFeed::discard()
{
    m_collected = {};
    m_listVersion.clear();
}

Result<WatchEvent> KindFeed::decode(const QByteArray& json)
{
    Result<WatchEvent> event = m_decoder.watchEvent(json);
    if (event && event->object && (event->resourceVersion.isEmpty() || event->resourceVersion == u"0")) {
        event = fail(
            makeError(Error::Kind::Malformed, {}, spoken("Server", "an event whose object has no resourceVersion")));
    }
    if (!event) {
        report(event.error().message.kept);
    }
    return event;
}

/// A bookmark or a replayed event may be older than what was seen; a watch never begins before that (kube.md 1.33).
QString KindFeed::advanced(const QString& resourceVersion)
{
    if (resourceVersion.isEmpty() || resourceVersion == u"0"
        || compareResourceVersions(resourceVersion, m_version) < 0) {
        return {};
    }
    m_version = resourceVersion;
    return resourceVersion;
}

Result<kube::ReflectorHandler::Frame> KindFeed::initialFrame(const QByteArray& json)
{
    const Result<WatchEvent> event = decode(json);
    if (!event) {
        return fail(event.error());
    }
    Frame frame;
    switch (event->type) {
    case WatchEvent::Type::Error:
        return Frame{.type = Frame::Type::Status, .resourceVersion = {}, .status = event->status};
    case WatchEvent::Type::Bookmark:
        m_listVersion = event->resourceVersion;
        frame.type = Frame::Type::Bookmark;
        frame.initialEnd = event->initialEventsEnd;
        break;
    case WatchEvent::Type::Deleted: // does not happen by the protocol, but costs little (kube.md 1.39)
        std::erase_if(m_collected, [&](const ObjectPtr& o) { return o->key() == event->object->key(); });
        break;
    case WatchEvent::Type::Added:
    case WatchEvent::Type::Modified:
        m_collected.push_back(m_store.known(event->object));
        frame.addition = event->type == WatchEvent::Type::Added;
        break;
    }
    frame.resourceVersion = event->resourceVersion;
    return frame;
}

Result<kube::ReflectorHandler::Frame> KindFeed::frame(const QByteArray& json)
{
    const Result<WatchEvent> event = decode(json);
    if (!event) {
        return fail(event.error());
    }
    Frame frame;
    switch (event->type) {
    case WatchEvent::Type::Error:
        return Frame{.type = Frame::Type::Status, .resourceVersion = {}, .status = event->status};
    case WatchEvent::Type::Bookmark:
        frame.type = Frame::Type::Bookmark;
        frame.resourceVersion = advanced(event->resourceVersion);
        return frame;
    case WatchEvent::Type::Deleted:
        m_store.remove(event->object, event->json);
        break;
    case WatchEvent::Type::Added:
    case WatchEvent::Type::Modified:
        m_store.apply(event->object, event->json);
        break;
    }
    m_changed();
    frame.addition = event->type == WatchEvent::Type::Added;
    frame.resourceVersion = advanced(event->resourceVersion);
    return frame;
}

void KindFeed::frameLost(const Error& error)
{
    report(error.message.kept);
}

void KindFeed::report(const QString& problem)
{
    ++m_problems;
    m_lastProblem = elided(problem, longestProblem);
    m_changed();
}

} // namespace konductor::live
