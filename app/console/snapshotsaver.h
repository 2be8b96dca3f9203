// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/report/report.h"
#include "core/snapshot/redaction.h"
#include "ui/dialogs/snapshotsheet.h"
#include "ui/widgets/clocktime.h"

#include <QObject>
#include <QPointer>

class QMainWindow;

namespace konductor::app {

/// Saves a snapshot as the person chooses: a sheet for what of it, format and redaction, a dialog for the place. A key
/// that is kept stays in the program's data folder, one for all, so that redacted snapshots can be compared.
class SnapshotSaver final : public QObject {
    Q_OBJECT
public:
    explicit SnapshotSaver(QObject* parent = nullptr);

    /// Asks over `window`, in place of a sheet that is there already. With a query line that chooses a part of it, that
    /// is offered too.
    void save(const snapshot::Snapshot& taken, const QString& query, const ui::TimeStyle& times, QMainWindow* window);
    /// Where the last one went; at first the person's documents.
    const QString& folder() const { return m_folder; }
    /// In a folder of its own for tests.
    void setKeyFile(const QString& path) { m_keyFile = path; }

    /// Writes it to this place, CSV to a file a kind beside it, none of which may be there. A large one takes seconds;
    /// save() does it on another thread.
    Result<void> write(const snapshot::Snapshot& taken, const ui::SnapshotSheet::Choice& choice, const QString& path);

signals:
    void saved(const QStringList& paths);
    void failed(const konductor::Error& error);

private:
    /// What a sheet asks about.
    struct Draft {
        snapshot::Snapshot whole;
        QString query;
        std::optional<snapshot::Snapshot> part; ///< What the query chooses, once that was asked for.
        ui::TimeStyle times;
        bool isAsked = false; ///< The part was.
        snapshot::Aliases passing = {}; ///< For one whose key is not kept.

        /// Null: not worked out yet.
        const snapshot::Snapshot* content(bool onlyPart) const;
    };
    /// What was written, and the aliases that it needed.
    struct Written {
        Result<QStringList> result;
        std::optional<snapshot::Aliases> aliases;
    };
    static Written writeWith(std::optional<snapshot::Aliases> aliases, const QString& keyFile,
                             const snapshot::Snapshot& taken, const ui::SnapshotSheet::Choice& choice,
                             const QString& path);
    QString keyFile() const;
    Result<std::optional<snapshot::Aliases>> aliasesFor(const ui::SnapshotSheet::Choice& choice,
                                                        const snapshot::Aliases& passing);
    void refresh(const std::shared_ptr<Draft>& draft, ui::SnapshotSheet& sheet);
    void workOutPart(const std::shared_ptr<Draft>& draft, ui::SnapshotSheet& sheet);
    void choosePlace(const snapshot::Snapshot& taken, const ui::SnapshotSheet::Choice& choice,
                     const snapshot::Aliases& passing);
    void writeInBackground(const snapshot::Snapshot& taken, const ui::SnapshotSheet::Choice& choice,
                           const snapshot::Aliases& passing, const QString& path);

    QPointer<QMainWindow> m_window;
    QPointer<ui::SnapshotSheet> m_sheet;
    QString m_folder;
    QString m_keyFile;
    std::optional<snapshot::Aliases> m_aliases; ///< Of the key that is kept, once it was needed.
};

} // namespace konductor::app
