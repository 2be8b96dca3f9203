// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/panels/detailscontent.h"

#include <QScrollArea>

#include <vector>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace konductor::ui {

class SectionCard;

/// Shows one DetailsContent. Parts are changed in place, so that focus and scroll position stay while the object
/// lives; another object begins at the top.
class DetailsPanel final : public QScrollArea {
    Q_OBJECT
public:
    explicit DetailsPanel(QWidget* parent = nullptr);
    /// `now` is server time: what countdowns count from.
    void setContent(const DetailsContent& content, Timestamp now = {});
    const DetailsContent& content() const { return m_content; }

    /// No narrower than its widest row: nothing is cut at its edge.
    QSize minimumSizeHint() const override;

signals:
    void linkActivated(const konductor::ui::Link& link);
    void mendRequested(const konductor::insight::Finding& finding);
    void actionRequested(konductor::ui::DetailsAction::Type type, const konductor::ObjectKey& key);

private:
    SectionCard* newSection();
    void setActions();

    DetailsContent m_content;
    bool m_filled = false;
    QLabel* m_title;
    QLabel* m_subtitle;
    SectionCard* m_why;
    QWidget* m_buttonRow;
    std::vector<QPushButton*> m_buttons;
    QLabel* m_whyNot;
    std::vector<SectionCard*> m_sections;
    QVBoxLayout* m_layout;
};

} // namespace konductor::ui
