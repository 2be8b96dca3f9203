// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/live/clustermirror.h"
#include "ui/widgets/tone.h"
#include "ui/window/clusterrow.h"

#include <QListWidget>

namespace konductor::ui {

/// The pages of one cluster with live counts, at the left; where several clusters are open, below its row among theirs.
class Sidebar final : public QListWidget {
    Q_OBJECT
public:
    explicit Sidebar(const live::ClusterMirror& mirror, QWidget* parent = nullptr);

    /// A group's heading; not selectable.
    void addHeading(const QString& text);
    /// A page. `kinds` are counted; `id` is what pageChosen() tells.
    void addPage(const QString& id, const QString& title, const QString& glyph, std::vector<Kind> kinds);
    void choose(const QString& id);
    /// The open clusters in their order, and which one the pages are of. A single one has no row.
    void setClusters(const std::vector<ClusterRow>& rows, int shown);
    /// A page's number where it is no count of objects; a tone that claims something makes it a badge.
    void setBadge(const QString& id, const QString& text, Tone tone);

    QSize sizeHint() const override;

signals:
    void pageChosen(const QString& id);
    void clusterChosen(int index);
    void clusterMenuRequested(int index, const QPoint& global);

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void refreshCounts();
    bool isCluster(const QListWidgetItem* item) const;
    void activate(const QListWidgetItem& item);
    void placeClusters(size_t count, int shown);
    static void setCount(QListWidgetItem& item, const QString& text, Tone tone);

    const live::ClusterMirror& m_mirror;
    QHash<QString, std::vector<Kind>> m_kinds;
    std::vector<QListWidgetItem*> m_clusters; ///< In their order; empty for a single one.
    int m_shown = 0;
    QString m_page; ///< The one on screen.
};

} // namespace konductor::ui
