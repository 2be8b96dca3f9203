// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/commands/commands.h"
#include "app/inspect/console.h"
#include "app/inspect/insightcommand.h"
#include "app/inspect/manifests.h"
#include "app/inspect/output/insightoutput.h"
#include "core/insight/findings.h"
#include "core/live/livesession.h"
#include "core/live/operatorlook.h"
#include "core/snapshot/meaning.h"

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace konductor::inspect {

namespace {

class DiagnoseCommand final : public InsightCommand {
public:
    DiagnoseCommand(CLI::App& options, const Globals& globals) : InsightCommand(globals)
    {
        options.add_option("-f,--filename", m_files, "Judge manifests before they are applied; no cluster is asked")
            ->type_name("FILE|DIR");
        options.add_option("-o,--output", m_output, "table, json, junit or sarif")
            ->check(CLI::IsMember({"table", "json", "junit", "sarif"}))
            ->capture_default_str();
        options.add_option("--fail-on", m_failOn, "End with 1 on findings of this severity or worse")
            ->check(CLI::IsMember({"info", "warning", "error"}))
            ->capture_default_str();
    }

    void start() override
    {
        if (m_files.empty()) {
            return look();
        }
        const Timestamp now = SystemClock().now();
        QStringList paths;
        for (const std::string& file : m_files) {
            paths.append(QString::fromStdString(file));
        }
        const Result<Judgement> judgement = judgeManifests(paths, now);
        if (!judgement) {
            return endWith(judgement.error(), Usage);
        }
        tell(*judgement, now, Done);
    }

private:
    /// The operator first: without it nothing of the rest mends itself.
    void judged(const insight::Insight& insight, Timestamp now, int code) override
    {
        m_judgement = {insight.findings(), {}};
        const auto told = [this, now, code](const Result<live::OperatorHealth>& health) {
            const auto finding =
                health ? insight::operatorFinding(snapshot::operatorStateOf(*health, now)) : std::nullopt;
            if (finding) {
                m_judgement.findings.push_back(*finding);
                std::sort(m_judgement.findings.begin(), m_judgement.findings.end(), insight::listedBefore);
            }
            tell(m_judgement, now, code);
        };
        if (m_cluster->file()) {
            tell(m_judgement, now, code); // what was found of the operator is in it
            return;
        }
        live::askOperator(m_cluster->session(), {}, this, told);
    }

    void tell(const Judgement& judgement, Timestamp now, int code)
    {
        writeOut(m_output == "json"        ? findingsJson(judgement, now)
                     : m_output == "junit" ? findingsJunit(judgement, now)
                     : m_output == "sarif" ? findingsSarif(judgement, now)
                                           : findingsTable(judgement, now));
        if (judgement.findings.empty() && m_output == "table") {
            writeError(u"nothing found"_s);
        }
        const insight::Severity least = m_failOn == "info" ? insight::Severity::Info
            : m_failOn == "warning"                        ? insight::Severity::Warning
                                                           : insight::Severity::Error;
        const bool fails = std::any_of(judgement.findings.begin(), judgement.findings.end(),
                                       [least](const insight::Finding& finding) { return finding.severity >= least; });
        emit ended(fails ? int(Refused) : code);
    }

    std::vector<std::string> m_files;
    std::string m_output = "table";
    std::string m_failOn = "warning";
    Judgement m_judgement;
};

} // namespace

std::unique_ptr<Command> makeDiagnoseCommand(CLI::App& options, const Globals& globals)
{
    return std::make_unique<DiagnoseCommand>(options, globals);
}

} // namespace konductor::inspect
