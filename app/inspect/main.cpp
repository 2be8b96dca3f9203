// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/command.h"
#include "app/inspect/console.h"
#include "core/base/coredump.h"
#include "core/base/openfiles.h"
#include "core/base/terminationsignal.h"

#include <QCoreApplication>
#include <QTimer>

#include <CLI/CLI.hpp>

using namespace konductor;
using namespace konductor::inspect;

namespace {

void declareGlobals(CLI::App& app, Globals& globals)
{
    app.require_subcommand(1);
    app.fallthrough();
    app.set_version_flag("--version", KONDUCTOR_VERSION);
    app.add_option("--kubeconfig", globals.kubeconfig, "Only this kubeconfig file")->type_name("FILE");
    app.add_option("--context", globals.context, "The kubeconfig context; else the current one")->type_name("NAME");
    CLI::Option* ns =
        app.add_option("-n,--namespace", globals.ns, "One namespace; else the context's, on the sandbox all");
    ns->type_name("NAME");
    app.add_flag("-A,--all-namespaces", globals.allNamespaces, "All namespaces")->excludes(ns);
    app.add_flag("--allow-exec", globals.allowExec,
                 "Let the kubeconfig's exec plugin run, if kuberc's policy does not deny it");
    app.add_flag("--sandbox{nightly-pipeline}", globals.sandbox, "Use the built-in sandbox, with =SCENARIO another one")
        ->excludes("--kubeconfig")
        ->excludes("--context")
        ->excludes("--allow-exec");
    app.add_option("--snapshot", globals.snapshot, "Look at a snapshot instead of a cluster")
        ->type_name("FILE")
        ->excludes("--sandbox")
        ->excludes("--kubeconfig")
        ->excludes("--context");
    app.footer(
        "Exit codes: 0 done, 1 refused by the object's state, 2 usage, 3 not connected or not authorised, 4 in part");
}

int complain(const CLI::App& app, const CLI::ParseError& error)
{
    if (error.get_exit_code() == 0) { // --help and --version
        return app.exit(error);
    }
    QString line = QString::fromStdString(error.what()).simplified();
    writeError(line + QStringLiteral(". See --help."));
    return Usage;
}

} // namespace

int main(int argc, char** argv)
{
    forbidCoreDumps();
    raiseOpenFileLimit();
    QCoreApplication application(argc, argv);
    CLI::App app("Looks at the Konductor coordination objects of a cluster, and acts on them");
    Globals globals;
    declareGlobals(app, globals);

    std::vector<std::pair<CLI::App*, std::unique_ptr<Command>>> commands;
    for (const CommandEntry& entry : commandTable()) {
        CLI::App* options = app.add_subcommand(entry.name, entry.help);
        commands.emplace_back(options, entry.make(*options, globals));
    }
    try { // CLI11's way of failing ends here
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return complain(app, error);
    }

    for (const auto& [options, command] : commands) {
        if (!options->parsed()) {
            continue;
        }
        TerminationSignal signal;
        QObject::connect(&signal, &TerminationSignal::received, command.get(), &Command::signalled);
        QObject::connect(command.get(), &Command::ended, &application, &QCoreApplication::exit, Qt::QueuedConnection);
        QTimer::singleShot(0, command.get(), &Command::start);
        return QCoreApplication::exec();
    }
    return Usage;
}
