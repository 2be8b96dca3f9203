// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace konductor::ui {

/// The top of a page: its title, a summary in words beside it, and, when what is seen is old or in part, a band below
/// that says so.
class PageHeading final : public QWidget {
    Q_OBJECT
public:
    explicit PageHeading(const QString& title, QWidget* parent = nullptr);
    void setTitle(const QString& title);
    void setSummary(const QString& summary);
    /// Empty: no band.
    void setBand(const QString& text);
    /// At the right of the title's line.
    void addTool(QWidget* tool);

private:
    QHBoxLayout* m_line;
    QLabel* m_title;
    QLabel* m_summary;
    QLabel* m_band;
};

} // namespace konductor::ui
