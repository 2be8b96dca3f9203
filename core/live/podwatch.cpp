// SPDX-License-Identifier: Apache-2.0
#include "core/live/podwatch.h"

#include "core/api/object.h"
#include "core/base/words.h"

namespace konductor::live {

using namespace Qt::StringLiterals;
using Phase = kube::ReflectorState::Phase;

namespace {

PodCoverage::State coverageOf(Phase phase)
{
    switch (phase) {
    case Phase::Live:
        return PodCoverage::State::Current;
    case Phase::Stale:
        return PodCoverage::State::Stale;
    case Phase::Forbidden:
        return PodCoverage::State::Forbidden;
    case Phase::Waiting:
    case Phase::Loading:
    case Phase::NotFound:
    case Phase::Failed:
        return PodCoverage::State::Unknown;
    }
    Q_UNREACHABLE();
}

} // namespace

/// From a reflector's bytes to the watch, for one namespace (everywhere when empty).
class PodWatch::Feed final : public kube::ReflectorHandler {
public:
    Feed(PodWatch& watch, QString ns) : m_watch(watch), m_ns(std::move(ns)) { }

    Result<Page> page(const QByteArray& body) override
    {
        Result<PodPage> page = podPageFromJson(body);
        if (!page) {
            return fail(page.error());
        }
        const auto items = static_cast<qint64>(page->pods.size());
        m_collected.insert(m_collected.end(), page->pods.begin(), page->pods.end());
        m_listVersion = page->resourceVersion;
        return Page{.resourceVersion = page->resourceVersion,
                    .continueToken = page->continueToken,
                    .remaining = page->remaining,
                    .items = items};
    }
    Result<Frame> initialFrame(const QByteArray& json) override
    {
        const Result<PodEvent> event = podEventFromJson(json);
        if (!event) {
            return fail(event.error());
        }
        Frame frame = frameOf(*event);
        frame.addition = event->type == PodEvent::Type::Added;
        frame.initialEnd = event->initialEnd;
        if (frame.type == Frame::Type::Bookmark) {
            m_listVersion = event->pod->resourceVersion;
        } else if (frame.type == Frame::Type::Change) {
            m_collected.push_back(event->pod);
        }
        return frame;
    }
    void replace() override
    {
        m_watch.replace(m_ns, m_collected);
        m_version = m_listVersion;
        discard();
    }
    void discard() override { m_collected = {}; }
    Result<Frame> frame(const QByteArray& json) override
    {
        const Result<PodEvent> event = podEventFromJson(json);
        if (!event) {
            return fail(event.error());
        }
        Frame frame = frameOf(*event);
        if (event->type == PodEvent::Type::Error) {
            return frame;
        }
        // A watch never begins before what was seen (kube.md 1.33).
        if (compareResourceVersions(frame.resourceVersion, m_version) < 0) {
            frame.resourceVersion.clear();
        } else {
            m_version = frame.resourceVersion;
        }
        if (event->type == PodEvent::Type::Deleted) {
            m_watch.remove(event->pod);
        } else if (event->type != PodEvent::Type::Bookmark) {
            m_watch.apply(event->pod);
        }
        return frame;
    }
    void frameLost(const Error&) override { } // the reflector lists again

private:
    static Frame frameOf(const PodEvent& event)
    {
        Frame frame;
        frame.type = event.type == PodEvent::Type::Error ? Frame::Type::Status
            : event.type == PodEvent::Type::Bookmark     ? Frame::Type::Bookmark
                                                         : Frame::Type::Change;
        frame.status = event.status;
        frame.resourceVersion = event.pod ? event.pod->resourceVersion : QString();
        return frame;
    }

