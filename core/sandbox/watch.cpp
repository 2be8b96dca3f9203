// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/watch.h"

#include "core/base/json.h"

using namespace Qt::StringLiterals;

namespace konductor::sandbox {

namespace {

constexpr qsizetype chunkSize = 256 * 1024;
constexpr std::chrono::seconds bookmarkPeriod(60);
/// A watch that is about to end says where it stands, so that the next one need not list.
constexpr std::chrono::seconds lastBookmark(2);

} // namespace

WatchHub::WatchHub(Store& store)
{
    store.subscribe([this](const StoreEvent& event) {
        if (event.resource < m_streams.size()) {
            for (WatchStream* stream : m_streams[event.resource]) {
                stream->somethingWritten();
            }
        }
    });
}

WatchStream::WatchStream(WatchHub& hub, Store& store, const Resource& resource, WatchOptions options, Clock& clock)
    : m_hub(hub)
    , m_store(store)
    , m_resource(resource)
    , m_options(std::move(options))
    , m_clock(clock)
    , m_cursor(m_options.fromVersion)
{
    if (m_hub.m_streams.size() <= resource.index) {
        m_hub.m_streams.resize(resource.index + 1);
    }
    m_hub.m_streams[resource.index].insert(this);
    m_timeout = m_clock.after(m_options.timeout, [this] {
        m_ended = true;
        wake();
    });
    armBookmark();
    if (m_options.initialEvents) {
        takeInitial();
    }
}

WatchStream::~WatchStream()
{
    m_hub.m_streams[m_resource.index].erase(this);
}

QByteArray WatchStream::take()
{
    while (!m_ended && m_pending.size() < chunkSize) {
        if (m_cursor < m_store.oldestVersion()) {
            emitError(expired(u"too old resource version: %1 (%2)"_s.arg(m_cursor).arg(m_store.oldestVersion())));
            m_ended = true;
            break;
        }
        const size_t position = m_store.positionAfter(m_cursor);
        if (position >= m_store.events().size()) {
            break;
        }
        const StoreEvent& event = m_store.events()[position];
        m_cursor = event.version;
        if (event.resource == m_resource.index) {
            takeEvent(event);
        }
    }
    return std::exchange(m_pending, {});
}

void WatchStream::takeInitial()
{
    m_cursor = m_store.version();
    for (const auto& [place, object] : m_store.objects(m_resource)) {
        if (inScope(*object)) {
            emitObject("ADDED", *object);
        }
    }
    if (m_options.initialEventsEnd) {
        emitBookmark(true);
    }
}

bool WatchStream::inScope(const Stored& object) const
{
    return (m_options.ns.isEmpty() || object.ns() == m_options.ns) && m_options.selector.matches(object);
}

void WatchStream::takeEvent(const StoreEvent& event)
{
    // An object that leaves the selection is deleted for this watch, one that enters it is added.
    const bool was = event.before && inScope(*event.before);
    const bool is = event.type != StoreEvent::Type::Deleted && inScope(*event.object);
    if (is) {
        emitObject(was ? "MODIFIED" : "ADDED", *event.object);
    } else if (was) {
        emitObject("DELETED", *event.object);
    }
}

void WatchStream::emitObject(const char* type, const Stored& object)
{
    m_pending += "{\"type\":\"";
    m_pending += type;
    m_pending += "\",\"object\":";
    if (m_options.style == TableStyle::None) {
        m_pending += object.bytes;
    } else {
        const QJsonObject listMeta{{u"resourceVersion"_s, object.metadata()["resourceVersion"_L1]}};
        m_pending += compactJson(tableOf(m_resource, {&object}, listMeta, m_options.style, m_clock.now()));
    }
    m_pending += "}\n";
}

void WatchStream::emitBookmark(bool endsInitialEvents)
{
    QJsonObject metadata{{u"resourceVersion"_s, QString::number(m_cursor)}, {u"creationTimestamp"_s, QJsonValue::Null}};
    if (endsInitialEvents) {
        metadata[u"annotations"_s] = QJsonObject{{u"k8s.io/initial-events-end"_s, u"true"_s}};
    }
    const QJsonObject object{
        {u"kind"_s, m_resource.kind}, {u"apiVersion"_s, m_resource.groupVersion()}, {u"metadata"_s, metadata}};
    m_pending += compactJson({{u"type"_s, u"BOOKMARK"_s}, {u"object"_s, object}}) + '\n';
}

void WatchStream::emitError(const Refusal& refusal)
{
    m_pending += compactJson({{u"type"_s, u"ERROR"_s}, {u"object"_s, statusOf(refusal)}}) + '\n';
}

void WatchStream::armBookmark()
{
    if (!m_options.bookmarks) {
        return;
    }
    const std::chrono::milliseconds beforeEnd = std::max(m_options.timeout - lastBookmark, m_options.timeout / 2);
    const std::chrono::milliseconds pause = std::min<std::chrono::milliseconds>(bookmarkPeriod, beforeEnd);
    m_bookmark = m_clock.after(pause, [this] {
        m_pending += take();
        if (!m_ended) {
            emitBookmark(false);
            armBookmark();
        }
        wake();
    });
}

} // namespace konductor::sandbox
