// SPDX-License-Identifier: Apache-2.0
#include "app/console/snapshotsaver.h"

#include "core/base/text.h"
#include "core/base/words.h"
#include "core/insight/query.h"
#include "core/snapshot/selection.h"
#include "ui/widgets/background.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMainWindow>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace konductor::app {

namespace {

constexpr size_t mostPreviewed = 6;

snapshot::Redaction redactionOf(const ui::SnapshotSheet::Choice& choice)
{
    using Labels = snapshot::Redaction::Labels;
    const Labels labels = choice.labels == ui::SnapshotSheet::Labels::Renamed ? Labels::Renamed
        : choice.labels == ui::SnapshotSheet::Labels::LeftOut                 ? Labels::LeftOut
                                                                              : Labels::Kept;
    return {choice.names, choice.namespaces, choice.holders, labels};
}

/// The first of a primitive that is not the program's own.
std::optional<std::pair<QString, QString>> someLabel(const snapshot::Snapshot& taken)
{
    for (const Kind kind : primitiveKinds) {
        for (const ObjectPtr& object : taken.objects.sorted(kind)) {
            if (!object->meta.labels.isEmpty()) {
                return std::pair(object->meta.labels.firstKey(), object->meta.labels.first());
            }
        }
    }
    return std::nullopt;
}

/// Some of each sort, as they stand in the snapshot.
std::vector<std::pair<QString, QString>> someNames(const snapshot::Snapshot& taken,
                                                   const snapshot::Redaction& redaction, snapshot::Aliases aliases)
{
    std::vector<std::pair<QString, QString>> names;
    if (redaction.namespaces) {
        for (const snapshot::HolderFact& fact : taken.holders) {
            const QString& ns = fact.holder.first;
            if (names.empty() || (names.back().first != ns && names.size() < 2)) {
                names.emplace_back(ns, aliases.ofNamespace(ns));
            }
        }
    }
    if (redaction.names) {
        for (const ObjectPtr& object : taken.objects.sorted(Kind::Lease)) {
            if (names.size() < 4) {
                names.emplace_back(object->meta.name, aliases.ofObject(Kind::Lease, object->meta.name));
            }
        }
    }
    if (redaction.holders) {
        for (const snapshot::HolderFact& fact : taken.holders) {
            if (names.size() < mostPreviewed) {
                names.emplace_back(fact.holder.second, aliases.ofHolder(fact.holder.second));
            }
        }
    }
    using Labels = snapshot::Redaction::Labels;
    if (const auto label = redaction.labels == Labels::Kept ? std::nullopt : someLabel(taken)) {
        const auto& [key, value] = *label;
        names.emplace_back(key + u'=' + value,
                           redaction.labels == Labels::LeftOut
                               ? SnapshotSaver::tr("left out")
                               : aliases.ofText(u"label"_s, key) + u'=' + aliases.ofText(u"value"_s, value));
    }
    return names;
}

std::vector<ui::SnapshotSheet::Format> formats()
{
    return {{u"json"_s, SnapshotSaver::tr("JSON: can be opened again")},
            {u"html"_s, SnapshotSaver::tr("HTML: a page to read and search")},
            {u"pdf"_s, SnapshotSaver::tr("PDF: pages to print and attach")},
            {u"markdown"_s, SnapshotSaver::tr("Markdown: to paste into an incident")},
            {u"csv"_s, SnapshotSaver::tr("CSV: a table a kind, for a spreadsheet")},
            {u"yaml"_s, SnapshotSaver::tr("YAML")}};
}

QString subjectOf(const snapshot::Snapshot& content, const ui::TimeStyle& times)
{
    return u"%1 · %2 · %3"_s.arg(content.context,
                                 inWords("SnapshotSaver", "%n objects", "1 object", content.objects.count()),
                                 ui::exactTime(content.serverTime, times));
}

} // namespace

SnapshotSaver::SnapshotSaver(QObject* parent)
    : QObject(parent)
    , m_folder(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation))
{
}

QString SnapshotSaver::keyFile() const
{
    return m_keyFile.isEmpty()
        ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + u"/redaction-key.json"_s
        : m_keyFile;
}

const snapshot::Snapshot* SnapshotSaver::Draft::content(bool onlyPart) const
{
    return !onlyPart ? &whole : part ? &*part : nullptr;
}

void SnapshotSaver::save(const snapshot::Snapshot& taken, const QString& query, const ui::TimeStyle& times,
                         QMainWindow* window)
{
    if (m_sheet) {
        m_sheet->dismiss();
    }
    m_window = window;
    auto* sheet = new ui::SnapshotSheet(tr("Save a snapshot"), formats(), window->centralWidget());
    m_sheet = sheet;
    const auto draft = std::make_shared<Draft>(Draft{taken, query, std::nullopt, times});
    if (!query.isEmpty() && insight::Query::parse(query).problems().isEmpty()) {
        sheet->offerPart(query);
    }
    connect(sheet, &ui::Sheet::dismissed, sheet, &QObject::deleteLater);
    connect(sheet, &ui::SnapshotSheet::choiceChanged, this, [this, sheet, draft] { refresh(draft, *sheet); });
    connect(sheet, &ui::SnapshotSheet::accepted, this, [this, sheet, draft] {
        const ui::SnapshotSheet::Choice choice = sheet->choice();
        if (const snapshot::Snapshot* content = draft->content(choice.onlyPart)) {
            sheet->dismiss();
            choosePlace(*content, choice, draft->passing);
        }
    });
    refresh(draft, *sheet);
    sheet->ask();
}

