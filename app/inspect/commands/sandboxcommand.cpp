// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/commands/commands.h"
#include "app/inspect/console.h"
#include "core/sandbox/sandbox.h"
#include "core/snapshot/privatefile.h"

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace konductor::inspect {

namespace {

class SandboxCommand final : public Command {
public:
    SandboxCommand(CLI::App& options, const Globals& globals) : Command(globals)
    {
        options.add_option("--port", m_port, "The loopback port; any free one when 0")->capture_default_str();
        options.add_option("--scenario", m_scenario, scenarioHelp())->capture_default_str();
        options.add_option("--kubeconfig-out", m_file, "Write a kubeconfig for it here, readable by you only")
            ->type_name("FILE");
    }

    void start() override
    {
        sandbox::Sandbox::Options options;
        options.port = m_port;
        options.scenario =
            QString::fromStdString(m_scenario.empty() ? m_globals.sandbox.value_or(std::string()) : m_scenario);
        if (options.scenario.isEmpty()) {
            options.scenario = sandbox::Sandbox::Options().scenario;
        }
        auto sandbox = sandbox::Sandbox::start(options);
        if (!sandbox) {
            return endWith(sandbox.error(), sandbox.error().kind == Error::Kind::Config ? Usage : NotConnected);
        }
        m_sandbox = std::move(*sandbox);
        const QString file = QString::fromStdString(m_file);
        if (!file.isEmpty()) {
            if (const auto written = snapshot::writePrivateFile(file, m_sandbox->kubeconfig()); !written) {
                return endWith(written.error());
            }
        }
        const QString how = file.isEmpty() ? u"kubectl --server=%1 get semaphores -A"_s.arg(m_sandbox->url().toString())
                                           : u"kubectl --kubeconfig=%1 get semaphores -A"_s.arg(file);
        writeOut(u"ready %1\n%2\nCtrl+C ends it; nothing is kept.\n"_s.arg(m_sandbox->url().toString(), how));
    }

    void interrupt() override
    {
        m_sandbox.reset();
        emit ended(Done);
    }

private:
    static std::string scenarioHelp()
    {
        QString text = u"What it begins with: "_s;
        for (const sandbox::ScenarioInfo& info : sandbox::Sandbox::scenarios()) {
            text += u"\n  %1: %2"_s.arg(info.name, info.description);
        }
        return text.toStdString();
    }

    quint16 m_port = 0;
    std::string m_scenario;
    std::string m_file;
    std::unique_ptr<sandbox::Sandbox> m_sandbox;
};

} // namespace

std::unique_ptr<Command> makeSandboxCommand(CLI::App& options, const Globals& globals)
{
    return std::make_unique<SandboxCommand>(options, globals);
}

} // namespace konductor::inspect
