// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/clustermark.h"

#include <QWidget>

namespace konductor::ui {

/// A cluster's mark as a band over the whole width: a line of its colour, higher and with words where there are some.
/// Hidden while there is no mark.
class ClusterBand final : public QWidget {
    Q_OBJECT
public:
    explicit ClusterBand(QWidget* parent = nullptr);
    /// `words` are shown as they are.
    void setMark(const ClusterMark& mark, const QString& words);
    const ClusterMark& mark() const { return m_mark; }
    QString words() const { return m_words; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ClusterMark m_mark;
    QString m_words;
};

} // namespace konductor::ui
