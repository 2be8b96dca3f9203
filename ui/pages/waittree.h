// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/waitpicture.h"

#include <QTreeWidget>

#include <set>

namespace konductor::ui {

/// A WaitPicture to read: who blocks at the top, who waits for whom below, and how far each is. For the keyboard and
/// for screen readers.
class WaitTree final : public QTreeWidget {
    Q_OBJECT
public:
    explicit WaitTree(QWidget* parent = nullptr);

    void setPicture(const WaitPicture& picture);
    /// Server time, for how far each of them is.
    void setNow(Timestamp now);
    /// Rows that a search found: bold, in the accent's colour; the background tells where one is.
    void setFound(const std::set<insight::WaitNode>& nodes);
    std::optional<insight::WaitNode> current() const;
    void setCurrent(const insight::WaitNode& node);

signals:
    void currentChanged();
    void activated(const konductor::insight::WaitNode& node);

private:
    void addWaiters(QTreeWidgetItem* parent, int box, std::vector<bool>& above, int depth, int arrow = -1);
    void mark();
    void setIcons();
    void tellStandings();
    QTreeWidgetItem* itemOf(int box) const;

    WaitPicture m_picture;
    std::set<insight::WaitNode> m_found;
    Timestamp m_now;
    bool m_filling = false;
};

} // namespace konductor::ui
