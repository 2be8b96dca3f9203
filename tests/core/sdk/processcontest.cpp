// SPDX-License-Identifier: Apache-2.0
#include "tests/core/sdk/processcontest.h"

#include "tests/core/sdk/contestparts.h"

#include <QTimer>

#include <csignal>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace konductor::test {

struct ProcessContest::Actor {
    int number = 0;
    quint64 seed = 0;
    int turns = 1;
    Accident accident = Accident::None;
    bool whileHolding = false; ///< Else some time, milliseconds after it was ready.
    int when = 0;
    QProcess process;
    // What its lines said.
    bool shared = false;
    qint64 asked = 0;
    qint64 released = 0; ///< When it began to give back.
    bool holds = false;
    // What was done to it.
    bool stopped = false;
    std::optional<qint64> killedAt;
};

ProcessContest::ProcessContest(const kube::ConnectionSettings& settings, QString kubeconfig, quint64 seed)
    : m_kubeconfig(std::move(kubeconfig))
    , m_seed(seed)
    , m_random(seed)
    , m_name(u"processes-%1"_s.arg(seed))
{
    if (auto client = sdk::Client::open(settings, {.ns = u"default"_s, .holder = u"judge"_s})) {
        m_judge.emplace(std::move(*client));
    }
}

ProcessContest::~ProcessContest()
{
    for (const auto& actor : m_actors) {
        actor->process.disconnect(this);
        actor->process.kill();
        actor->process.waitForFinished();
    }
}

QString ProcessContest::title() const
{
    return u"seed %1: %2 processes, %3 of %4"_s.arg(m_seed)
        .arg(m_actors.size())
        .arg(kindInfo(m_kind).name)
        .arg(m_permits);
}

void ProcessContest::complain(const QString& what)
{
    m_failures.append(u"%1: %2"_s.arg(title(), what));
}

/// The kinds in turn, so that few contests have them all; the first process of each has an accident, others may.
void ProcessContest::draw()
{
    static constexpr std::array kinds{Kind::Semaphore, Kind::Mutex, Kind::Lease, Kind::RWMutex};
    static constexpr std::array accidents{Accident::Kill, Accident::Pause, Accident::PauseAndKill, Accident::Blink};
    m_kind = kinds[m_seed % kinds.size()];
    m_permits = m_kind == Kind::Semaphore ? random(1, 2) : 1;
    const int processes = random(2, 4);
    for (int i = 0; i < processes; ++i) {
        auto actor = std::make_unique<Actor>();
        actor->number = i;
        actor->seed = m_random();
        actor->turns = random(1, 3);
        if (i == 0 || random(1, 100) <= 25) {
            actor->accident = accidents[static_cast<size_t>(random(0, 3))];
            actor->whileHolding = random(1, 100) <= 70;
            actor->when = actor->whileHolding ? random(0, 20) : random(0, 200);
        }
        m_actors.push_back(std::move(actor));
    }
}

void ProcessContest::start()
{
    draw();
    m_playing = m_actors.size();
    run(this);
}

QCoro::Task<void> ProcessContest::run(ProcessContest* self)
{
    const ObjectPtr object = newPrimitive(self->m_kind, self->m_name, self->m_permits);
    const Result<ObjectPtr> made = co_await self->m_judge->create(object);
    if (!made) {
        self->complain(words(made.error()));
        self->m_over = true;
        co_return;
    }
    for (const auto& actor : self->m_actors) {
        self->launch(*actor);
    }
}

void ProcessContest::launch(Actor& actor)
{
    Actor* raw = &actor;
    connect(&actor.process, &QProcess::readyReadStandardOutput, this, [this, raw] { read(*raw); });
    connect(&actor.process, &QProcess::finished, this, [this, raw] { ended(*raw); });
    actor.process.start(QStringLiteral(KONDUCTOR_PLAYER),
                        {m_kubeconfig, kindInfo(m_kind).name.toString(), m_name, u"client-%1"_s.arg(actor.number),
                         QString::number(actor.seed), QString::number(actor.turns)});
}

void ProcessContest::read(Actor& actor)
{
    while (actor.process.canReadLine()) {
        const QByteArrayList parts = actor.process.readLine().trimmed().split(' ');
        take(actor, parts.value(0), parts.value(1).toLongLong());
    }
}

void ProcessContest::take(Actor& actor, const QByteArray& word, qint64 at)
{
    const bool due = word == (actor.whileHolding ? "held" : "ready");
    if (word.startsWith("ask")) {
        actor.shared = word == "ask-shared";
        actor.asked = at;
    } else if (word == "held") {
        ++m_acquisitions;
        actor.holds = true;
        actor.released = 0;
        m_history.push_back(
            {actor.number, actor.shared ? Step::What::AcquireShared : Step::What::Acquire, actor.asked, at});
    } else if (word == "release") {
        actor.released = at;
    } else if (actor.holds && (word == "released" || word == "lost" || word == "unconfirmed")) {
        // Lost, it ended at some time since it began; unconfirmed, it ends some time.
        actor.holds = false;
        m_history.push_back({actor.number, actor.shared ? Step::What::ReleaseShared : Step::What::Release,
                             word == "lost" ? actor.asked : actor.released, word == "unconfirmed" ? Step::never : at});
    }
    if (due && actor.accident != Accident::None) {
        QTimer::singleShot(actor.when, this, [this, raw = &actor] { suffer(*raw); });
    }
}

