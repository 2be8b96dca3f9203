// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "ui/window/savedview.h"

#include <QObject>
#include <QPointer>

class QSettings;

namespace konductor::ui {
class MainWindow;
class SavedViews;
} // namespace konductor::ui

namespace konductor::app {

/// Keeps the saved views: in the settings beside the window's state, and in files that are handed on. Window's thread.
class ViewStore final : public QObject {
    Q_OBJECT
public:
    /// Null: they live as long as this object. The settings must outlive it.
    explicit ViewStore(QSettings* settings);

    /// Gives a cluster's view the saved ones and follows what the person does with them there; all attached have the
    /// same.
    void attach(ui::MainWindow& window);

    static Result<void> write(const std::vector<ui::SavedView>& views, const QString& path);
    static Result<std::vector<ui::SavedView>> read(const QString& path);

signals:
    /// A file could not be written or read.
    void failed(const konductor::Error& error);

private:
    void keep(const ui::SavedViews& changed);
    void chooseExport(ui::MainWindow& window);
    void chooseImport(ui::MainWindow& window);

    QSettings* m_settings;
    std::vector<ui::SavedView> m_views;
    std::vector<QPointer<ui::MainWindow>> m_attached;
};

} // namespace konductor::app
