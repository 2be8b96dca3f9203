// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/clientcommand.h"
#include "app/inspect/commands/commands.h"

#include <QCoro/QCoroSignal>
#include <QPointer>

using namespace Qt::StringLiterals;

namespace konductor::inspect {

namespace {

/// Rings when the command has ended, for the step that waits for it.
class Bell final : public QObject { };

class DoCommand final : public ClientCommand {
public:
    DoCommand(CLI::App& options, const Globals& globals) : ClientCommand(options, globals)
    {
        declareTarget("once/NAME");
        declareHold();
        declareCommand();
    }

    void start() override
    {
        if (begin({Kind::Once})) {
            whenDone(this,
                     m_client->doOnce(
                         m_target.name, [this] { return step(this); }, m_waiting, m_stop.get_token()));
        }
    }

private:
    void commandEnded(int code) override
    {
        m_code = code;
        m_bell.setObjectName(u"ended"_s);
    }

    /// A command that fails has not done it.
    static sdk::Client::Task<void> step(DoCommand* self)
    {
        self->run({});
        while (!self->m_code && !self->m_stop.stop_requested()) {
            co_await qCoro(&self->m_bell, &QObject::objectNameChanged);
        }
        if (self->m_code.value_or(Interrupted) != 0) {
            co_return fail(makeError(Error::Kind::Invalid, {}, u"the command failed"_s));
        }
        co_return Result<void>();
    }

    static QCoro::Task<void> whenDone(QPointer<DoCommand> self, sdk::Client::Task<bool> doing)
    {
        const Result<bool> done = co_await doing;
        if (!self) {
            co_return;
        }
        if (done) {
            self->finish(Done); // here, or by somebody before
        } else if (self->m_code) {
            self->finish(*self->m_code);
        } else {
            self->finish(done.error());
        }
    }

    std::optional<int> m_code;
    Bell m_bell;
};

} // namespace

std::unique_ptr<Command> makeDoCommand(CLI::App& options, const Globals& globals)
{
    return std::make_unique<DoCommand>(options, globals);
}

} // namespace konductor::inspect
