// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/panels/detailscontent.h"

#include <QWidget>

#include <vector>

namespace konductor::ui {

class Card;
class DetailsRowView;
class MendButton;

/// A DetailsSection in a card, for the details and for pages made of cards. Rows are changed in place, so that focus
/// stays where it was.
class SectionCard final : public QWidget {
    Q_OBJECT
public:
    explicit SectionCard(QWidget* parent = nullptr);
    /// `now` is server time: what countdowns count from.
    void setSection(const DetailsSection& section, Timestamp now);
    /// Time has passed.
    void setNow(Timestamp now);
    /// Below the rows: buttons, a picture.
    void addBelow(QWidget* widget);

signals:
    void linkActivated(const konductor::ui::Link& link);
    void mendRequested(const konductor::insight::Finding& finding);

private:
    Card* m_card;
    std::vector<DetailsRowView*> m_rows;
    size_t m_shown = 0;
    MendButton* m_mend = nullptr; ///< Made when first needed.
};

} // namespace konductor::ui
