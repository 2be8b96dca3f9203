// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/commands/commands.h"
#include "app/inspect/console.h"
#include "app/inspect/output/writers.h"
#include "core/base/json.h"
#include "core/base/text.h"
#include "core/kube/connectcheck.h"

#include <QJsonArray>

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace konductor::inspect {

namespace {

using kube::CheckStep;

QString markOf(CheckStep::Outcome outcome)
{
    switch (outcome) {
    case CheckStep::Outcome::Passed:
        return u"✓"_s;
    case CheckStep::Outcome::Warned:
        return u"!"_s;
    case CheckStep::Outcome::Failed:
        return u"✗"_s;
    case CheckStep::Outcome::Skipped:
        return u"–"_s;
    }
    Q_UNREACHABLE();
}

QString textOf(const CheckStep& step)
{
    QString text =
        markOf(step.outcome) + u' ' + fitted(kube::titleOf(step.stage), 17, true) + visibleText(step.finding);
    if (step.outcome != CheckStep::Outcome::Skipped) {
        text += u" (%1 ms)"_s.arg(step.took.count());
    }
    text += u'\n';
    for (const QString& fact : step.facts) {
        text += QString(19, u' ') + visibleText(fact) + u'\n';
    }
    if (!step.advice.isEmpty()) {
        text += QString(17, u' ') + u"→ "_s + visibleText(step.advice) + u'\n';
    }
    return text;
}

QJsonObject jsonOf(const CheckStep& step)
{
    return {{u"step"_s, kube::nameOf(step.stage)},
            {u"result"_s, kube::nameOf(step.outcome)},
            {u"finding"_s, step.finding},
            {u"facts"_s, QJsonArray::fromStringList(step.facts)},
            {u"advice"_s, step.advice},
            {u"milliseconds"_s, qint64(step.took.count())}};
}

class ConnectCommand final : public Command {
public:
    ConnectCommand(CLI::App& options, const Globals& globals) : Command(globals)
    {
        options.add_option("-o,--output", m_output, "table or json")
            ->check(CLI::IsMember({"table", "json"}))
            ->capture_default_str();
    }

    void start() override
    {
        kube::ConnectCheck::Options options;
        if (m_globals.sandbox) {
            if (!openCluster()) {
                return;
            }
            options.settings = m_cluster->settings();
        }
        options.sources = kube::KubeConfig::Sources::fromProcess(QString::fromStdString(m_globals.kubeconfig));
        options.context = QString::fromStdString(m_globals.context);
        options.ns = QString::fromStdString(m_globals.ns);
        options.consent = [agreed = m_globals.allowExec](kube::ConnectionSettings& settings) {
            return allowPlugin(settings, agreed);
        };
        const KindInfo& info = kindInfo(Kind::Lease);
        options.group = info.group.toString();
        options.version = info.version.toString();
        for (const Kind kind : konductorKinds) {
            options.resources.append(kindInfo(kind).plural.toString());
        }
        m_check = std::make_unique<kube::ConnectCheck>(std::move(options), m_clock);
        connect(m_check.get(), &kube::ConnectCheck::stepDone, this, &ConnectCommand::tell);
        connect(m_check.get(), &kube::ConnectCheck::finished, this, &ConnectCommand::finish);
        m_check->start();
    }

private:
    void tell(const CheckStep& step)
    {
        if (m_output == "json") {
            m_steps.append(jsonOf(step));
        } else {
            writeOut(textOf(step));
        }
    }

    void finish()
    {
        const bool connects = !m_check->hasFailed();
        if (m_output == "json") {
            const QJsonObject root{
                {u"schema"_s, u"konductor.io/connect/v1"_s}, {u"connects"_s, connects}, {u"steps"_s, m_steps}};
            writeOut(indentedJson(compactJson(root), 0) + '\n');
        }
        emit ended(connects ? Done : NotConnected);
    }

    std::string m_output = "table";
    SystemClock m_clock;
    QJsonArray m_steps;
    std::unique_ptr<kube::ConnectCheck> m_check;
};

} // namespace

std::unique_ptr<Command> makeConnectCommand(CLI::App& options, const Globals& globals)
{
    return std::make_unique<ConnectCommand>(options, globals);
}

} // namespace konductor::inspect
