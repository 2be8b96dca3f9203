// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/live/clustermirror.h"
#include "ui/widgets/tone.h"

#include <QListWidget>

namespace konductor::ui {

/// The pages of one cluster with live counts, at the left.
class Sidebar final : public QListWidget {
    Q_OBJECT
public:
    explicit Sidebar(const live::ClusterMirror& mirror, QWidget* parent = nullptr);

    /// A group's heading; not selectable.
    void addHeading(const QString& text);
    /// A page. `kinds` are counted; `id` is what pageChosen() tells.
    void addPage(const QString& id, const QString& title, const QString& glyph, std::vector<Kind> kinds);
    void choose(const QString& id);
    /// A page's number where it is no count of objects; a tone that claims something makes it a badge.
    void setBadge(const QString& id, const QString& text, Tone tone);

    QSize sizeHint() const override;

signals:
    void pageChosen(const QString& id);

private:
    void refreshCounts();
    static void setCount(QListWidgetItem& item, const QString& text, Tone tone);

    const live::ClusterMirror& m_mirror;
    QHash<QString, std::vector<Kind>> m_kinds;
};

} // namespace konductor::ui
