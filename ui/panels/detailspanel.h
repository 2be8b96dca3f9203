// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/panels/detailscontent.h"

#include <QScrollArea>

class QVBoxLayout;

namespace konductor::ui {

/// Shows one DetailsContent. Setting an equal one changes nothing; another one rebuilds it at the same scroll position.
class DetailsPanel final : public QScrollArea {
    Q_OBJECT
public:
    explicit DetailsPanel(QWidget* parent = nullptr);
    void setContent(const DetailsContent& content);
    const DetailsContent& content() const { return m_content; }

signals:
    void linkActivated(const konductor::ObjectKey& key);
    void actionRequested(konductor::ui::DetailsAction::Type type, const konductor::ObjectKey& key);

private:
    void addSection(const DetailsSection& section, QVBoxLayout* layout);
    void addRow(const DetailsRow& row, QVBoxLayout* layout);
    void addActions(QVBoxLayout* layout);

    DetailsContent m_content;
};

} // namespace konductor::ui
