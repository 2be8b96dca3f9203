// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/waitpicture.h"

#include <QTreeWidget>

namespace konductor::ui {

/// A WaitPicture to read: who blocks at the top, who waits for whom below. For the keyboard and for screen readers.
class WaitTree final : public QTreeWidget {
    Q_OBJECT
public:
    explicit WaitTree(QWidget* parent = nullptr);

    void setPicture(const WaitPicture& picture);
    std::optional<insight::WaitNode> current() const;
    void setCurrent(const insight::WaitNode& node);

signals:
    void currentChanged();
    void activated(const konductor::insight::WaitNode& node);

private:
    void addWaiters(QTreeWidgetItem* parent, int box, std::vector<bool>& above, int depth);
    QTreeWidgetItem* itemOf(int box) const;

    WaitPicture m_picture;
    bool m_filling = false;
};

} // namespace konductor::ui
