// SPDX-License-Identifier: Apache-2.0
#include "tests/core/sdk/contest.h"

#include "core/api/encoder.h"
#include "tests/core/sdk/contestparts.h"
#include "tests/core/sdk/wire.h"

#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace konductor::test {

namespace {

/// Longer than every hold of the dead and every place of theirs in a queue.
constexpr std::chrono::milliseconds inTheEnd = 40s;

/// The object with an annotation more.
ObjectPtr annotated(const ObjectPtr& object, int value)
{
    return visitObject(*object, [value](const auto& typed) -> ObjectPtr {
        auto copy = std::make_shared<std::remove_cvref_t<decltype(typed)>>(typed);
        copy->meta.annotations.insert(u"somebody"_s, QString::number(value));
        return copy;
    });
}

/// Readers of a lock have one expiry, which any of them moves on: a reader whose estimate of the server's clock is
/// wide, as after a slow first answer, puts it later than the TTL, and until then nobody else can have the lock.
QCoro::Task<void> pauseUntilOver(const sdk::Hold& hold)
{
    const std::optional<Timestamp> end = hold.expiresAt();
    while (end && SystemClock().now() < *end) { // of the same machine as the server
        co_await pauseFor(250);
    }
}

} // namespace

struct Contest::Actor {
    int number = 0;
    std::unique_ptr<Wire> wire;
    std::optional<sdk::Client> client;
    std::vector<Turn> turns;
    std::stop_source stop;
    std::shared_ptr<sdk::Hold> hold;
    bool sharedHold = false;
    bool takenAway = false; ///< By somebody with the right to: nobody can know it before being told.
    bool crashed = false;

    bool holds() const { return hold && !crashed && !takenAway && hold->isHeld(); }
};

Contest::Contest(const kube::ConnectionSettings& settings, quint64 seed)
    : m_settings(settings)
    , m_seed(seed)
    , m_random(seed)
    , m_name(u"contest-%1"_s.arg(seed))
{
}

Contest::~Contest() = default;

QString Contest::title() const
{
    return u"seed %1: %2 clients, %3 of %4"_s.arg(m_seed)
        .arg(m_actors.size())
        .arg(kindInfo(m_kind).name)
        .arg(m_permits);
}

void Contest::complain(const QString& what)
{
    m_failures.append(u"%1: %2"_s.arg(title(), what));
}

void Contest::draw()
{
    static constexpr std::array kinds{Kind::Semaphore, Kind::Semaphore, Kind::Mutex, Kind::RWMutex, Kind::Lease};
    m_kind = kinds[static_cast<size_t>(random(0, static_cast<int>(kinds.size()) - 1))];
    m_permits = m_kind == Kind::Semaphore ? random(1, 3) : 1;
    const int clients = random(2, 5);
    for (int i = 0; i < clients; ++i) {
        m_actors.push_back(newActor(i));
        const int turns = random(1, 3);
        for (int t = 0; t < turns; ++t) {
            Turn turn{.pause = random(0, 30), .hold = random(0, 40), .shared = m_kind == Kind::RWMutex && chance(60)};
            if (chance(15)) {
                turn.patience = random(1, 150);
            } else if (chance(10)) {
                turn.cancelled = random(0, 80);
            }
            m_actors.back()->turns.push_back(turn);
        }
    }
    m_judge = newActor(clients);
}

Contest::ActorPtr Contest::newActor(int number)
{
    auto actor = std::make_shared<Actor>();
    actor->number = number;
    actor->wire = std::make_unique<Wire>(m_settings.server);
    kube::ConnectionSettings settings = m_settings;
    settings.server = actor->wire->url();
    auto client = sdk::Client::open(settings, {.ns = u"default"_s, .holder = u"client-%1"_s.arg(number)});
    actor->client.emplace(std::move(*client));
    return actor;
}

/// A third of the schedules has one.
void Contest::planAccident(const ActorPtr& actor)
{
    const int when = random(5, 160);
    const int what = random(0, 3);
    QTimer::singleShot(when, this, [this, actor, what] {
        ++m_accidents;
        switch (what) {
        case 0:
            return crash(*actor);
        case 1:
            actor->wire->cut(); // it goes on, and must notice
            QTimer::singleShot(8s, this, [actor] { actor->stop.request_stop(); });
            return;
        case 2:
            return actor->wire->holdUp(4500ms);
        default:
            return actor->wire->reset();
        }
    });
}

