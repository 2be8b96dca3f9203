// SPDX-License-Identifier: Apache-2.0
#include "core/sdk/objectwatch.h"

#include "core/api/kinds.h"
#include "core/api/paths.h"
#include "core/rules/operatormodel.h"

using namespace Qt::StringLiterals;

namespace konductor::sdk {

namespace {

/// A gate's conditions and a lease's requests wake nobody. A change of a lease itself does, so that it gets a moment.
std::chrono::milliseconds graceOf(Kind kind)
{
    return std::chrono::milliseconds(kind == Kind::Gate ? 0 : kind == Kind::Lease ? 40 : 1'000);
}

std::optional<Kind> childKind(Kind kind)
{
    for (const Kind child : konductorKinds) {
        if (kindInfo(child).parent == kind) {
            return child;
        }
    }
    return std::nullopt;
}

bool isHopeless(const Error& error)
{
    switch (error.kind) {
    case Error::Kind::Forbidden:
    case Error::Kind::NotFound:
    case Error::Kind::Unauthorized:
    case Error::Kind::Tls:
    case Error::Kind::Config:
    case Error::Kind::Unsupported:
    case Error::Kind::Invalid:
        return true;
    default:
        return false;
    }
}

QUrlQuery selectorOf(const ObjectKey& primitive, const ObjectKey& scope)
{
    QUrlQuery query;
    if (scope.name.isEmpty()) {
        query.addQueryItem(u"labelSelector"_s, u"%1=%2"_s.arg(kindInfo(scope.kind).parentLabel, primitive.name));
    } else {
        query.addQueryItem(u"fieldSelector"_s, u"metadata.name="_s + scope.name);
    }
    return query;
}

QString subjectOf(const ObjectKey& scope)
{
    return scope.name.isEmpty() ? u"%1 in %2"_s.arg(kindInfo(scope.kind).plural, scope.ns) : toString(scope);
}

} // namespace

ObjectWatch::ObjectWatch(ObjectKey key, Tools tools)
    : m_key(std::move(key))
    , m_tools(std::move(tools))
    , m_nudge(m_tools.clock, graceOf(m_key.kind), [this] { m_tools.touch(object()); })
{
    follow(m_key, true);
    if (const auto child = childKind(m_key.kind)) {
        // A barrier can be waited for without a look at its arrivals.
        follow({*child, m_key.ns, {}}, m_key.kind != Kind::Barrier);
    }
}

ObjectWatch::~ObjectWatch() = default;

void ObjectWatch::follow(const ObjectKey& scope, bool needed)
{
    auto feed = std::make_unique<Feed>();
    Feed* raw = feed.get();
    feed->scope = scope;
    feed->needed = needed;
    feed->handler =
        std::make_unique<live::KindFeed>(scope.kind, scope.ns, false, feed->store, [this, raw] { take(*raw); });
    kube::Reflector::Options options;
    options.path = collectionPath(scope.kind, scope.ns);
    options.selector = selectorOf(m_key, scope);
    options.subject = subjectOf(scope);
    options.backoff.initial = std::chrono::milliseconds(200);
    options.backoff.longest = std::chrono::seconds(10);
    feed->reflector =
        std::make_unique<kube::Reflector>(m_tools.connection, *feed->handler, m_tools.clock, m_tools.random, options);
    connect(feed->reflector.get(), &kube::Reflector::stateChanged, this, [this, raw] {
        raw->synced |= raw->reflector->state().phase == kube::ReflectorState::Phase::Live;
        settle();
    });
    m_feeds.push_back(std::move(feed));
    raw->reflector->start();
}

void ObjectWatch::take(Feed& feed)
{
    for (const live::Change& change : feed.store.take()) {
        if (change.after) {
            m_objects.insert(change.after);
        } else {
            m_objects.remove(change.key());
        }
    }
    settle();
}

/// Gathers what one frame or list brought; nothing is deleted while a reflector is telling.
void ObjectWatch::settle()
{
    if (std::exchange(m_settling, true)) {
        return;
    }
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_settling = false;
            m_retired.clear();
            followConditions();
            m_nudge.tell(isOverdue());
            emit changed();
        },
        Qt::QueuedConnection);
}

void ObjectWatch::followConditions()
{
    const auto gate = objectAs<Gate>();
    if (!gate) {
        return;
    }
    std::vector<ObjectKey> wanted;
    for (const GateCondition& condition : gate->spec.conditions) {
        const auto kind = kindFromText(condition.type);
        const bool evaluated =
            kind == Kind::Job || kind == Kind::Semaphore || kind == Kind::Barrier || kind == Kind::Lease;
        if (evaluated && !condition.name.isEmpty()) {
            wanted.push_back({*kind, condition.ns.isEmpty() ? gate->meta.ns : condition.ns, condition.name});
        }
    }
    for (size_t i = m_feeds.size(); i-- > 1;) {
        const ObjectKey scope = m_feeds[i]->scope;
        if (std::erase(wanted, scope) == 0) {
            m_objects.remove(scope);
            m_retired.push_back(std::move(m_feeds[i]));
            m_feeds.erase(m_feeds.begin() + static_cast<std::ptrdiff_t>(i));
        }
    }
    while (!wanted.empty()) {
        const ObjectKey scope = wanted.back();
        std::erase(wanted, scope);
        follow(scope, false);
    }
}

bool ObjectWatch::isSynced() const
{
    return std::all_of(m_feeds.begin(), m_feeds.end(), [](const auto& feed) { return feed->synced || !feed->needed; });
}

bool ObjectWatch::hasComeTo(const Object& object) const
{
    return std::any_of(m_feeds.begin(), m_feeds.end(), [&](const auto& feed) {
        return feed->synced && feed->scope.kind == object.kind
            && compareResourceVersions(feed->reflector->resourceVersion(), object.meta.resourceVersion) >= 0;
    });
}

std::optional<Error> ObjectWatch::error() const
{
    for (const auto& feed : m_feeds) {
        const kube::ReflectorState& state = feed->reflector->state();
        if (feed->needed && state.error && isHopeless(*state.error)
            && state.phase != kube::ReflectorState::Phase::Live) {
            return state.error;
        }
    }
    return std::nullopt;
}

std::optional<Error> ObjectWatch::lastTrouble() const
{
    for (const auto& feed : m_feeds) {
        if (feed->needed && feed->reflector->state().error) {
            return feed->reflector->state().error;
        }
    }
    return std::nullopt;
}

Timestamp ObjectWatch::serverTime() const
{
    return m_tools.connection.serverClock().toServer(m_tools.clock.now());
}

/// By the rules the operator has something to write for what is seen here, and has not.
bool ObjectWatch::isOverdue() const
{
    const bool wholePicture =
        std::all_of(m_feeds.begin(), m_feeds.end(), [](const auto& feed) { return feed->synced; });
    if (!wholePicture || !object()) {
        return false;
    }
    const rules::Outcome outcome = rules::reconcile(m_key, m_objects, serverTime());
    return std::any_of(outcome.writes.begin(), outcome.writes.end(),
                       [](const rules::Write& write) { return !write.refusedBySchema; });
}

void ObjectWatch::touchNow()
{
    if (object()) {
        m_nudge.now();
    }
}

} // namespace konductor::sdk
