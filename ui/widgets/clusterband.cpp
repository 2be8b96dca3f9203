// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/clusterband.h"

#include <QPainter>

namespace konductor::ui {

ClusterBand::ClusterBand(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setMark({}, {});
}

void ClusterBand::setMark(const ClusterMark& mark, const QString& words)
{
    m_mark = mark;
    m_words = words;
    setAccessibleName(words.isEmpty() ? tr("Colour of the cluster") : words);
    setVisible(mark.color || mark.production);
    updateGeometry();
    update();
}

QSize ClusterBand::sizeHint() const
{
    return {space::huge, m_words.isEmpty() ? space::small : fontMetrics().height() + space::medium};
}

void ClusterBand::paintEvent(QPaintEvent*)
{
    const Tokens& colors = tokensOf(palette());
    const auto own = colorsOf(m_mark, colors);
    if (!own) {
        return;
    }
    QPainter painter(this);
    painter.fillRect(rect(), own->ink);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(colors.base);
    const QRect room = rect().adjusted(space::large, 0, -space::large, 0);
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetrics(bold).elidedText(m_words, Qt::ElideRight, room.width()));
}

} // namespace konductor::ui
