// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/clustermark.h"

#include <QAbstractButton>

namespace konductor::ui {

/// One colour to choose among others, with its word.
class Swatch final : public QAbstractButton {
    Q_OBJECT
public:
    /// No colour: "None".
    Swatch(std::optional<ClusterColor> color, QWidget* parent);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::optional<ClusterColor> m_color;
};

} // namespace konductor::ui
