// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/inspect/childprocess.h"
#include "app/inspect/command.h"
#include "core/sdk/client.h"

#include <optional>

namespace konductor::inspect {

/// What acquire, lock, do, wait, add and done share: they take part in the coordination through the client library,
/// where other commands look at it or mend it.
class ClientCommand : public Command {
    Q_OBJECT
public:
    ClientCommand(CLI::App& options, const Globals& globals) : Command(globals), m_options(options) { }

    void interrupt() override;
    void signalled(int signal, bool fromTerminal) override;

protected:
    /// Options that a command may declare.
    void declareTarget(const char* help);
    void declareWaiting();
    void declareHold();
    void declareCommand();

    /// Target and client, or the end as a usage error or for want of a cluster.
    bool begin(std::initializer_list<Kind> kinds);
    /// The command under its hold; `hold` may be empty.
    void run(sdk::Hold hold);
    /// Done with it: gives back what is held, waits for what is on its way, ends.
    void finish(int code);
    void finish(const Error& error);

    /// The command ended by itself; the default finishes with its code.
    virtual void commandEnded(int code) { finish(code); }

    NamedTarget m_target;
    sdk::Options m_waiting;
    std::optional<sdk::Client> m_client;
    std::stop_source m_stop;

private:
    Result<void> readOptions();
    void lost(const Error& why);
    QProcessEnvironment environment() const;
    static QCoro::Task<void> giveBack(QPointer<ClientCommand> self, sdk::Client client, sdk::Hold hold, int code);

    CLI::App& m_options;
    std::string m_targetWord;
    std::string m_ttl;
    std::string m_timeout;
    std::string m_holder;
    std::vector<std::string> m_command;
    std::string m_killAfter = "5s";
    std::chrono::milliseconds m_grace{0};
    sdk::Hold m_hold;
    bool m_holdWasLost = false;
    bool m_finishing = false;
    ChildProcess* m_child = nullptr;
};

} // namespace konductor::inspect
