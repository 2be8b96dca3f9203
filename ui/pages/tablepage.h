// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/fieldcolumn.h"
#include "ui/models/livetablemodel.h"
#include "ui/pages/page.h"
#include "ui/pages/tablearrangement.h"

class QMenu;
class QStackedWidget;
class QTableView;

namespace konductor::ui {

class PageHeading;
class RowView;
class StateView;

/// One page: its title line in words, its table, or the state that stands in the table's place. The same class for
/// all kinds; what differs is the TableSpec.
class TablePage final : public Page {
    Q_OBJECT
public:
    TablePage(TableSpec spec, const live::ClusterMirror& mirror, const Clock& clock, QWidget* parent = nullptr);

    LiveTableModel& model() { return *m_model; }
    /// What the query line's `finding:` asks; told again by findingsChanged().
    void setFindings(std::function<QStringList(const ObjectKey&)> findings)
    {
        m_model->setFindings(std::move(findings));
    }
    /// What becomes of holders; told again by findingsChanged() as well.
    void setFates(HolderFateSource fates) { m_model->setFates(std::move(fates)); }
    void findingsChanged() { m_model->findingsChanged(); }
    const TableSpec& spec() const { return m_model->spec(); }
    QTableView& table();
    std::optional<ObjectKey> current() const override;
    bool enter() override;
    /// The primitives of the selected rows, in their order on screen, each once.
    std::vector<ObjectKey> selected() const override;
    std::optional<Link> holder() const override;
    bool select(const ObjectKey& key) override;
    void setFilter(const QString& text) override;
    void setNamespace(const QString& ns) override;
    void setTimes(const TimeStyle& times) override;
    void tick() override;
    std::vector<QStringList> selectionAsTable() const override;
    QString currentCell() const override;

    TableArrangement arrangement() const;
    /// What it names and this table does not have is passed over; the first column is always seen. A column that it
    /// names by a field of the object (ui/models/fieldcolumn.h) is added.
    void arrange(const TableArrangement& wanted);
    /// An entry a column, checked where it is seen; and those that add and remove the person's own.
    void fillColumns(QMenu& menu);
    /// A column of the person's own, in sight. Its place; -1: there are as many as can be, and all of them are seen.
    /// One that is there gets the title; `title` empty: its own, or the one that it has.
    int addColumn(const FieldPath& path, const QString& title = {});
    /// By its id; of the person's own ones only.
    void removeColumn(const QString& id);

    QByteArray headerState() const;
    void restoreHeaderState(const QByteArray& state);

signals:
    /// The person wants to add one, see addColumn(), or to give the one of this id a title.
    void columnWanted(const QString& id = {});

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void buildTable();
    void fitColumns();
    int titleWidth(int column) const;
    int columnOf(const QString& id) const;
    int ensureColumn(const QString& id);
    bool makeRoom();
    void showColumnMenu(const QPoint& at);
    void refreshState();
    void tellOfFilter(PageState& state) const;
    void refreshSummary();
    QModelIndexList selectedRows() const;

    const live::ClusterMirror& m_mirror;
    const Clock& m_clock;
    LiveTableModel* m_model;
    PageHeading* m_heading;
    QStackedWidget* m_stack;
    RowView* m_table;
    StateView* m_state;
    PageState m_shown;
    QString m_unknownField; ///< In the filter; see tellOfFilter().
    bool m_summaryDue = true;
    bool m_ownWidths = false; ///< A person has chosen them, now or in an earlier run.
    bool m_fitting = false;
};

} // namespace konductor::ui
