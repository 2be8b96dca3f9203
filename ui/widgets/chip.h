// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/tone.h"

#include <QWidget>

namespace konductor::ui {

/// A word on its tint.
class Chip final : public QWidget {
    Q_OBJECT
public:
    /// `glyph`: with the tone's glyph before the word.
    Chip(const QString& text, Tone tone, bool glyph = true, QWidget* parent = nullptr);
    void setText(const QString& text, Tone tone);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString words() const;
    QString m_text;
    Tone m_tone;
    bool m_glyph;
};

} // namespace konductor::ui
