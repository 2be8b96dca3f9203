// SPDX-License-Identifier: Apache-2.0
#include "app/console/snapshotopener.h"

#include "core/base/text.h"
#include "core/base/words.h"
#include "core/snapshot/document.h"
#include "ui/dialogs/labels.h"
#include "ui/widgets/background.h"

#include <QFileInfo>
#include <QLabel>
#include <QProgressDialog>

namespace konductor::app {

using namespace std::chrono_literals;

namespace {

/// Most files are there before anybody could read that they are being read.
constexpr auto moment = 400ms;
constexpr int width = 360;

/// What the thread of the pool hands over: the objects are shared, not copied.
using Content = std::shared_ptr<Result<SnapshotContent>>;

/// All that takes long: reading, and what is made of it for the window.
Content contentOf(const QString& path)
{
    const QDateTime written = QFileInfo(path).lastModified();
    Result<snapshot::Snapshot> snapshot = snapshot::readDocumentFile(path);
    if (!snapshot) {
        return std::make_shared<Result<SnapshotContent>>(fail(snapshot.error()));
    }
    return std::make_shared<Result<SnapshotContent>>(SnapshotContent(std::move(*snapshot), written));
}

} // namespace

QProgressDialog* SnapshotOpener::dialogFor(const QString& path, QWidget* over)
{
    auto* dialog = new QProgressDialog(QString(), tr("Cancel"), 0, 0, over);
    dialog->setMinimumWidth(width);
    dialog->setWindowTitle(tr("Opening a snapshot"));
    dialog->setLabel(ui::plainLabel(tr("Reading %1…").arg(isolated(visibleText(QFileInfo(path).fileName()))), dialog));
    dialog->setAttribute(Qt::WA_ShowWithoutActivating, over->isVisible()); // the person goes on typing elsewhere
    dialog->setAutoClose(false);
    dialog->setAutoReset(false);
    dialog->setMinimumDuration(static_cast<int>(moment.count()));
    dialog->setValue(0); // only now the moment counts; else Qt's own four seconds do
    return dialog;
}

void SnapshotOpener::open(const QString& path, QWidget* over, Done done)
{
    QProgressDialog* dialog = dialogFor(path, over);
    connect(dialog, &QProgressDialog::canceled, this, [this, dialog] {
        dialog->deleteLater();
        emit gaveUp();
    });
    ui::inBackground(
        dialog, [path] { return contentOf(path); },
        [dialog, path, done = std::move(done)](const Content& content) {
            if (dialog->wasCanceled()) {
                return;
            }
            dialog->disconnect();
            dialog->hide();
            dialog->deleteLater();
            if (!*content) {
                done(fail(content->error()));
            } else {
                done(std::make_unique<OpenedSnapshot>(std::move(**content), path));
            }
        });
}

} // namespace konductor::app
