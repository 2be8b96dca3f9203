// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/commands/commands.h"
#include "app/inspect/console.h"
#include "app/inspect/insightcommand.h"
#include "app/inspect/output/differenceoutput.h"
#include "core/live/clustermirror.h"
#include "core/report/differencereport.h"
#include "core/snapshot/capture.h"
#include "core/snapshot/document.h"

#include <QJsonDocument>

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace konductor::inspect {

namespace {

class DiffCommand final : public InsightCommand {
public:
    DiffCommand(CLI::App& options, const Globals& globals) : InsightCommand(globals)
    {
        options.add_option("A", m_before, "The earlier snapshot")->required()->type_name("FILE");
        options.add_option("B", m_after, "The later one; else the cluster as it is now")->type_name("FILE");
        options.add_option("-o,--output", m_output, "table, json or markdown")
            ->check(CLI::IsMember({"table", "json", "markdown"}))
            ->capture_default_str();
    }

    void start() override
    {
        if (!m_globals.snapshot.empty()) {
            return endWith(makeError(Error::Kind::Invalid, u"--snapshot"_s, u"name the files behind diff"_s), Usage);
        }
        auto before = snapshot::readDocumentFile(QString::fromStdString(m_before));
        if (!before) {
            return endWith(before.error(), Usage);
        }
        m_meaning = std::make_unique<snapshot::Meaning>(std::move(*before));
        if (m_after.empty()) {
            return look(LookFor::Objects);
        }
        auto after = snapshot::readDocumentFile(QString::fromStdString(m_after));
        if (!after) {
            return endWith(after.error(), Usage);
        }
        tell(snapshot::Meaning(std::move(*after)), Done);
    }

private:
    void judged(const insight::Insight&, Timestamp, int code) override
    {
        snapshot::CaptureOptions options;
        options.verdicts = &pods();
        options.pods = pods().coverage();
        tell(snapshot::Meaning(snapshot::captured(m_cluster->mirror(), SystemClock().now(), options)), code);
    }

    void tell(const snapshot::Meaning& after, int code)
    {
        const snapshot::Difference difference = snapshot::differenceOf(*m_meaning, after);
        writeOut(m_output == "json"           ? QJsonDocument(snapshot::differenceJson(difference)).toJson()
                     : m_output == "markdown" ? report::differenceMarkdown(difference)
                                              : differenceText(difference));
        emit ended(difference.isEmpty() ? code : int(Refused));
    }

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