void ProcessContest::suffer(Actor& actor)
{
    const Accident accident = std::exchange(actor.accident, Accident::None); // one is enough
    if (actor.process.state() != QProcess::Running) {
        return; // it was quicker
    }
    switch (accident) {
    case Accident::None:
        return;
    case Accident::Kill:
        return kill(actor);
    case Accident::Pause:
        return stop(actor, 4'500, false);
    case Accident::PauseAndKill:
        return stop(actor, 2'500, true);
    case Accident::Blink:
        return stop(actor, random(50, 500), false);
    }
}

void ProcessContest::stop(Actor& actor, int milliseconds, bool thenKill)
{
    ++m_paused;
    actor.stopped = true;
    ::kill(static_cast<pid_t>(actor.process.processId()), SIGSTOP);
    QTimer::singleShot(milliseconds, this, [this, thenKill, raw = &actor] {
        if (raw->process.state() != QProcess::Running) {
            return;
        }
        if (thenKill) {
            return kill(*raw);
        }
        ::kill(static_cast<pid_t>(raw->process.processId()), SIGCONT);
    });
}

void ProcessContest::kill(Actor& actor)
{
    ++m_killed;
    actor.killedAt = microsecondsNow();
    actor.process.kill();
}

void ProcessContest::ended(Actor& actor)
{
    read(actor);
    if (actor.killedAt && actor.holds) {
        // Its hold ends some time after it died; that of a paused one may have ended before.
        const qint64 earliest = actor.stopped ? actor.asked : *actor.killedAt;
        m_history.push_back({actor.number, actor.shared ? Step::What::ReleaseShared : Step::What::Release,
                             actor.released > 0 ? std::min(actor.released, earliest) : earliest, Step::never});
    } else if (!actor.killedAt
               && (actor.process.exitStatus() != QProcess::NormalExit || actor.process.exitCode() != 0)) {
        complain(u"process %1 was not served: %2"_s.arg(actor.number)
                     .arg(QString::fromUtf8(actor.process.readAllStandardError().trimmed())));
    }
    if (--m_playing == 0) {
        conclude(this);
    }
}

QCoro::Task<Result<void>> ProcessContest::takeAll()
{
    std::vector<std::shared_ptr<sdk::Hold>> all;
    for (qint64 i = 0; i < m_permits; ++i) {
        const sdk::Options options{.ttl = contestTtl, .timeout = 40s};
        QCoro::Task<Result<std::shared_ptr<sdk::Hold>>> acquiring =
            acquireAny(*m_judge, m_kind, m_name, false, options, {});
        const Result<std::shared_ptr<sdk::Hold>> hold = co_await acquiring;
        if (!hold) {
            co_return fail(hold.error());
        }
        all.push_back(*hold);
    }
    for (const auto& hold : all) {
        const Result<void> released = co_await hold->release();
        if (!released) {
            co_return released;
        }
    }
    co_await m_judge->idle();
    co_return Result<void>();
}

/// Permits and requests of this contest.
QCoro::Task<QStringList> ProcessContest::leftovers()
{
    QStringList left;
    for (const Kind child : {Kind::Permit, Kind::LeaseRequest}) {
        const Result<std::vector<ObjectPtr>> all = co_await m_judge->listObjects(child);
        for (const ObjectPtr& object : all.value_or(std::vector<ObjectPtr>())) {
            if (parentName(*object) == m_name) {
                left.append(toString(object->key()));
            }
        }
    }
    co_return left;
}

/// Whoever comes afterwards gets all there is. What a dead process asked for counts for some seconds yet; then whoever
/// comes clears it away, and nothing is left.
QCoro::Task<void> ProcessContest::conclude(ProcessContest* self)
{
    QStringList left;
    const qint64 begun = microsecondsNow();
    do {
        const Result<void> had = co_await self->takeAll();
        if (!had) {
            self->complain(u"afterwards not all could be had: "_s + words(had.error()));
            break;
        }
        left = co_await self->leftovers();
        if (!left.isEmpty()) {
            co_await pauseFor(500);
        }
    } while (!left.isEmpty() && microsecondsNow() - begun < 25'000'000);
    if (!left.isEmpty()) {
        self->complain(u"left: "_s + left.join(u", "_s));
    }
    const Specification specification{self->m_kind == Kind::RWMutex ? Specification::Primitive::RWMutex
                                                                    : Specification::Primitive::Semaphore,
                                      self->m_permits};
    if (!isLinearizable(self->m_history, specification)) {
        self->complain(u"the history cannot have been:\n"_s + toString(self->m_history));
    }
    self->m_over = true;
}

QString runProcessContests(const kube::ConnectionSettings& settings, const QString& kubeconfig, quint64 seed,
                           int contests)
{
    std::printf("%d contests among processes from seed %llu\n", contests, static_cast<unsigned long long>(seed));
    std::fflush(stdout);
    std::vector<std::unique_ptr<ProcessContest>> all;
    for (int i = 0; i < contests; ++i) {
        all.push_back(std::make_unique<ProcessContest>(settings, kubeconfig, seed + static_cast<quint64>(i)));
        all.back()->start();
    }
    const auto over = [&all] {
        return std::all_of(all.begin(), all.end(), [](const auto& contest) { return contest->isOver(); });
    };
    const bool inTime = QTest::qWaitFor(over, 120'000);
    QStringList failures;
    int acquisitions = 0;
    int killed = 0;
    int paused = 0;
    for (auto& contest : all) {
        acquisitions += contest->acquisitions();
        killed += contest->killed();
        paused += contest->paused();
        failures.append(contest->isOver() ? contest->failure() : contest->title() + u" does not end"_s);
        if (!inTime) {
            std::ignore = contest.release(); // what it waits for may still come back to it
        }
    }
    failures.removeAll(QString());
    std::printf("%d holds, %d killed, %d paused\n", acquisitions, killed, paused);
    return failures.join(u'\n');
}

} // namespace konductor::test
