// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/commands/commands.h"
#include "app/inspect/console.h"
#include "app/inspect/insightcommand.h"
#include "core/live/clustermirror.h"
#include "core/report/report.h"
#include "core/snapshot/capture.h"
#include "core/snapshot/privatefile.h"
#include "core/snapshot/redaction.h"
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
        options.add_option("-o,--output", m_output, "json, yaml, markdown, html, or csv: a file a kind beside --file")
            ->check(CLI::IsMember({"json", "yaml", "csv", "markdown", "html"}))
            ->capture_default_str();
        options.add_option("--file", m_file, "Write it here, readable by you only; else to standard output")
            ->type_name("FILE");
        CLI::Option* redact = options.add_option("--redact", m_redact,
                                                 "Other names for names, namespaces, holders, labels, or all of them");
        redact->type_name("WHAT,…");
        options.add_option("--redaction-key", m_key, "Keep the key and what the aliases stand for here, for yourself")
            ->type_name("FILE")
            ->needs(redact);
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
        if (!m_redact.empty()) {
            const auto redaction = snapshot::redactionFromText(QString::fromStdString(m_redact));
            if (!redaction) {
                return endWith(redaction.error(), Usage);
            }
            m_redaction = *redaction;
        }
        m_format = *report::formatFromText(QString::fromStdString(m_output));
        if (m_format == report::Format::Csv && m_file.empty()) {
            return endWith(makeError(Error::Kind::Invalid, u"csv"_s, u"is a file a kind"_s,
                                     u"Say with --file where they go, such as --file now.csv."_s),
                           Usage);
        }
        look(LookFor::Objects);
    }

private:
    void judged(const insight::Insight&, Timestamp, int code) override
    {
        if (m_cluster->file()) { // in another format, or redacted
            return hand(*m_cluster->file(), code);
        }
        snapshot::askWhoTakes(m_cluster->session(), u"konductor-inspect "_s + QStringLiteral(KONDUCTOR_VERSION), this,
                              [this, code](const snapshot::Taker& taker) { take(taker, code); });
    }

    void take(const snapshot::Taker& taker, int code)
    {
        hand(snapshot::captured(
                 m_cluster->mirror(), SystemClock().now(),
                 {.verdicts = &pods(), .pods = pods().coverage(), .takenBy = taker, .chosen = {}, .selection = {}}),
             code);
    }

    void hand(snapshot::Snapshot taken, int code)
    {
        if (const Result<void> hidden = redact(taken); !hidden) {
            return endWith(hidden.error());
        }
        if (const Result<void> written = write(snapshot::Meaning(std::move(taken))); !written) {
            return endWith(written.error());
        }
        emit ended(code);
    }

    /// The key is written first: a snapshot whose aliases nobody can turn back would be of less use.
    Result<void> redact(snapshot::Snapshot& taken) const
    {
        if (!m_redaction) {
            return {};
        }
        const QString path = QString::fromStdString(m_key);
        Result<snapshot::Aliases> aliases = path.isEmpty() ? snapshot::Aliases() : snapshot::Aliases::load(path);
        if (!aliases) {
            return fail(aliases.error());
        }
        taken = snapshot::redacted(taken, *m_redaction, *aliases);
        return path.isEmpty() ? Result<void>() : aliases->save(path);
    }

    Result<void> write(const snapshot::Meaning& meaning) const
    {
        const QString path = QString::fromStdString(m_file);
        if (m_format == report::Format::Csv) {
            return writeCsv(meaning, path);
        }
        const auto into = [&](QIODevice& device) { return report::writeReport(meaning, m_format, device); };
        if (!path.isEmpty()) {
            return snapshot::writePrivateFile(path, into);
        }
        QFile out;
        std::ignore = out.open(stdout, QIODevice::WriteOnly);
        return into(out);
    }

    /// "now.csv" → "now-leases.csv", "now-gates.csv" …
    static Result<void> writeCsv(const snapshot::Meaning& meaning, const QString& path)
    {
        const QString stem = path.endsWith(".csv"_L1) ? path.chopped(4) : path;
        for (const report::CsvFile& file : report::csvFiles(meaning)) {
            const QString name = u"%1-%2.csv"_s.arg(stem, file.name);
            if (const Result<void> written = snapshot::writePrivateFile(name, file.text); !written) {
                return written;
            }
        }
        return {};
    }

    std::string m_output = "json";
    std::string m_file;
    std::string m_redact;
    std::string m_key;
    std::optional<snapshot::Redaction> m_redaction;
    report::Format m_format = report::Format::Json;
    bool m_schema = false;
};

} // namespace

std::unique_ptr<Command> makeSnapshotCommand(CLI::App& options, const Globals& globals)
{
    return std::make_unique<SnapshotCommand>(options, globals);
}

} // namespace konductor::inspect