    PodWatch& m_watch;
    QString m_ns;
    std::vector<PodPtr> m_collected;
    QString m_listVersion;
    QString m_version;
};

struct PodWatch::Part {
    std::unique_ptr<Feed> feed;
    std::unique_ptr<kube::Reflector> reflector;
};

PodWatch::PodWatch(kube::Connection& connection, Clock& clock, std::function<double()> random, QStringList namespaces)
    : m_connection(connection)
    , m_clock(clock)
    , m_random(std::move(random))
    , m_namespaces(std::move(namespaces))
{
}

PodWatch::~PodWatch() = default;

void PodWatch::start()
{
    if (m_namespaces.isEmpty()) {
        return follow({});
    }
    for (const QString& ns : m_namespaces) {
        follow(ns);
    }
}

void PodWatch::follow(const QString& ns)
{
    auto part = std::make_unique<Part>();
    part->feed = std::make_unique<Feed>(*this, ns);
    kube::Reflector::Options options;
    options.path = ns.isEmpty() ? u"/api/v1/pods"_s : u"/api/v1/namespaces/%1/pods"_s.arg(ns);
    options.subject = ns.isEmpty() ? spoken("Server", "pods") : spoken("Server", "pods in %1").arg(ns);
    part->reflector = std::make_unique<kube::Reflector>(m_connection, *part->feed, m_clock, m_random, options);
    kube::Reflector* reflector = part->reflector.get();
    connect(reflector, &kube::Reflector::stateChanged, this, [this, ns] { partChanged(ns); });
    m_parts[ns] = std::move(part);
    if (!ns.isEmpty()) {
        m_coverage.namespaces[ns] = PodCoverage::State::Unknown;
    }
    reflector->start();
}

void PodWatch::partChanged(const QString& ns)
{
    const auto part = m_parts.find(ns);
    if (part == m_parts.end()) {
        return;
    }
    const PodCoverage::State state = coverageOf(part->second->reflector->state().phase);
    (ns.isEmpty() ? m_coverage.cluster : m_coverage.namespaces[ns]) = state;
    if (ns.isEmpty() && state == PodCoverage::State::Forbidden && !m_fellBack) {
        m_fellBack = true;
        emit needsNamespaces();
    }
    handOverSoon();
}

void PodWatch::followFound(const QStringList& namespaces)
{
    if (!m_fellBack) {
        return;
    }
    for (const QString& ns : namespaces) {
        if (!m_parts.contains(ns)) {
            follow(ns);
        }
    }
}

void PodWatch::retryNow()
{
    for (const auto& [ns, part] : m_parts) {
        part->reflector->retryNow();
    }
}

void PodWatch::suspectDead(const Error& why)
{
    for (const auto& [ns, part] : m_parts) {
        part->reflector->suspectDead(why);
    }
}

void PodWatch::step(const PodPtr& before, const PodPtr& after)
{
    const PodPtr& known = after ? after : before;
    const auto [place, fresh] = m_steps.try_emplace(Place(known->ns, known->name), PodStep{before, after});
    if (!fresh) {
        place->second.after = after;
        if (!place->second.before && !after) {
            m_steps.erase(place); // came and went unseen
        }
    }
    handOverSoon();
}

void PodWatch::apply(const PodPtr& pod)
{
    PodPtr& place = m_pods[{pod->ns, pod->name}];
    const PodPtr before = std::exchange(place, pod);
    step(before, pod);
}

void PodWatch::remove(const PodPtr& pod)
{
    if (m_pods.erase({pod->ns, pod->name}) > 0) {
        step(pod, nullptr); // the last state tells the deletion's time
    }
}

void PodWatch::replace(const QString& ns, const std::vector<PodPtr>& pods)
{
    std::map<Place, PodPtr> gone;
    for (const auto& [place, pod] : m_pods) {
        if (ns.isEmpty() || place.first == ns) {
            gone.insert({place, pod});
        }
    }
    for (const PodPtr& pod : pods) {
        const auto before = gone.extract(Place(pod->ns, pod->name));
        if (before.empty() || before.mapped()->resourceVersion != pod->resourceVersion) {
            apply(pod);
        }
    }
    for (const auto& [place, pod] : gone) {
        remove(pod);
    }
    handOverSoon();
}

void PodWatch::handOverSoon()
{
    if (!m_handOver.isPending()) {
        m_handOver = m_clock.after(interval, [this] { handOver(); });
    }
}

void PodWatch::handOver()
{
    m_handOver.cancel();
    if (m_steps.empty() && m_coverage == m_told) {
        return;
    }
    auto batch = std::make_shared<PodBatch>();
    for (auto& [place, one] : std::exchange(m_steps, {})) {
        batch->steps.push_back(std::move(one));
    }
    batch->coverage = m_coverage;
    m_told = m_coverage;
    emit batchReady(batch);
}

} // namespace konductor::live
