// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/clientcommand.h"
#include "app/inspect/commands/commands.h"

#include <QPointer>

#include <CLI/CLI.hpp>

namespace konductor::inspect {

namespace {

/// acquire and lock: a command under a hold of its own.
class UnderHoldCommand : public ClientCommand {
public:
    using ClientCommand::ClientCommand;

protected:
    template <class T> void runUnder(sdk::Client::Task<T> acquiring) { whenHeld<T>(this, std::move(acquiring)); }

private:
    template <class T>
    static QCoro::Task<void> whenHeld(QPointer<UnderHoldCommand> self, sdk::Client::Task<T> acquiring)
    {
        Result<T> hold = co_await acquiring;
        if (!self) {
            co_return;
        }
        if (hold) {
            self->run(std::move(*hold));
        } else {
            self->finish(hold.error());
        }
    }
};

class AcquireCommand final : public UnderHoldCommand {
public:
    AcquireCommand(CLI::App& options, const Globals& globals) : UnderHoldCommand(options, globals)
    {
        declareTarget("semaphore/NAME or lease/NAME");
        declareHold();
        options.add_option("--priority", m_waiting.priority, "Of the request for a lease: the highest wins")
            ->type_name("N");
        declareCommand();
    }

    void start() override
    {
        if (!begin({Kind::Semaphore, Kind::Lease})) {
            return;
        }
        if (m_target.kind == Kind::Semaphore) {
            runUnder(m_client->acquireSemaphore(m_target.name, m_waiting, m_stop.get_token()));
        } else {
            runUnder(m_client->acquireLease(m_target.name, m_waiting, m_stop.get_token()));
        }
    }
};

class LockCommand final : public UnderHoldCommand {
public:
    LockCommand(CLI::App& options, const Globals& globals) : UnderHoldCommand(options, globals)
    {
        declareTarget("mutex/NAME or rwmutex/NAME");
        declareHold();
        options.add_flag("--read", m_read, "An rwmutex shared with other readers; else exclusive");
        declareCommand();
    }

    void start() override
    {
        if (m_read) {
            if (begin({Kind::RWMutex})) {
                runUnder(m_client->lockRead(m_target.name, m_waiting, m_stop.get_token()));
            }
        } else if (begin({Kind::Mutex, Kind::RWMutex})) {
            if (m_target.kind == Kind::Mutex) {
                runUnder(m_client->lockMutex(m_target.name, m_waiting, m_stop.get_token()));
            } else {
                runUnder(m_client->lockWrite(m_target.name, m_waiting, m_stop.get_token()));
            }
        }
    }

private:
    bool m_read = false;
};

} // namespace

std::unique_ptr<Command> makeAcquireCommand(CLI::App& options, const Globals& globals)
{
    return std::make_unique<AcquireCommand>(options, globals);
}

std::unique_ptr<Command> makeLockCommand(CLI::App& options, const Globals& globals)
{
    return std::make_unique<LockCommand>(options, globals);
}

} // namespace konductor::inspect
