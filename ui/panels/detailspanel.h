// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/panels/detailscontent.h"

#include <QScrollArea>

#include <vector>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace konductor::ui {

class Card;
class DetailsRowView;

/// Shows one DetailsContent. Parts are changed in place, so that focus and scroll position stay while the object
/// lives; another object begins at the top.
class DetailsPanel final : public QScrollArea {
    Q_OBJECT
public:
    explicit DetailsPanel(QWidget* parent = nullptr);
    /// `now` is server time: what countdowns count from.
    void setContent(const DetailsContent& content, Timestamp now = {});
    const DetailsContent& content() const { return m_content; }

signals:
    void linkActivated(const konductor::ObjectKey& key);
    void actionRequested(konductor::ui::DetailsAction::Type type, const konductor::ObjectKey& key);

private:
    struct SectionView {
        Card* card;
        std::vector<DetailsRowView*> rows;
    };
    SectionView newSection();
    void setSection(SectionView& view, const DetailsSection& section, Timestamp now);
    void setActions();

    DetailsContent m_content;
    bool m_filled = false;
    QLabel* m_title;
    QLabel* m_subtitle;
    SectionView m_why;
    QWidget* m_buttonRow;
    std::vector<QPushButton*> m_buttons;
    QLabel* m_whyNot;
    std::vector<SectionView> m_sections;
    QVBoxLayout* m_layout;
};

} // namespace konductor::ui
