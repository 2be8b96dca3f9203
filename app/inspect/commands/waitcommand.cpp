// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/clientcommand.h"
#include "app/inspect/commands/commands.h"
#include "app/inspect/console.h"

#include <QPointer>

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace konductor::inspect {

namespace {

class WaitCommand final : public ClientCommand {
public:
    WaitCommand(CLI::App& options, const Globals& globals) : ClientCommand(options, globals)
    {
        declareTarget("barrier/NAME, gate/NAME, waitgroup/NAME, lease/NAME or semaphore/NAME");
        declareWaiting();
    }

    void start() override
    {
        if (begin({Kind::Barrier, Kind::Gate, Kind::WaitGroup, Kind::Lease, Kind::Semaphore})) {
            whenOver(this, waiting());
        }
    }

private:
    sdk::Client::Task<void> waiting()
    {
        const std::stop_token stop = m_stop.get_token();
        switch (m_target.kind) {
        case Kind::Barrier:
            return m_client->waitBarrier(m_target.name, m_waiting, stop);
        case Kind::Gate:
            return m_client->waitGate(m_target.name, m_waiting, stop);
        case Kind::WaitGroup:
            return m_client->waitWaitGroup(m_target.name, m_waiting, stop);
        case Kind::Lease:
            return m_client->waitLease(m_target.name, m_waiting, stop);
        default:
            return m_client->waitSemaphore(m_target.name, 1, m_waiting, stop);
        }
    }

    static QCoro::Task<void> whenOver(QPointer<WaitCommand> self, sdk::Client::Task<void> waiting)
    {
        const Result<void> waited = co_await waiting;
        if (!self) {
            co_return;
        }
        if (waited) {
            self->finish(Done);
        } else {
            self->finish(waited.error());
        }
    }
};

/// add and done: the counter of a wait group, up and down.
class CounterCommand final : public ClientCommand {
public:
    CounterCommand(CLI::App& options, const Globals& globals, qint64 sign)
        : ClientCommand(options, globals)
        , m_sign(sign)
    {
        declareTarget("waitgroup/NAME");
        options.add_option("COUNT", m_count, "By how much")->check(CLI::Range(qint64(1), qint64(1'000'000)));
    }

    void start() override
    {
        if (begin({Kind::WaitGroup})) {
            whenCounted(this, m_client->addWaitGroup(m_target.name, m_sign * m_count, m_stop.get_token()));
        }
    }

private:
    static QCoro::Task<void> whenCounted(QPointer<CounterCommand> self, sdk::Client::Task<qint64> counting)
    {
        const Result<qint64> counter = co_await counting;
        if (!self) {
            co_return;
        }
        if (counter) {
            writeOut(u"%1\n"_s.arg(*counter));
            self->finish(Done);
        } else {
            self->finish(counter.error());
        }
    }

    qint64 m_sign;
    qint64 m_count = 1;
};

} // namespace

std::unique_ptr<Command> makeWaitCommand(CLI::App& options, const Globals& globals)
{
    return std::make_unique<WaitCommand>(options, globals);
}

std::unique_ptr<Command> makeAddCommand(CLI::App& options, const Globals& globals)
{
    return std::make_unique<CounterCommand>(options, globals, 1);
}

std::unique_ptr<Command> makeDoneCommand(CLI::App& options, const Globals& globals)
{
    return std::make_unique<CounterCommand>(options, globals, -1);
}

} // namespace konductor::inspect
