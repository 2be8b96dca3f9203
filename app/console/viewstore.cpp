// SPDX-License-Identifier: Apache-2.0
#include "app/console/viewstore.h"

#include "ui/window/mainwindow.h"
#include "ui/window/savedviews.h"

#include <QFile>
#include <QFileDialog>
#include <QSaveFile>
#include <QSettings>

namespace konductor::app {

using namespace Qt::StringLiterals;

namespace {
const QString key = u"views"_s;
constexpr qint64 longestFile = 1'000'000;
} // namespace

ViewStore::ViewStore(QSettings* settings) : m_settings(settings)
{
    if (m_settings) {
        // Views that cannot be read are left where they are, until others are saved.
        m_views = ui::readViews(m_settings->value(key).toString().toUtf8()).value_or(std::vector<ui::SavedView>());
    }
}

void ViewStore::attach(ui::MainWindow& window)
{
    ui::SavedViews& saved = window.savedViews();
    saved.setViews(m_views);
    std::erase_if(m_attached, [](const auto& other) { return !other; });
    m_attached.emplace_back(&window);
    connect(&saved, &ui::SavedViews::changed, this, [this, &saved] { keep(saved); });
    connect(&saved, &ui::SavedViews::exportRequested, this, [this, &window] { chooseExport(window); });
    connect(&saved, &ui::SavedViews::importRequested, this, [this, &window] { chooseImport(window); });
}

void ViewStore::keep(const ui::SavedViews& changed)
{
    m_views = changed.views();
    for (const auto& window : m_attached) {
        if (window && &window->savedViews() != &changed) {
            window->savedViews().setViews(m_views);
        }
    }
    if (m_settings) {
        m_settings->setValue(key, QString::fromUtf8(ui::writeViews(m_views)));
    }
}

Result<void> ViewStore::write(const std::vector<ui::SavedView>& views, const QString& path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(ui::writeViews(views)) < 0 || !file.commit()) {
        return fail(makeError(Error::Kind::Config, path, file.errorString()));
    }
    return {};
}

Result<std::vector<ui::SavedView>> ViewStore::read(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(makeError(Error::Kind::Config, path, file.errorString()));
    }
    auto views = ui::readViews(file.read(longestFile));
    if (!views) {
        Error error = views.error();
        error.subject = path;
        return fail(error);
    }
    return views;
}

void ViewStore::chooseExport(ui::MainWindow& window)
{
    auto* dialog = new QFileDialog(&window, tr("Export the saved views"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"json"_s);
    dialog->selectFile(u"konductor-views.json"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        if (const Result<void> written = write(m_views, path); !written) {
            emit failed(written.error());
        }
    });
    dialog->open();
}

void ViewStore::chooseImport(ui::MainWindow& window)
{
    auto* dialog =
        new QFileDialog(&window, tr("Import saved views"), QString(), tr("Saved views (*.json);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, &window.savedViews(), [this, &window](const QString& path) {
        if (const auto views = read(path)) {
            window.savedViews().add(*views);
        } else {
            emit failed(views.error());
        }
    });
    dialog->open();
}

} // namespace konductor::app
