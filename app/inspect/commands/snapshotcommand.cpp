// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/commands/commands.h"
#include "app/inspect/console.h"
#include "app/inspect/findingwatch.h"
#include "app/inspect/insightcommand.h"
#include "core/live/clustermirror.h"
#include "core/report/report.h"
#include "core/snapshot/capture.h"
#include "core/snapshot/redaction.h"
#include "core/snapshot/rotation.h"
#include "core/snapshot/selection.h"
#include "core/snapshot/taker.h"

#include <QDir>
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
        options
            .add_option("-o,--output", m_output, "json, yaml, markdown, html, pdf, or csv: a file a kind beside --file")
            ->check(CLI::IsMember({"json", "yaml", "csv", "markdown", "html", "pdf"}))
            ->capture_default_str();
        options.add_option("--file", m_file, "Write it here, readable by you only; else to standard output")
            ->type_name("FILE");
        options.add_option("--query", m_text,
                           "Only what matches, such as 'ns:prod finding:any', and what belongs to it");
        CLI::Option* redact = options.add_option("--redact", m_redact,
                                                 "Other names for names, namespaces, holders, labels, or all of them; "
                                                 "labels:drop leaves those out. Annotations are never taken");
        redact->type_name("WHAT,…");
        options.add_option("--redaction-key", m_key, "Keep the key and what the aliases stand for here, for yourself")
            ->type_name("FILE")
            ->needs(redact);
        addRounds(options);
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
        m_query = insight::Query::parse(QString::fromStdString(m_text));
        if (!m_query.problems().isEmpty()) {
            return endWith(makeError(Error::Kind::Config, u"--query"_s, m_query.problems().join(u"; "_s)), Usage);
        }
        if (!m_redact.empty()) {
            const auto redaction = snapshot::redactionFromText(QString::fromStdString(m_redact));
            if (!redaction) {
                return endWith(redaction.error(), Usage);
            }
            m_redaction = *redaction;
        }
        if (!m_every.empty() && !readRounds()) {
            return;
        }
        m_format = *report::formatFromText(QString::fromStdString(m_output));
        if (m_format == report::Format::Csv && m_file.empty()) {
            return endWith(makeError(Error::Kind::Invalid, u"csv"_s, u"is a file a kind"_s,
                                     u"Say with --file where they go, such as --file now.csv."_s),
                           Usage);
        }
        look(m_when.empty() ? LookFor::Objects : LookFor::Changes);
    }

