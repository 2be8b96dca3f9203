// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/commands/commands.h"
#include "app/inspect/console.h"
#include "app/inspect/insightcommand.h"
#include "app/inspect/output/differenceoutput.h"
#include "core/base/text.h"
#include "core/live/clustermirror.h"
#include "core/report/differencereport.h"
#include "core/snapshot/capture.h"
#include "core/snapshot/document.h"
#include "core/snapshot/selection.h"

#include <QJsonDocument>

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace konductor::inspect {

namespace {

/// What the command looks at: as it is given, else where the earlier snapshot was taken. Before the command, which
/// keeps a reference to it.
struct Scope {
    Globals scope;
};

/// "all namespaces", "team-a, ns:team-a kind:lease"
QString scopeWords(const snapshot::Snapshot& taken)
{
    QStringList words{taken.namespaces.isEmpty() ? u"all namespaces"_s : taken.namespaces.join(u", "_s)};
    if (!taken.selection.isEmpty()) {
        words.append(taken.selection);
    }
    return words.join(u", "_s);
}

/// What stands between two snapshots so that their difference tells less than it seems to.
QStringList caveats(const snapshot::Snapshot& before, const snapshot::Snapshot& after)
{
    QStringList lines;
    if (scopeWords(before) != scopeWords(after)) {
        lines.append(
            u"the first holds %1, the second %2: what only one of them could hold is told as added or gone"_s.arg(
                scopeWords(before), scopeWords(after)));
    }
    if (before.redacted != after.redacted) {
        lines.append(u"only one of them is redacted: its names are others, so everything is told as added or gone"_s);
    }
    return lines;
}

class DiffCommand final : private Scope, public InsightCommand {
public:
    DiffCommand(CLI::App& options, const Globals& globals) : InsightCommand(scope), m_given(globals)
    {
        options.add_option("A", m_before, "The earlier snapshot")->required()->type_name("FILE");
        options.add_option("B", m_after, "The later one; else the cluster as it is now")->type_name("FILE");
        options.add_option("-o,--output", m_output, "table, json or markdown")
            ->check(CLI::IsMember({"table", "json", "markdown"}))
            ->capture_default_str();
    }

    void start() override
    {
        scope = m_given;
        if (!scope.snapshot.empty()) {
            return endWith(makeError(Error::Kind::Invalid, u"--snapshot"_s, u"name the files behind diff"_s), Usage);
        }
        auto before = snapshot::readDocumentFile(QString::fromStdString(m_before));
        if (!before) {
            return endWith(before.error(), Usage);
        }
        m_meaning = std::make_unique<snapshot::Meaning>(std::move(*before));
        if (m_after.empty()) {
            takeScope(m_meaning->snapshot());
            return look(LookFor::Objects);
        }
        auto after = snapshot::readDocumentFile(QString::fromStdString(m_after));
        if (!after) {
            return endWith(after.error(), Usage);
        }
        tell(snapshot::Meaning(std::move(*after)), Done);
    }

private:
    void takeScope(const snapshot::Snapshot& before)
    {
        if (scope.ns.empty() && !scope.allNamespaces) {
            scope.allNamespaces = before.namespaces.size() != 1;
            scope.ns = scope.allNamespaces ? std::string() : before.namespaces.front().toStdString();
        }
    }

    void judged(const insight::Insight&, Timestamp, int code) override
    {
        snapshot::CaptureOptions options;
        options.verdicts = &pods();
        options.pods = pods().coverage();
        snapshot::Snapshot now = snapshot::captured(m_cluster->mirror(), SystemClock().now(), options);
        if (const QString& line = m_meaning->snapshot().selection; !line.isEmpty()) {
            now = snapshot::chosenFrom(now, insight::Query::parse(line), line);
        }
        tell(snapshot::Meaning(std::move(now)), code);
    }

    void tell(const snapshot::Meaning& after, int code)
    {
        for (const QString& line : caveats(m_meaning->snapshot(), after.snapshot())) {
            writeError(visibleText(line));
        }
        const snapshot::Difference difference = snapshot::differenceOf(*m_meaning, after);
        writeOut(m_output == "json"           ? QJsonDocument(snapshot::differenceJson(difference)).toJson()
                     : m_output == "markdown" ? report::differenceMarkdown(difference)
                                              : differenceText(difference));
        emit ended(difference.isEmpty() ? code : int(Refused));
    }

    const Globals& m_given;
    std::string m_before;
    std::string m_after;
    std::string m_output = "table";
    std::unique_ptr<snapshot::Meaning> m_meaning;
};

} // namespace

std::unique_ptr<Command> makeDiffCommand(CLI::App& options, const Globals& globals)
{
    return std::make_unique<DiffCommand>(options, globals);
}

} // namespace konductor::inspect
