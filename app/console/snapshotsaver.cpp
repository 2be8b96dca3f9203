// SPDX-License-Identifier: Apache-2.0
#include "app/console/snapshotsaver.h"

#include "core/base/text.h"
#include "core/base/words.h"
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

} // namespace

QString SnapshotSaver::keyFile() const
{
    return m_keyFile.isEmpty()
        ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + u"/redaction-key.json"_s
        : m_keyFile;
}

void SnapshotSaver::save(const snapshot::Snapshot& taken, QMainWindow* window)
{
    m_window = window;
    const QString subtitle =
        u"%1 · %2 · %3"_s.arg(taken.context, inWords("SnapshotSaver", "%n objects", "1 object", taken.objects.count()),
                              formatTimestamp(taken.serverTime));
    auto* sheet = new ui::SnapshotSheet(tr("Save a snapshot"), subtitle, formats(), window->centralWidget());
    connect(sheet, &ui::Sheet::dismissed, sheet, &QObject::deleteLater);
    connect(sheet, &ui::SnapshotSheet::choiceChanged, this, [this, sheet, taken] { preview(taken, *sheet); });
    connect(sheet, &ui::SnapshotSheet::accepted, this, [this, sheet, taken] {
        const ui::SnapshotSheet::Choice choice = sheet->choice();
        sheet->dismiss();
        choosePlace(taken, choice);
    });
    sheet->ask();
}

/// What is previewed is what is saved: one key for both.
Result<void> SnapshotSaver::needAliases()
{
    if (m_aliases) {
        return {};
    }
    auto aliases = snapshot::Aliases::load(keyFile());
    if (!aliases) {
        return fail(aliases.error());
    }
    m_aliases = std::move(*aliases);
    return {};
}

void SnapshotSaver::preview(const snapshot::Snapshot& taken, ui::SnapshotSheet& sheet)
{
    if (const Result<void> known = needAliases(); !known) {
        emit failed(known.error());
        return;
    }
    sheet.showPreview(someNames(taken, redactionOf(sheet.choice()), *m_aliases));
}

void SnapshotSaver::choosePlace(const snapshot::Snapshot& taken, const ui::SnapshotSheet::Choice& choice)
{
    const report::Format format = report::formatFromText(choice.format).value_or(report::Format::Json);
    auto* dialog = new QFileDialog(m_window, tr("Save a snapshot"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(report::suffixOf(format));
    snapshot::Snapshot named = taken;
    if (choice.hidesAny()) {
        named.context = u"redacted"_s;
    }
    dialog->selectFile(report::fileNameFor(named, format));
    connect(dialog, &QFileDialog::fileSelected, this, [this, taken, choice](const QString& path) {
        if (const Result<void> known = choice.hidesAny() ? needAliases() : Result<void>(); !known) {
            emit failed(known.error());
            return;
        }
        ui::inBackground(
            this,
            [aliases = m_aliases, key = keyFile(), taken, choice, path] {
                return writeWith(aliases, key, taken, choice, path);
            },
            [this](const Written& written) {
                m_aliases = written.aliases;
                if (written.result) {
                    emit saved(*written.result);
                } else {
                    emit failed(written.result.error());
                }
            });
    });
    dialog->open();
}

Result<void> SnapshotSaver::write(const snapshot::Snapshot& taken, const ui::SnapshotSheet::Choice& choice,
                                  const QString& path)
{
    if (const Result<void> known = choice.hidesAny() ? needAliases() : Result<void>(); !known) {
        return known;
    }
    Written written = writeWith(m_aliases, keyFile(), taken, choice, path);
    m_aliases = std::move(written.aliases);
    return written.result ? Result<void>() : fail(written.result.error());
}

/// On any thread; aliases are there where the choice hides anything.
SnapshotSaver::Written SnapshotSaver::writeWith(std::optional<snapshot::Aliases> aliases, const QString& keyFile,
                                                const snapshot::Snapshot& taken,
                                                const ui::SnapshotSheet::Choice& choice, const QString& path)
{
    snapshot::Snapshot handed = taken;
    if (choice.hidesAny()) {
        handed = snapshot::redacted(taken, redactionOf(choice), *aliases);
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
