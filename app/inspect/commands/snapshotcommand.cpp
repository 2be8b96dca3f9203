// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/commands/commands.h"
#include "app/inspect/console.h"
#include "app/inspect/output/writers.h"
#include "core/base/clock.h"
#include "core/live/clustermirror.h"
#include "core/live/livesession.h"
#include "core/snapshot/capture.h"
#include "core/snapshot/privatefile.h"

#include <QJsonDocument>

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace konductor::inspect {

namespace {

class SnapshotCommand final : public Command {
public:
    SnapshotCommand(CLI::App& options, const Globals& globals) : Command(globals)
    {
        options.add_option("-o,--output", m_output, "json")->check(CLI::IsMember({"json"}))->capture_default_str();
        options.add_option("--file", m_file, "Write it here, readable by you only; else to standard output")
            ->type_name("FILE");
    }

    void start() override
    {
        if (!openCluster()) {
            return;
        }
        live::LiveSession& session = m_cluster->connect({});
        connect(&session, &live::LiveSession::settled, this, &SnapshotCommand::take);
    }

private:
    void take()
    {
        const live::ClusterMirror& mirror = m_cluster->mirror();
        const Gaps gaps = gapsOf(mirror, std::vector<Kind>(konductorKinds.begin(), konductorKinds.end()));
        for (const QString& line : gaps.lines) {
            writeError(line);
        }
        const int code = gaps.exitCode(false);
        if (code == NotConnected) {
            emit ended(code);
            return;
        }
        const QJsonObject json = snapshot::toJson(snapshot::captured(mirror, SystemClock().now()));
        const QByteArray text = indentedJson(QJsonDocument(json).toJson(QJsonDocument::Compact), 0) + '\n';
        if (m_file.empty()) {
            writeOut(text);
        } else if (const auto written = snapshot::writePrivateFile(QString::fromStdString(m_file), text); !written) {
            return endWith(written.error());
        }
        emit ended(code);
    }

    std::string m_output = "json";
    std::string m_file;
};

} // namespace

std::unique_ptr<Command> makeSnapshotCommand(CLI::App& options, const Globals& globals)
{
    return std::make_unique<SnapshotCommand>(options, globals);
}

} // namespace konductor::inspect
