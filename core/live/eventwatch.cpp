// SPDX-License-Identifier: Apache-2.0
#include "core/live/eventwatch.h"

#include "core/api/kind.h"
#include "core/base/words.h"

#include <QUrl>

namespace konductor::live {

using namespace Qt::StringLiterals;
using Phase = kube::ReflectorState::Phase;

namespace {

/// As a field selector wants a value that holds its own punctuation.
QString fieldValue(QString text)
{
    return text.replace(u'\\', u"\\\\"_s).replace(u',', u"\\,"_s).replace(u'=', u"\\="_s);
}

/// By name and kind rather than by uid, because not everybody who writes Events fills that in.
QUrlQuery selectorOf(const ObjectKey& key)
{
    const QString fields = u"involvedObject.kind=%1,involvedObject.name=%2"_s.arg(kindInfo(key.kind).name.toString(),
                                                                                  fieldValue(key.name));
    QUrlQuery query;
    query.addQueryItem(u"fieldSelector"_s, QString::fromLatin1(QUrl::toPercentEncoding(fields)));
    return query;
}

ObjectEvents::State stateOf(Phase phase)
{
    switch (phase) {
    case Phase::Waiting:
    case Phase::Loading:
        return ObjectEvents::State::Reading;
    case Phase::Live:
        return ObjectEvents::State::Current;
    case Phase::Stale:
        return ObjectEvents::State::Stale;
    case Phase::Forbidden:
    case Phase::NotFound:
    case Phase::Failed:
        return ObjectEvents::State::Refused;
    }
    Q_UNREACHABLE();
}

} // namespace

/// From the reflector's bytes to the watch.
class EventWatch::Feed final : public kube::ReflectorHandler {
public:
    explicit Feed(EventWatch& watch) : m_watch(watch) { }

    Result<Page> page(const QByteArray& body) override
    {
        const auto page = clusterEventPageFromJson(body);
        if (!page) {
            return fail(page.error());
        }
        m_collected.insert(m_collected.end(), page->events.begin(), page->events.end());
        return Page{.resourceVersion = page->resourceVersion,
                    .continueToken = page->continueToken,
                    .remaining = page->remaining,
                    .items = static_cast<qint64>(page->events.size())};
    }
    Result<Frame> initialFrame(const QByteArray&) override
    {
        return fail(makeError(Error::Kind::Unsupported, {}, spoken("Server", "Events are listed in pages")));
    }
    void replace() override
    {
        m_watch.m_events.clear();
        for (const ClusterEvent& event : m_collected) {
            keep(event);
        }
        discard();
        m_watch.tellSoon();
    }
    void discard() override { m_collected = {}; }
    Result<Frame> frame(const QByteArray& json) override
    {
        const auto read = clusterEventFrameFromJson(json);
        if (!read) {
            return fail(read.error());
        }
        Frame frame{.resourceVersion = read->event.resourceVersion, .status = read->status};
        switch (read->type) {
        case ClusterEventFrame::Type::Error:
            frame.type = Frame::Type::Status;
            return frame;
        case ClusterEventFrame::Type::Bookmark:
            frame.type = Frame::Type::Bookmark;
            return frame;
        case ClusterEventFrame::Type::Deleted:
            m_watch.m_events.erase(read->event.name);
            break;
        case ClusterEventFrame::Type::Changed:
            keep(read->event);
            break;
        }
        m_watch.tellSoon();
        return frame;
    }
    void frameLost(const Error&) override { } // the reflector lists again

private:
    void keep(const ClusterEvent& event)
    {
        if (m_watch.isAbout(event)) {
            m_watch.m_events[event.name] = event;
        }
    }

    EventWatch& m_watch;
    std::vector<ClusterEvent> m_collected;
};

EventWatch::EventWatch(kube::Connection& connection, Clock& clock, std::function<double()> random)
    : m_connection(connection)
    , m_clock(clock)
    , m_random(std::move(random))
{
}

EventWatch::~EventWatch() = default;

void EventWatch::follow(const std::optional<EventSubject>& subject)
{
    if (subject == m_subject) {
        return;
    }
    m_subject = subject;
    m_tell.cancel();
    m_begin.cancel();
    m_reflector.reset();
    m_feed.reset();
    m_events.clear();
    if (subject) {
        m_begin = m_clock.after(settling, [this] { begin(); });
    }
}

void EventWatch::begin()
{
    m_begin.cancel();
    const ObjectKey& key = m_subject->key;
    kube::Reflector::Options options;
    options.path = u"/api/v1/namespaces/%1/events"_s.arg(QString::fromLatin1(QUrl::toPercentEncoding(key.ns)));
    options.selector = selectorOf(key);
    options.subject = spoken("Server", "events in %1").arg(key.ns);
    options.refusedPause = std::chrono::minutes(5); // a right that is missing rarely comes while one looks
    m_feed = std::make_unique<Feed>(*this);
    m_reflector = std::make_unique<kube::Reflector>(m_connection, *m_feed, m_clock, m_random, options);
    connect(m_reflector.get(), &kube::Reflector::stateChanged, this, &EventWatch::tellSoon);
    m_reflector->start();
}

void EventWatch::retryNow()
{
    if (m_reflector) {
        m_reflector->retryNow();
    }
}

void EventWatch::suspectDead(const Error& why)
{
    if (m_reflector) {
        m_reflector->suspectDead(why);
    }
}

/// An earlier object of that name has another uid; another group has a kind Lease of its own.
bool EventWatch::isAbout(const ClusterEvent& event) const
{
    if (!event.objectUid.isEmpty() && !m_subject->uid.isEmpty()) {
        return event.objectUid == m_subject->uid;
    }
    return event.objectVersion.isEmpty()
        || event.objectVersion.section(u'/', 0, 0) == kindInfo(m_subject->key.kind).group;
}

void EventWatch::tellSoon()
{
    if (!m_tell.isPending()) {
        m_tell = m_clock.after(interval, [this] { tell(); });
    }
}

void EventWatch::tell()
{
    m_tell.cancel();
    const kube::ReflectorState& state = m_reflector->state();
    auto told = std::make_shared<ObjectEvents>();
    told->about = *m_subject;
    told->state = stateOf(state.phase);
    told->error = state.error;
    told->since = state.since;
    std::vector<ClusterEvent> all;
    for (const auto& [name, event] : m_events) {
        all.push_back(event);
    }
    all = folded(std::move(all));
    const auto kept = std::min(static_cast<qsizetype>(all.size()), most);
    told->more = static_cast<qsizetype>(all.size()) - kept;
    all.resize(static_cast<size_t>(kept));
    told->events = std::move(all);
    emit ready(told);
}

} // namespace konductor::live
