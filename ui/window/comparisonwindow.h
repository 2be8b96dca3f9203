// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "ui/models/comparisonmodel.h"
#include "ui/widgets/clocktime.h"

#include <QWidget>

class QLineEdit;
class QListWidget;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace konductor::ui {

class PageHeading;
class StateView;
struct Tokens;

/// What happened between two snapshots, in a window of its own: in words first, then field by field. It is there at
/// once and says so while it is still compared. A headline leaves only what it is about; Return opens an object where
/// it is to be seen. Window's thread.
class ComparisonWindow final : public QWidget {
    Q_OBJECT
public:
    /// `sides` says what is compared while nothing more is known: "prod-eu, as it is now, and night.json".
    ComparisonWindow(const QString& sides, const TimeStyle& times, QWidget* parent = nullptr);

    void show(std::shared_ptr<const snapshot::Difference> difference);
    void showProblem(const Error& error);
    /// Null until there is one.
    const snapshot::Difference* difference() const { return m_difference.get(); }
    ComparisonModel& model() { return *m_model; }
    QListWidget& headlines() { return *m_headlines; }
    QTreeView& tree() { return *m_tree; }
    using QWidget::show;

signals:
    /// In the later snapshot, or in the earlier one where it is gone since.
    void openRequested(const konductor::ui::Link& link, bool later);
    /// The whole comparison as text to paste.
    void copyRequested();

private:
    void buildHeadlines();
    void buildTree();
    QWidget* comparison();
    void fillHeadlines();
    void tintHeadlines(const Tokens& colors);
    void chooseHeadline(int row);
    void refresh();

    TimeStyle m_times;
    std::shared_ptr<const snapshot::Difference> m_difference;
    ComparisonModel* m_model;
    PageHeading* m_heading;
    QToolButton* m_copy;
    QStackedWidget* m_stack;
    StateView* m_state;
    QListWidget* m_headlines;
    QLineEdit* m_filter;
    QTreeView* m_tree;
};

} // namespace konductor::ui
