// SPDX-License-Identifier: Apache-2.0
#include "app/console/snapshotsaver.h"

#include "core/snapshot/privatefile.h"

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
    return {choice.names, choice.namespaces, choice.holders, choice.labels};
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
    return names;
}

std::vector<ui::SnapshotSheet::Format> formats()
{
    return {{u"json"_s, SnapshotSaver::tr("JSON: can be opened again")},
            {u"html"_s, SnapshotSaver::tr("HTML: a page to read and print")},
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
    const QString subtitle = tr("%1, %n object(s), as of %2", nullptr, static_cast<int>(taken.objects.count()))
                                 .arg(taken.context, formatTimestamp(taken.serverTime));
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

void SnapshotSaver::preview(const snapshot::Snapshot& taken, ui::SnapshotSheet& sheet) const
{
    // A key that cannot be read is told when it is needed; a fresh one shows the shape of the aliases as well.
    const auto aliases = snapshot::Aliases::load(keyFile());
    sheet.showPreview(someNames(taken, redactionOf(sheet.choice()), aliases ? *aliases : snapshot::Aliases()));
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
        if (const Result<void> written = write(taken, choice, path); !written) {
            emit failed(written.error());
        } else {
            emit saved(path);
        }
    });
    dialog->open();
}

Result<void> SnapshotSaver::write(const snapshot::Snapshot& taken, const ui::SnapshotSheet::Choice& choice,
                                  const QString& path)
{
    snapshot::Snapshot handed = taken;
    if (choice.hidesAny()) {
        auto aliases = snapshot::Aliases::load(keyFile());
        if (!aliases) {
            return fail(aliases.error());
        }
        handed = snapshot::redacted(taken, redactionOf(choice), *aliases);
        QDir().mkpath(QFileInfo(keyFile()).path());
        if (const Result<void> kept = aliases->save(keyFile()); !kept) {
            return kept;
        }
    }
    const report::Format format = report::formatFromText(choice.format).value_or(report::Format::Json);
    return report::writeReportFiles(snapshot::Meaning(std::move(handed)), format, path);
}

} // namespace konductor::app
