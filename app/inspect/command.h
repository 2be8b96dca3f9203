// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/inspect/cluster.h"
#include "app/inspect/exitcode.h"

#include <QObject>

#include <memory>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace konductor::inspect {

/// One command of the program: declares its options when made, runs from the event loop, ends with a code.
class Command : public QObject {
    Q_OBJECT
public:
    explicit Command(const Globals& globals) : m_globals(globals) { }

    virtual void start() = 0;
    /// SIGINT, SIGTERM or SIGHUP.
    virtual void interrupt() { emit ended(Interrupted); }
    /// Any signal that is listened to; `fromTerminal`: a key was pressed.
    virtual void signalled(int /*signal*/, bool /*fromTerminal*/) { interrupt(); }

signals:
    /// Once, as the last thing.
    void ended(int exitCode);

protected:
    enum class Source { ClusterOnly, ClusterOrFile };
    /// Opens the cluster; says why not and ends otherwise.
    bool openCluster(Source source = Source::ClusterOnly);
    /// One line on standard error, and the end.
    void endWith(const Error& error);
    void endWith(const Error& error, int exitCode);

    const Globals& m_globals;
    std::unique_ptr<Cluster> m_cluster;
};

/// The table of commands: a name, what it does, and how it is made.
struct CommandEntry {
    const char* name;
    const char* help;
    std::unique_ptr<Command> (*make)(CLI::App& options, const Globals& globals);
};
const std::vector<CommandEntry>& commandTable();

/// Kinds by any of their names; all eleven when none is given. Fails with Invalid.
Result<std::vector<Kind>> kindsFromArguments(const std::vector<std::string>& words);
/// "lease/db": what a hold is of. Fails with Invalid.
struct NamedTarget {
    Kind kind = Kind::Lease;
    QString name;
};
Result<NamedTarget> targetFromArgument(const std::string& word);
/// "10s"; fails with Invalid.
Result<std::chrono::milliseconds> spanFromArgument(const std::string& word);

} // namespace konductor::inspect
