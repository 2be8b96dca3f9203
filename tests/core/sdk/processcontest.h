// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/core/sdk/history.h"
#include "tests/core/sdk/sdkrig.h"

#include <QProcess>

#include <random>

namespace konductor::test {

/// A contest among real processes, told by its seed: each plays a few turns (player.cpp), and some are killed or
/// paused, while they wait or while they hold, for less or for longer than a hold lasts. What they printed is the
/// history. Runs on the event loop of its thread.
class ProcessContest final : public QObject {
    Q_OBJECT
public:
    ProcessContest(const kube::ConnectionSettings& settings, QString kubeconfig, quint64 seed);
    ~ProcessContest() override;

    void start();
    /// Every process has ended, who came after them got all there is, and what the dead left was cleared away.
    bool isOver() const { return m_over; }
    /// What went wrong, or what it waits for; empty when nothing did.
    QString failure() const { return m_failures.join(u'\n'); }
    QString title() const;
    int acquisitions() const { return m_acquisitions; }
    int killed() const { return m_killed; }
    int paused() const { return m_paused; }

private:
    enum class Accident { None, Kill, Pause, PauseAndKill, Blink };
    struct Actor;

    int random(int from, int to) { return std::uniform_int_distribution<int>(from, to)(m_random); }
    void draw();
    void launch(Actor& actor);
    void read(Actor& actor);
    void take(Actor& actor, const QByteArray& word, qint64 at);
    void suffer(Actor& actor);
    void stop(Actor& actor, int milliseconds, bool thenKill);
    void kill(Actor& actor);
    void ended(Actor& actor);
    void complain(const QString& what);

    static QCoro::Task<void> run(ProcessContest* self);
    static QCoro::Task<void> conclude(ProcessContest* self);
    QCoro::Task<Result<void>> takeAll();
    QCoro::Task<QStringList> leftovers();

    QString m_kubeconfig;
    quint64 m_seed;
    std::mt19937_64 m_random;
    Kind m_kind = Kind::Semaphore;
    qint64 m_permits = 1;
    QString m_name;
    std::vector<std::unique_ptr<Actor>> m_actors;
    std::optional<sdk::Client> m_judge;
    std::vector<Step> m_history;
    QStringList m_failures;
    size_t m_playing = 0;
    int m_acquisitions = 0;
    int m_killed = 0;
    int m_paused = 0;
    bool m_over = false;
};

/// Some contests at once, seed after seed; prints the first seed and what they came to. Empty when all went well.
QString runProcessContests(const kube::ConnectionSettings& settings, const QString& kubeconfig, quint64 seed,
                           int contests);

} // namespace konductor::test
