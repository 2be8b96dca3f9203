// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/commands/commands.h"
#include "app/inspect/console.h"
#include "core/base/json.h"
#include "core/base/text.h"
#include "core/history/journal.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace konductor::inspect {

namespace {

using history::Record;

/// Everything that verify() checks, one record a line: sha256(previous + body) must be hash.
QString exportLine(const Record& record)
{
    const QJsonObject json{{u"sequence"_s, record.sequence},
                           {u"previous"_s, record.previous},
                           {u"body"_s, record.body},
                           {u"hash"_s, record.hash}};
    return QString::fromUtf8(compactJson(json)) + u'\n';
}

QString tableLine(qint64 number, const QJsonObject& begun, const QString& result)
{
    const QString why = begun.value(u"why"_s).toString();
    const QJsonObject who = begun.value(u"who"_s).toObject();
    return u"%1  %2  %3  %4: %5%6\n"_s.arg(QString::number(number).rightJustified(5), begun.value(u"at"_s).toString(),
                                           result.leftJustified(11), visibleText(who.value(u"person"_s).toString()),
                                           visibleText(begun.value(u"what"_s).toString()),
                                           why.isEmpty() ? QString() : u" ("_s + visibleText(why) + u')');
}

/// One line an action: what became of it stands in a later record.
QString tableOf(const std::vector<Record>& records)
{
    QHash<qint64, QString> results;
    for (const Record& record : records) {
        const QJsonObject json = record.json();
        const qint64 begun = json.value(u"begun"_s).toInteger();
        if (json.value(u"type"_s) == u"ended"_s) {
            results.insert(begun, json.value(u"result"_s).toString());
        } else if (json.value(u"type"_s) == u"difference"_s) {
            results[begun] += u", not as predicted"_s;
        }
    }
    QString text;
    for (const Record& record : records) {
        const QJsonObject json = record.json();
        if (json.value(u"type"_s) == u"begun"_s) {
            text += tableLine(record.sequence, json, results.value(record.sequence, u"not ended"_s));
        }
    }
    return text;
}

QString jsonOf(const std::vector<Record>& records)
{
    QJsonArray array;
    for (const Record& record : records) {
        QJsonObject json = record.json();
        json.insert(u"sequence"_s, record.sequence);
        json.insert(u"hash"_s, record.hash);
        array.append(json);
    }
    return QString::fromUtf8(QJsonDocument(array).toJson());
}

class JournalCommand final : public Command {
public:
    JournalCommand(CLI::App& options, const Globals& globals) : Command(globals)
    {
        options.add_option("WHAT", m_what, "verify: recompute the chain; export: one JSON line a record")
            ->check(CLI::IsMember({"verify", "export"}));
        options.add_option("-o,--output", m_output, "table or json")->check(CLI::IsMember({"table", "json"}));
        options.add_option("--journal", m_path, "Another journal than one's own")->type_name("FILE");
    }

    void start() override
    {
        const QString path = m_path.empty() ? history::Journal::defaultPath() : QString::fromStdString(m_path);
        const auto journal = history::Journal::openExisting(path);
        if (!journal) {
            return endWith(journal.error());
        }
        if (m_what == "verify") {
            return verify(**journal);
        }
        const auto records = (*journal)->records();
        if (!records) {
            return endWith(records.error(), InPart);
        }
        writeOut(m_what == "export" ? exported(*records) : m_output == "json" ? jsonOf(*records) : tableOf(*records));
        emit ended(Done);
    }

private:
    static QString exported(const std::vector<Record>& records)
    {
        QString text;
        for (const Record& record : records) {
            text += exportLine(record);
        }
        return text;
    }

    void verify(const history::Journal& journal)
    {
        const auto found = journal.verify();
        if (!found) {
            return endWith(found.error(), InPart);
        }
        if (!found->isIntact()) {
            writeError(u"The journal has been tampered with: "_s + found->problem);
            emit ended(Refused);
            return;
        }
        writeOut(u"%1 intact; the last hash is %2\n"_s.arg(counted(found->records, u"record"), found->lastHash));
        emit ended(Done);
    }

    std::string m_what;
    std::string m_output = "table";
    std::string m_path;
};

} // namespace

std::unique_ptr<Command> makeJournalCommand(CLI::App& options, const Globals& globals)
{
    return std::make_unique<JournalCommand>(options, globals);
}

} // namespace konductor::inspect
