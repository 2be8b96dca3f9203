// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/fieldpath.h"
#include "core/base/clock.h"
#include "ui/models/combinedmodel.h"

#include <QMap>
#include <QWidget>

#include <map>

class QComboBox;
class QLabel;
class QMenu;
class QTableView;

namespace konductor::ui {

class MainWindow;
class PageHeading;
class QueryLine;
class Settings;

/// One kind, or all holders, over all open clusters, in a window of its own: a row's cluster comes first, in its
/// colour. Nothing is done here: Return opens the row in its cluster's view, and so does each action of its menu before
/// it begins, with that cluster's rights and read-only switch. Of rows of several clusters each cluster's are acted on
/// by themselves. Window's thread.
class CombinedWindow final : public QWidget {
    Q_OBJECT
public:
    /// The clock must outlive it.
    explicit CombinedWindow(Clock& clock, QWidget* parent = nullptr);

    /// The open clusters from now on. Each must stay until it is left out here.
    void setClusters(const std::vector<MainWindow*>& views);
    /// The table of a primitive kind or of the holders, by TableSpec::id.
    void showTable(const QString& id);
    QString shownTable() const { return m_model->spec().id; }
    QStringList tableIds() const;
    /// Its times; they must outlive the window.
    void setSettings(const Settings& settings);

    /// How a person arranged a table; of use to exactly these columns.
    struct Header {
        QString columns;
        QByteArray state;
    };
    /// Of each table that was shown, by its id.
    QMap<QString, Header> headers() const;
    void setHeaders(const QMap<QString, Header>& headers);

    /// One of the person's own in the table that is shown, with a title or the path's last name. Its place; -1: there
    /// are as many as can be. One that is there gets the title.
    int addColumn(const FieldPath& path, const QString& title = {});

    CombinedModel& model() { return *m_model; }
    QTableView& table() { return *m_table; }

signals:
    /// This cluster is to be shown.
    void viewChosen(konductor::ui::MainWindow* view);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void buildTable();
    void syncSoon();
    void refresh();
    void tick();
    void open(const QModelIndex& index);
    void setTable(const TableSpec& spec);
    Header header() const;
    void resetHeader();
    void restoreHeader();
    /// Of the clusters, by their place.
    std::map<size_t, std::vector<ObjectKey>> selected() const;
    void bringUp(MainWindow& view, const ObjectKey& key);
    void addEntries(QMenu& menu, MainWindow& view, const std::vector<ObjectKey>& keys);
    void showMenu(const QPoint& at);
    void showColumnMenu(const QPoint& at);
    int columnOf(const QString& id) const;
    void removeColumn(const QString& id);
    void askColumn(const QString& id);
    void copy() const;
    QString notSeen() const;

    Clock& m_clock;
    std::vector<MainWindow*> m_views;
    CombinedModel* m_model;
    QMap<QString, Header> m_headers; ///< Of the tables that are not shown, and of earlier runs.
    QComboBox* m_kinds;
    QueryLine* m_filter;
    PageHeading* m_heading;
    QTableView* m_table;
    TimerHandle m_sync;
    TimerHandle m_tick;
};

} // namespace konductor::ui