/// The part is worked out once it is wanted; until then nothing can be saved.
void SnapshotSaver::refresh(const std::shared_ptr<Draft>& draft, ui::SnapshotSheet& sheet)
{
    const ui::SnapshotSheet::Choice choice = sheet.choice();
    const snapshot::Snapshot* content = draft->content(choice.onlyPart);
    sheet.showSubject(content ? subjectOf(*content, draft->times) : QString());
    if (!content) {
        workOutPart(draft, sheet);
        return;
    }
    const Result<std::optional<snapshot::Aliases>> aliases = aliasesFor(choice, draft->passing);
    if (!aliases) {
        emit failed(aliases.error());
    } else if (*aliases) {
        sheet.showPreview(someNames(*content, redactionOf(choice), **aliases));
    } else {
        sheet.showPreview({});
    }
}

void SnapshotSaver::workOutPart(const std::shared_ptr<Draft>& draft, ui::SnapshotSheet& sheet)
{
    if (std::exchange(draft->isAsked, true)) {
        return;
    }
    ui::inBackground(
        &sheet,
        [whole = draft->whole, query = draft->query] {
            return snapshot::chosenFrom(whole, insight::Query::parse(query), query);
        },
        [this, draft, sheet = &sheet](const snapshot::Snapshot& part) {
            draft->part = part;
            refresh(draft, *sheet);
        });
}

/// What is previewed is what is saved: one key for both. None where nothing is hidden.
Result<std::optional<snapshot::Aliases>> SnapshotSaver::aliasesFor(const ui::SnapshotSheet::Choice& choice,
                                                                   const snapshot::Aliases& passing)
{
    if (!choice.hidesAny()) {
        return std::nullopt;
    }
    if (!choice.keepsKey) {
        return passing;
    }
    if (!m_aliases) {
        auto aliases = snapshot::Aliases::load(keyFile());
        if (!aliases) {
            return fail(aliases.error());
        }
        m_aliases = std::move(*aliases);
    }
    return m_aliases;
}

void SnapshotSaver::choosePlace(const snapshot::Snapshot& taken, const ui::SnapshotSheet::Choice& choice,
                                const snapshot::Aliases& passing)
{
    const report::Format format = report::formatFromText(choice.format).value_or(report::Format::Json);
    const QString suffix = report::suffixOf(format);
    auto* dialog = new QFileDialog(m_window, tr("Save a snapshot"), m_folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->setNameFilters({u"%1 (*.%2)"_s.arg(suffix.toUpper(), suffix), tr("All files (*)")});
    snapshot::Snapshot named = taken;
    if (choice.hidesAny()) {
        named.context = u"redacted"_s;
    }
    dialog->selectFile(report::fileNameFor(named, format));
    connect(dialog, &QFileDialog::fileSelected, this, [this, taken, choice, passing](const QString& path) {
        m_folder = QFileInfo(path).absolutePath();
        writeInBackground(taken, choice, passing, path);
    });
    dialog->open();
}

void SnapshotSaver::writeInBackground(const snapshot::Snapshot& taken, const ui::SnapshotSheet::Choice& choice,
                                      const snapshot::Aliases& passing, const QString& path)
{
    const Result<std::optional<snapshot::Aliases>> aliases = aliasesFor(choice, passing);
    if (!aliases) {
        emit failed(aliases.error());
        return;
    }
    ui::inBackground(
        this,
        [aliases = *aliases, key = keyFile(), taken, choice, path] {
            return writeWith(aliases, key, taken, choice, path);
        },
        [this, kept = choice.keepsKey](const Written& written) {
            if (kept && written.aliases) {
                m_aliases = written.aliases;
            }
            if (written.result) {
                emit saved(*written.result);
            } else {
                emit failed(written.result.error());
            }
        });
}

Result<void> SnapshotSaver::write(const snapshot::Snapshot& taken, const ui::SnapshotSheet::Choice& choice,
                                  const QString& path)
{
    const auto aliases = aliasesFor(choice, {});
    if (!aliases) {
        return fail(aliases.error());
    }
    const Written written = writeWith(*aliases, keyFile(), taken, choice, path);
    return written.result ? Result<void>() : fail(written.result.error());
}

/// On any thread; aliases are there where the choice hides anything.
SnapshotSaver::Written SnapshotSaver::writeWith(std::optional<snapshot::Aliases> aliases, const QString& keyFile,
                                                const snapshot::Snapshot& taken,
                                                const ui::SnapshotSheet::Choice& choice, const QString& path)
{
    snapshot::Snapshot handed = taken;
    if (aliases) {
        handed = snapshot::redacted(taken, redactionOf(choice), *aliases);
    }
    if (aliases && choice.keepsKey) { // first: a snapshot whose aliases nobody can turn back would be of less use
        QDir().mkpath(QFileInfo(keyFile).path());
        if (const Result<void> kept = aliases->save(keyFile); !kept) {
            return {fail(kept.error()), std::move(aliases)};
        }
    }
    const report::Format format = report::formatFromText(choice.format).value_or(report::Format::Json);
    return {report::writeReportFiles(snapshot::Meaning(std::move(handed)), format, path, report::Existing::Refused),
            std::move(aliases)};
}

} // namespace konductor::app
