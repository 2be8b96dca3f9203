// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/core/sdk/contestparts.h"
#include "tests/core/sdk/history.h"
#include "tests/core/sdk/sdkrig.h"

#include <random>

namespace konductor::test {

/// One random schedule, told by its seed: a few clients on a wire each want the same primitive, hold it for a while,
/// give up, are cancelled, crash, are cut off and do not know it, are held up for longer than their holds last, while
/// others write to the object and take holds away. Runs on the event loop of its thread.
class Contest final : public QObject {
    Q_OBJECT
public:
    Contest(const kube::ConnectionSettings& settings, quint64 seed);
    ~Contest() override;

    void start();
    /// All clients came to their end, and who came after them got all there is.
    bool isOver() const { return m_over; }
    /// What went wrong; empty when nothing did.
    QString failure() const { return m_failures.join(u'\n'); }
    /// What it was about, with the seed that gives it again.
    QString title() const;
    int acquisitions() const { return m_acquisitions; }
    int accidents() const { return m_accidents; }

private:
    struct Turn {
        int pause = 0; ///< Milliseconds, as all of these.
        int hold = 0;
        std::optional<int> patience; ///< A time-out.
        std::optional<int> cancelled;
        bool shared = false;
        std::chrono::milliseconds ttl = contestTtl;
    };
    struct Actor;
    using ActorPtr = std::shared_ptr<Actor>;

    int random(int from, int to) { return std::uniform_int_distribution<int>(from, to)(m_random); }
    bool chance(int percent) { return random(1, 100) <= percent; }
    void draw();
    ActorPtr newActor(int number);
    void planAccident(const ActorPtr& actor);
    void crash(Actor& actor);
    void acquired(const ActorPtr& actor, const Turn& turn, qint64 invoked);
    void ended(Actor& actor, qint64 invoked, qint64 returned);
    void complain(const QString& what);

    static QCoro::Task<void> run(Contest* self);
    static QCoro::Task<void> play(Contest* self, ActorPtr actor);
    static QCoro::Task<void> takeTurn(Contest* self, ActorPtr actor, Turn turn);
    static QCoro::Task<Result<std::shared_ptr<sdk::Hold>>> acquire(Contest* self, ActorPtr actor, Turn turn);
    static QCoro::Task<void> disturb(Contest* self);
    static QCoro::Task<void> conclude(Contest* self);

    kube::ConnectionSettings m_settings;
    quint64 m_seed;
    std::mt19937_64 m_random;
    Kind m_kind = Kind::Semaphore;
    qint64 m_permits = 1;
    QString m_name;
    std::vector<ActorPtr> m_actors;
    ActorPtr m_judge;
    std::vector<Step> m_history;
    QStringList m_failures;
    int m_playing = 0;
    int m_acquisitions = 0;
    int m_accidents = 0;
    bool m_over = false;
};

/// Many schedules, a dozen at a time, seed after seed; prints the first seed and what they came to.
struct Campaign {
    QString failure; ///< Of the first that failed.
    int acquisitions = 0;
    int accidents = 0;
};
Campaign runSchedules(const kube::ConnectionSettings& settings, quint64 seed, int schedules);
/// KONDUCTOR_SDK_SCHEDULES and KONDUCTOR_SDK_SEED, else the number given and the time.
int scheduleCount(int otherwise);
quint64 scheduleSeed();

} // namespace konductor::test
