// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/report/report.h"
#include "core/snapshot/redaction.h"
#include "ui/dialogs/snapshotsheet.h"

#include <QObject>
#include <QPointer>

class QMainWindow;

namespace konductor::app {

/// Saves a snapshot as the person chooses: a sheet for format and redaction, a dialog for the place. The key of
/// redactions stays in the program's data folder, one for all, so that redacted snapshots can be compared.
class SnapshotSaver final : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    void save(const snapshot::Snapshot& taken, QMainWindow* window);
    /// In a folder of its own for tests.
    void setKeyFile(const QString& path) { m_keyFile = path; }

    /// Writes it to this place, CSV to a file a kind beside it, none of which may be there. A large one takes seconds;
    /// save() does it on another thread.
    Result<void> write(const snapshot::Snapshot& taken, const ui::SnapshotSheet::Choice& choice, const QString& path);

signals:
    void saved(const QStringList& paths);
    void failed(const konductor::Error& error);

private:
    /// What was written, and the aliases that it needed.
    struct Written {
        Result<QStringList> result;
        std::optional<snapshot::Aliases> aliases;
    };
    static Written writeWith(std::optional<snapshot::Aliases> aliases, const QString& keyFile,
                             const snapshot::Snapshot& taken, const ui::SnapshotSheet::Choice& choice,
                             const QString& path);
    QString keyFile() const;
    Result<void> needAliases();
    void preview(const snapshot::Snapshot& taken, ui::SnapshotSheet& sheet);
    void choosePlace(const snapshot::Snapshot& taken, const ui::SnapshotSheet::Choice& choice);

    QPointer<QMainWindow> m_window;
    QString m_keyFile;
    std::optional<snapshot::Aliases> m_aliases; ///< Once they were needed.
};

} // namespace konductor::app