void Contest::crash(Actor& actor)
{
    actor.wire->cut();
    if (actor.holds()) {
        ended(actor, microsecondsNow(), Step::never);
    }
    actor.crashed = true;
    actor.stop.request_stop();
}

void Contest::acquired(const ActorPtr& actor, const Turn& turn, qint64 invoked)
{
    ++m_acquisitions;
    actor->sharedHold = turn.shared;
    actor->takenAway = false;
    m_history.push_back(
        {actor->number, turn.shared ? Step::What::AcquireShared : Step::What::Acquire, invoked, microsecondsNow()});
    qint64 exclusive = 0;
    qint64 readers = 0;
    for (const ActorPtr& other : m_actors) {
        const bool holds = other->holds();
        exclusive += holds && !other->sharedHold ? 1 : 0;
        readers += holds && other->sharedHold ? 1 : 0;
    }
    if (exclusive > m_permits || (readers > 0 && exclusive > 0)) {
        complain(u"%1 holders and %2 readers at once"_s.arg(exclusive).arg(readers));
    }
}

void Contest::ended(Actor& actor, qint64 invoked, qint64 returned)
{
    m_history.push_back(
        {actor.number, actor.sharedHold ? Step::What::ReleaseShared : Step::What::Release, invoked, returned});
}

void Contest::start()
{
    draw();
    run(this);
}

QCoro::Task<void> Contest::run(Contest* self)
{
    const ObjectPtr object = newPrimitive(self->m_kind, self->m_name, self->m_permits);
    const Result<ObjectPtr> made = co_await self->m_judge->client->create(object);
    if (!made) {
        self->complain(words(made.error()));
        self->m_over = true;
        co_return;
    }
    if (self->chance(33)) {
        self->planAccident(self->m_actors.front());
    }
    self->m_playing = static_cast<int>(self->m_actors.size());
    if (self->chance(40)) {
        disturb(self);
    }
    for (const ActorPtr& actor : self->m_actors) {
        play(self, actor);
    }
}

QCoro::Task<void> Contest::play(Contest* self, ActorPtr actor)
{
    const std::vector<Turn> turns = actor->turns;
    for (const Turn& turn : turns) {
        co_await pauseFor(turn.pause);
        if (!actor->crashed && !actor->wire->isCut()) {
            co_await takeTurn(self, actor, turn);
        }
    }
    if (--self->m_playing == 0) {
        co_await conclude(self);
    }
}

