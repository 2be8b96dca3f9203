// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/clustermark.h"

#include "core/base/text.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPixmap>

namespace konductor::ui {

QString colorWord(ClusterColor color)
{
    switch (color) {
    case ClusterColor::Berry:
        return QCoreApplication::translate("ClusterMark", "Berry");
    case ClusterColor::Violet:
        return QCoreApplication::translate("ClusterMark", "Violet");
    case ClusterColor::Teal:
        return QCoreApplication::translate("ClusterMark", "Teal");
    case ClusterColor::Olive:
        return QCoreApplication::translate("ClusterMark", "Olive");
    case ClusterColor::Brown:
        return QCoreApplication::translate("ClusterMark", "Brown");
    case ClusterColor::Slate:
        return QCoreApplication::translate("ClusterMark", "Slate");
    }
    Q_UNREACHABLE();
}

QString markWords(const ClusterMark& mark, const QString& cluster)
{
    const QString name = visibleText(cluster);
    return mark.production ? QCoreApplication::translate("ClusterMark", "Production") + QStringLiteral(" · ") + name
                           : name;
}

std::optional<TonePair> colorsOf(const ClusterMark& mark, const Tokens& tokens)
{
    if (!mark.color && !mark.production) {
        return std::nullopt;
    }
    return tokens.clusters[static_cast<size_t>(mark.color.value_or(ClusterColor::Berry))];
}

QIcon markIcon(const ClusterMark& mark, const Tokens& tokens)
{
    const auto colors = colorsOf(mark, tokens);
    QPixmap pixmap(64, 64);
    pixmap.fill(Qt::transparent);
    if (colors) {
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colors->ink);
        painter.drawEllipse(pixmap.rect().adjusted(10, 10, -10, -10));
    }
    QIcon icon(pixmap);
    icon.addPixmap(pixmap, QIcon::Selected); // else it would be tinted
    return icon;
}

} // namespace konductor::ui
