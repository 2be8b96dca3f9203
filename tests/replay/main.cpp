// SPDX-License-Identifier: Apache-2.0
#include "tests/replay/replay.h"

#include "core/base/text.h"

#include <CLI/CLI.hpp>

#include <QTextStream>

using namespace Qt::StringLiterals;
using namespace konductor;

namespace {

enum ExitCode { Agrees = 0, Diverges = 1, Unusable = 2 };

QString summary(const test::Trace& trace, const test::ReplayReport& report)
{
    return u"%1: %2 made by the model, %3 without a write missing, %4 at the end"_s.arg(
        visibleText(trace.name), counted(report.operatorWrites, u"operator write"), counted(report.dueChecks, u"wake"),
        counted(report.objects, u"object"));
}

ExitCode replayFile(const QString& file, bool all, QTextStream& out, QTextStream& err)
{
    const auto trace = test::readTrace(file);
    if (!trace) {
        err << u"konductor-replay: "_s << oneLine(trace.error()) << Qt::endl;
        return Unusable;
    }
    const test::ReplayReport report = test::replay(*trace);
    if (report.divergences.empty()) {
        out << u"agrees    "_s << summary(*trace, report) << Qt::endl;
        return Agrees;
    }
    out << u"DIVERGES  %1: %2; the first:\n"_s.arg(
        visibleText(trace->name), counted(static_cast<qsizetype>(report.divergences.size()), u"divergence"));
    for (const test::Divergence& divergence : report.divergences) {
        out << test::describe(divergence, *trace);
        if (!all) {
            break;
        }
    }
    out.flush();
    return Diverges;
}

} // namespace

int main(int argc, char** argv)
{
    std::vector<std::string> arguments;
    bool all = false;
    CLI::App app("Replays recordings of the real Konductor operator against the console's model of it.\n"
                 "Exit code: 0 no divergence, 1 a divergence, 2 a file that is no recording or wrong usage.",
                 "konductor-replay");
    app.add_option("TRACE", arguments, "Recordings (*.ndjson), or folders of them")->required();
    app.add_flag("--all", all, "Print every divergence, not only the first of each recording");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? Agrees : Unusable;
    }

    QTextStream out(stdout);
    QTextStream err(stderr);
    QStringList named;
    for (const std::string& argument : arguments) {
        named.append(QString::fromLocal8Bit(argument.c_str()));
    }
    const auto files = test::traceFiles(named);
    if (!files) {
        err << u"konductor-replay: "_s << oneLine(files.error()) << Qt::endl;
        return Unusable;
    }
    int diverging = 0;
    int unusable = 0;
    for (const QString& file : *files) {
        const ExitCode code = replayFile(file, all, out, err);
        diverging += code == Diverges ? 1 : 0;
        unusable += code == Unusable ? 1 : 0;
    }
    out << u"%1 of %2 agree with the model"_s.arg(files->size() - diverging - unusable)
               .arg(counted(files->size(), u"recording"))
        << Qt::endl;
    return diverging > 0 ? Diverges : unusable > 0 ? Unusable : Agrees;
}
