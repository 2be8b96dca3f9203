// SPDX-License-Identifier: Apache-2.0
#include "core/live/kindfeed.h"

#include "core/base/text.h"

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
    const auto items = static_cast<qint64>(list->items.size());
    m_collected.insert(m_collected.end(), std::make_move_iterator(list->items.begin()),
                       std::make_move_iterator(list->items.end()));
    return Page{.resourceVersion = list->resourceVersion,
                .continueToken = list->continueToken,
                .remaining = list->remaining,
                .items = items};
}

void KindFeed::replace()
{
    m_store.replace(m_kind, m_ns, m_collected);
    discard();
    m_changed();
}

void KindFeed::discard()
{
    m_collected = {};
}

Result<kube::ReflectorHandler::Frame> KindFeed::frame(const QByteArray& json)
{
    Result<WatchEvent> event = m_decoder.watchEvent(json);
    if (event && event->object && event->resourceVersion.isEmpty()) {
        event = fail(makeError(Error::Kind::Malformed, {}, u"an event whose object has no resourceVersion"_s));
    }
    if (!event) {
        report(event.error().message);
        return fail(event.error());
    }
    switch (event->type) {
    case WatchEvent::Type::Error:
        return Frame{Frame::Type::Status, {}, event->status};
    case WatchEvent::Type::Bookmark:
        return Frame{Frame::Type::Bookmark, event->resourceVersion, {}};
    case WatchEvent::Type::Deleted:
        m_store.remove(event->object);
        break;
    case WatchEvent::Type::Added:
    case WatchEvent::Type::Modified:
        m_store.apply(event->object);
        break;
    }
    m_changed();
    return Frame{Frame::Type::Change, event->resourceVersion, {}};
}

void KindFeed::frameLost(const Error& error)
{
    report(error.message);
}

void KindFeed::report(const QString& problem)
{
    ++m_problems;
    m_lastProblem = elided(problem, longestProblem);
    m_changed();
}

} // namespace konductor::live