QCoro::Task<void> Contest::takeTurn(Contest* self, ActorPtr actor, Turn turn)
{
    const qint64 invoked = microsecondsNow();
    const Result<std::shared_ptr<sdk::Hold>> taken = co_await acquire(self, actor, turn);
    if (!taken) {
        const sdk::Failure failure = sdk::failureOf(taken.error());
        const bool gaveUp = (failure == sdk::Failure::TimedOut && (turn.patience || actor->wire->isCut()))
            || (failure == sdk::Failure::Cancelled && (turn.cancelled || actor->crashed || actor->wire->isCut()));
        if (!gaveUp) {
            const Result<ObjectPtr> now = co_await self->m_judge->client->getObject(self->m_kind, self->m_name);
            const QByteArray status = now ? QJsonDocument(statusJson(**now)).toJson(QJsonDocument::Compact) : "gone";
            self->complain(u"client %1 was not served: %2, %3"_s.arg(actor->number)
                               .arg(words(taken.error()), QString::fromUtf8(status)));
        }
        co_return;
    }
    if (actor->crashed) {
        co_return; // what it got, it got as it died: its expiry frees it
    }
    actor->hold = *taken;
    self->acquired(actor, turn, invoked);
    co_await pauseFor(turn.hold);
    if (!actor->crashed && actor->wire->isCut()) {
        co_await pauseFor(5'500);
        co_await pauseUntilOver(*actor->hold);
        if (actor->hold->isHeld()) {
            self->complain(u"client %1 believes in a hold that others may have"_s.arg(actor->number));
        }
    }
    if (actor->crashed) {
        co_return;
    }
    const qint64 called = microsecondsNow();
    const Result<void> released = co_await actor->hold->release();
    const bool lost = !released && sdk::failureOf(released.error()) == sdk::Failure::Lost;
    if (!actor->crashed) {
        // Taken away or expired, it ended at some time since it began; not confirmed, it ends some time.
        self->ended(*actor, lost || actor->takenAway ? invoked : called, released ? microsecondsNow() : Step::never);
    }
    actor->hold.reset();
}

QCoro::Task<Result<std::shared_ptr<sdk::Hold>>> Contest::acquire(Contest* self, ActorPtr actor, Turn turn)
{
    std::stop_source stop;
    const std::stop_callback crashing(actor->stop.get_token(), [&stop] { stop.request_stop(); });
    if (turn.cancelled) {
        QTimer::singleShot(*turn.cancelled, self, [stop]() mutable { stop.request_stop(); });
    }
    sdk::Options options{.ttl = turn.ttl};
    options.timeout = turn.patience ? std::chrono::milliseconds(*turn.patience) : inTheEnd;
    if (actor->wire->isCut()) {
        options.timeout = 10ms;
    }
    QCoro::Task<Result<std::shared_ptr<sdk::Hold>>> acquiring =
        acquireAny(*actor->client, self->m_kind, self->m_name, turn.shared, options, stop.get_token());
    Result<std::shared_ptr<sdk::Hold>> acquired = co_await acquiring;
    co_return acquired;
}

/// Others write to the object, so that guarded writes conflict, and sometimes take a permit away.
QCoro::Task<void> Contest::disturb(Contest* self)
{
    sdk::Client judge = *self->m_judge->client;
    const int writes = self->random(1, 6);
    for (int i = 0; i < writes && self->m_playing > 0; ++i) {
        co_await pauseFor(self->random(0, 25));
        const Result<ObjectPtr> object = co_await judge.getObject(self->m_kind, self->m_name);
        if (!object) {
            continue;
        }
        const Result<ObjectPtr> touched = co_await judge.update(annotated(*object, i));
        Q_UNUSED(touched) // somebody else was quicker
        const ActorPtr victim =
            self->m_actors[static_cast<size_t>(self->random(0, static_cast<int>(self->m_actors.size()) - 1))];
        if (self->m_kind == Kind::Semaphore && victim->holds() && self->chance(20)) {
            victim->takenAway = true;
            const Result<void> removed = co_await judge.remove(Kind::Permit, victim->hold->object().name);
            Q_UNUSED(removed) // given back meanwhile
        }
    }
}

/// Whoever comes afterwards gets all there is, and then nothing is left. While the last waits for what a crash left to
/// expire, the first must not have to be renewed in time on a machine that does much else.
QCoro::Task<void> Contest::conclude(Contest* self)
{
    std::vector<std::shared_ptr<sdk::Hold>> all;
    for (qint64 i = 0; i < self->m_permits; ++i) {
        const Result<std::shared_ptr<sdk::Hold>> hold = co_await acquire(self, self->m_judge, {.ttl = 2 * inTheEnd});
        if (!hold) {
            self->complain(
                u"afterwards %1 of %2 could be had: %3"_s.arg(i).arg(self->m_permits).arg(words(hold.error())));
            break;
        }
        all.push_back(*hold);
    }
    for (const auto& hold : all) {
        const Result<void> released = co_await hold->release();
        if (!released) {
            self->complain(words(released.error()));
        }
    }
    co_await self->m_judge->client->idle();
    for (const Kind child : {Kind::Permit, Kind::LeaseRequest}) {
        const Result<std::vector<ObjectPtr>> left = co_await self->m_judge->client->listObjects(child);
        for (const ObjectPtr& object : left.value_or(std::vector<ObjectPtr>())) {
            if (parentName(*object) == self->m_name) {
                self->complain(u"%1 is left"_s.arg(toString(object->key())));
            }
        }
    }
    const Specification specification{self->m_kind == Kind::RWMutex ? Specification::Primitive::RWMutex
                                                                    : Specification::Primitive::Semaphore,
                                      self->m_permits};
    if (!isLinearizable(self->m_history, specification)) {
        self->complain(u"the history cannot have been:\n"_s + toString(self->m_history));
    }
    self->m_over = true;
}

} // namespace konductor::test