private:
    void addRounds(CLI::App& options)
    {
        CLI::Option* dir = options.add_option("--dir", m_dir, "Where the snapshots of --every go")->type_name("FOLDER");
        CLI::Option* every = options.add_option("--every", m_every, "Go on, one each such span, as JSON")
                                 ->type_name("SPAN")
                                 ->needs(dir)
                                 ->excludes("--file")
                                 ->excludes("--output");
        dir->needs(every);
        options.add_option("--keep", m_keep, "So many")->type_name("N")->needs(every)->check(CLI::PositiveNumber);
        options.add_option("--keep-for", m_keepFor, "None older than this")->type_name("SPAN")->needs(every);
        options.add_option("--keep-size", m_keepSize, "No more together, such as 2GiB")
            ->type_name("SIZE")
            ->needs(every);
        options
            .add_option("--when", m_when,
                        "Only when a finding appears, of this severity or worse and, with --query, about what that "
                        "chooses; at most one each such span")
            ->type_name("finding[:info|warning|error]")
            ->needs(every)
            ->check(CLI::IsMember({"finding", "finding:info", "finding:warning", "finding:error"}));
    }

    bool readRounds()
    {
        if (!m_globals.snapshot.empty()) {
            endWith(
                makeError(Error::Kind::Invalid, u"--snapshot"_s, u"a file does not change: --every needs a cluster"_s),
                Usage);
            return false;
        }
        const auto every = spanFromArgument(m_every);
        const auto age = m_keepFor.empty() ? Result<std::chrono::milliseconds>() : spanFromArgument(m_keepFor);
        const auto bytes = snapshot::sizeFromText(QString::fromStdString(m_keepSize));
        if (!every || !age) {
            endWith(every ? age.error() : every.error(), Usage);
            return false;
        }
        if (*every < std::chrono::seconds(1) || (!m_keepSize.empty() && !bytes)) {
            endWith(makeError(Error::Kind::Invalid, {}, u"--every takes a second or more, --keep-size a size"_s),
                    Usage);
            return false;
        }
        m_span = *every;
        m_retention.count = m_keep;
        m_retention.bytes = bytes;
        if (!m_keepFor.empty()) {
            m_retention.age = *age;
        }
        return true;
    }

    void unseen(int code) override
    {
        if (m_span.count() == 0) {
            return InsightCommand::unseen(code);
        }
        beginOrWait();
    }

    void connecting(live::LiveSession& session) override
    {
        if (!m_when.empty()) {
            m_watch = std::make_unique<FindingWatch>(session, m_clock, leastWanted(), m_query);
            connect(m_watch.get(), &FindingWatch::appeared, this, &SnapshotCommand::takeOrWait);
        }
    }

    void beginOrWait()
    {
        if (m_watch) {
            m_watch->start();
        } else {
            m_timer = m_clock.after(m_span, [this] { lookAgain(); });
        }
    }

    /// Something has appeared; the span since the last one is waited for.
    void takeOrWait()
    {
        if (m_timer.isPending()) {
            m_wanted = true;
            return;
        }
        m_timer = m_clock.after(m_span, [this] {
            m_timer.cancel();
            if (std::exchange(m_wanted, false)) {
                takeOrWait();
            }
        });
        ask(Done);
    }

    /// What cannot be written is said, what is there stays, and the next round tries again.
    void store(const snapshot::Meaning& meaning)
    {
        const QDir dir(QString::fromStdString(m_dir));
        const QString path = dir.filePath(report::fileNameFor(meaning.snapshot(), report::Format::Json));
        if (const auto written = report::writeReportFiles(meaning, report::Format::Json, path); !written) {
            writeError(oneLine(written.error()));
            m_wanted = m_watch != nullptr;
        } else {
            snapshot::rotate(dir.path(), meaning.snapshot().context, m_retention, meaning.snapshot().serverTime);
        }
        if (!m_watch) {
            beginOrWait();
        }
    }

    insight::Severity leastWanted() const
    {
        return m_when == "finding:error"  ? insight::Severity::Error
            : m_when == "finding:warning" ? insight::Severity::Warning
                                          : insight::Severity::Info;
    }

    void judged(const insight::Insight&, Timestamp, int code) override
    {
        if (m_cluster->file()) { // in another format, or redacted
            return hand(*m_cluster->file(), code);
        }
        if (m_watch) {
            return m_watch->start();
        }
        ask(code);
    }

    void ask(int code)
    {
        snapshot::askAround(m_cluster->session(), u"konductor-inspect "_s + QStringLiteral(KONDUCTOR_VERSION), this,
                            [this, code](const snapshot::Asked& asked) { take(asked, code); });
    }

    void take(const snapshot::Asked& asked, int code)
    {
        const insight::HolderBook& known = m_watch ? m_watch->pods() : pods();
        hand(snapshot::captured(m_cluster->mirror(), SystemClock().now(),
                                {.verdicts = &known,
                                 .pods = known.coverage(),
                                 .takenBy = asked.taker,
                                 .operatorHealth = asked.operatorHealth}),
             code);
    }

    void hand(snapshot::Snapshot taken, int code)
    {
        if (!m_query.isEmpty()) {
            taken = snapshot::chosenFrom(taken, m_query, QString::fromStdString(m_text));
        }
        if (const Result<void> hidden = redact(taken); !hidden) {
            return endWith(hidden.error());
        }
        if (m_span.count() > 0) {
            return store(snapshot::Meaning(std::move(taken)));
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
        if (!m_file.empty()) {
            const auto written = report::writeReportFiles(meaning, m_format, QString::fromStdString(m_file));
            return written ? Result<void>() : fail(written.error());
        }
        QFile out;
        std::ignore = out.open(stdout, QIODevice::WriteOnly);
        return report::writeReport(meaning, m_format, out);
    }

    std::string m_output = "json";
    std::string m_file;
    std::string m_dir;
    std::string m_every;
    std::optional<qint64> m_keep;
    std::string m_keepFor;
    std::string m_keepSize;
    std::string m_when;
    std::chrono::milliseconds m_span{0}; ///< Between two rounds; none: there is one.
    snapshot::Retention m_retention;
    SystemClock m_clock;
    TimerHandle m_timer; ///< Until the next round, or until the next one may be taken.
    std::unique_ptr<FindingWatch> m_watch; ///< Of --when.
    bool m_wanted = false; ///< Something has appeared since the last one, or that could not be written.
    std::string m_text;
    insight::Query m_query;
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
