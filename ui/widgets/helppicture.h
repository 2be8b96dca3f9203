// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/kind.h"

#include <QWidget>

namespace konductor::ui {

/// How a primitive works, as a small picture without words: dots are those who come, full ones those who hold.
/// Drawn from the palette's tokens.
class HelpPicture final : public QWidget {
    Q_OBJECT
public:
    /// `words` is what the picture says to whoever does not see it.
    HelpPicture(Kind kind, const QString& words, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Kind m_kind;
};

} // namespace konductor::ui
