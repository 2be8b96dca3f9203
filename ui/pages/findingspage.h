// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/findingsmodel.h"
#include "ui/pages/page.h"

class QPushButton;
class QStackedWidget;
class QTableView;

namespace konductor::ui {

class PageHeading;
class StateView;

/// Everything that is wrong, worst first; the details show the object with its evidence and what mends it.
class FindingsPage final : public Page {
    Q_OBJECT
public:
    FindingsPage(const ClusterInsight& source, const live::ClusterMirror& mirror, const Clock& clock,
                 QWidget* parent = nullptr);

    FindingsModel& model() { return *m_model; }
    /// Those that pass the filter, worst first.
    const std::vector<insight::Finding>& shown() const { return m_model->findings(); }
    QTableView& table() { return *m_table; }
    std::optional<ObjectKey> current() const override;
    std::optional<DetailsContent> details(Timestamp now) const override;
    const insight::Finding* finding() const override;
    bool enter() override;
    bool select(const ObjectKey& key) override;
    void setFilter(const QString& text) override { m_model->setFilter(text); }
    void setNamespace(const QString& ns) override { m_model->setNamespace(ns); }
    void tick() override;
    QString selectionAsText() const override;

signals:
    void mendAllRequested();

protected:
    void showEvent(QShowEvent* event) override;

private:
    void buildTable();
    void refresh();

    const ClusterInsight& m_source;
    const live::ClusterMirror& m_mirror;
    const Clock& m_clock;
    FindingsModel* m_model;
    PageHeading* m_heading;
    QPushButton* m_mendAll;
    QStackedWidget* m_stack;
    QTableView* m_table;
    StateView* m_state;
};

/// "2 errors · 1 warning"; empty where there is nothing.
QString findingsSummary(const std::vector<insight::Finding>& findings);

} // namespace konductor::ui
