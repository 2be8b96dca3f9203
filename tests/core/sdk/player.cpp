// SPDX-License-Identifier: Apache-2.0
#include "core/sdk/client.h"
#include "tests/core/sdk/contestparts.h"

#include <QCoreApplication>

#include <cstdio>
#include <random>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace konductor;

/// One client of a contest among processes (processcontest.h), to be killed and paused: player KUBECONFIG KIND NAME
/// HOLDER SEED TURNS. Each line says what it does or what came of it, and when by the machine's monotonic clock.
namespace {

struct Player {
    sdk::Client client;
    Kind kind;
    QString name;
    std::mt19937_64 random;

    int draw(int from, int to) { return std::uniform_int_distribution<int>(from, to)(random); }
};

void tell(const char* what)
{
    std::printf("%s %lld\n", what, static_cast<long long>(test::microsecondsNow()));
    std::fflush(stdout); // what is in a buffer when it is killed is lost
}

QCoro::Task<bool> takeTurn(Player* player)
{
    const bool shared = player->kind == Kind::RWMutex && player->draw(1, 100) <= 60;
    const int hold = player->draw(0, 40);
    tell(shared ? "ask-shared" : "ask");
    const sdk::Options options{.ttl = test::contestTtl, .timeout = 40s};
    QCoro::Task<Result<std::shared_ptr<sdk::Hold>>> acquiring =
        test::acquireAny(player->client, player->kind, player->name, shared, options, {});
    const Result<std::shared_ptr<sdk::Hold>> taken = co_await acquiring;
    if (!taken) {
        std::fprintf(stderr, "%s\n", qPrintable(oneLine(taken.error())));
        co_return false;
    }
    const std::shared_ptr<sdk::Hold> held = *taken;
    tell("held");
    co_await test::pauseFor(hold);
    tell("release");
    const Result<void> released = co_await held->release();
    const bool lost = !released && sdk::failureOf(released.error()) == sdk::Failure::Lost;
    tell(released ? "released" : lost ? "lost" : "unconfirmed");
    co_return true;
}

QCoro::Task<void> play(Player* player, int turns)
{
    bool served = true;
    for (int turn = 0; turn < turns && served; ++turn) {
        co_await test::pauseFor(player->draw(0, 30));
        served = co_await takeTurn(player);
    }
    co_await player->client.idle();
    QCoreApplication::exit(served ? 0 : 1);
}

} // namespace

int main(int argc, char* argv[])
{
    QCoreApplication app(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    const auto kind = words.size() == 7 ? kindFromText(words[2]) : std::nullopt;
    const auto client = sdk::Client::open({.kubeconfig = words.value(1), .ns = u"default"_s, .holder = words.value(4)});
    if (!kind || !client) {
        std::fprintf(stderr, "player: %s\n", client ? "usage" : qPrintable(oneLine(client.error())));
        return 2;
    }
    Player player{*client, *kind, words[3], std::mt19937_64(words[5].toULongLong())};
    tell("ready");
    play(&player, words[6].toInt());
    return QCoreApplication::exec();
}
