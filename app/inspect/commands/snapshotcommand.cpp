// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/commands/commands.h"
#include "app/inspect/console.h"
#include "app/inspect/insightcommand.h"
#include "core/live/clustermirror.h"
#include "core/snapshot/capture.h"
#include "core/snapshot/document.h"
#include "core/snapshot/privatefile.h"
#include "core/snapshot/taker.h"

#include <QFile>

#include <CLI/CLI.hpp>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace konductor::inspect {

namespace {

class SnapshotCommand final : public InsightCommand {
public:
    SnapshotCommand(CLI::App& options, const Globals& globals) : InsightCommand(globals)
    {
        options.add_option("-o,--output", m_output, "json")->check(CLI::IsMember({"json"}))->capture_default_str();
        options.add_option("--file", m_file, "Write it here, readable by you only; else to standard output")
            ->type_name("FILE");
        options.add_flag("--schema", m_schema, "Print the JSON Schema of the document and end");
    }

    void start() override
    {
        if (m_schema) {
            QFile file(u":/konductor/snapshot/v2.schema.json"_s);
            writeOut(file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray());
            emit ended(Done);
            return;
        }
        look(LookFor::Objects);
    }

private:
    void judged(const insight::Insight&, Timestamp, int code) override
    {
        snapshot::askWhoTakes(m_cluster->session(), u"konductor-inspect "_s + QStringLiteral(KONDUCTOR_VERSION), this,
                              [this, code](const snapshot::Taker& taker) { take(taker, code); });
    }

    void take(const snapshot::Taker& taker, int code)
    {
        const snapshot::Meaning meaning(snapshot::captured(
            m_cluster->mirror(), SystemClock().now(),
            {.verdicts = &pods(), .pods = pods().coverage(), .takenBy = taker, .chosen = {}, .selection = {}}));
        const auto write = [&meaning](QIODevice& device) { return snapshot::writeDocument(meaning, device); };
        Result<void> written;
        if (m_file.empty()) {
            QFile out;
            std::ignore = out.open(stdout, QIODevice::WriteOnly);
            written = write(out);
        } else {
            written = snapshot::writePrivateFile(QString::fromStdString(m_file), write);
        }
        if (!written) {
            return endWith(written.error());
        }
        emit ended(code);
    }

    std::string m_output = "json";
    std::string m_file;
    bool m_schema = false;
};

} // namespace

std::unique_ptr<Command> makeSnapshotCommand(CLI::App& options, const Globals& globals)
{
    return std::make_unique<SnapshotCommand>(options, globals);
}

} // namespace konductor::inspect
