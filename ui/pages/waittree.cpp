// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/waittree.h"

#include "core/base/text.h"
#include "core/base/words.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/ink.h"

#include <QHeaderView>
#include <QTreeWidgetItemIterator>

namespace konductor::ui {

using namespace Qt::StringLiterals;
using insight::WaitNode;

namespace {
enum WaitRole { BoxRole = Qt::UserRole, ArrowRole };
constexpr int deepest = 12; ///< A longer chain is told by its first steps.
} // namespace

WaitTree::WaitTree(QWidget* parent) : QTreeWidget(parent)
{
    setAccessibleName(tr("Who waits for whom"));
    setColumnCount(2);
    setHeaderHidden(true);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(0, QHeaderView::Stretch);
    header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    setFrameShape(QFrame::NoFrame);
    setUniformRowHeights(true);
    connect(this, &QTreeWidget::currentItemChanged, this, [this] {
        if (!m_filling) {
            emit currentChanged();
        }
    });
    withTokens(*this, [this](const Tokens&) {
        mark();
        setIcons();
    });
    connect(this, &QTreeWidget::itemActivated, this, [this] {
        if (const auto node = current()) {
            emit activated(WaitNode(*node));
        }
    });
}

void WaitTree::setPicture(const WaitPicture& picture)
{
    if (picture == m_picture) {
        return;
    }
    const auto before = current();
    m_filling = true;
    clear();
    m_picture = picture;
    std::vector<bool> waits(picture.boxes.size());
    for (const WaitArrow& arrow : picture.arrows) {
        waits[static_cast<size_t>(arrow.from)] = true;
    }
    std::vector<bool> above(picture.boxes.size());
    for (size_t knot = 0; knot < picture.deadlocks.size(); ++knot) {
        const std::vector<int>& deadlock = picture.deadlocks[knot];
        const QString words = picture.deadlockSeems[knot]
            ? tr("It seems that none of these %1 can move until one of them lets go")
            : tr("Deadlock of %1: nobody can move until one of them lets go");
        auto* top = new QTreeWidgetItem(this, {words.arg(deadlock.size())});
        top->setData(0, BoxRole, -1);
        for (const int box : deadlock) {
            addWaiters(top, box, above, deepest - 1);
        }
    }
    for (int box = 0; box < static_cast<int>(picture.boxes.size()); ++box) {
        if (!waits[static_cast<size_t>(box)]) {
            addWaiters(invisibleRootItem(), box, above, 0);
        }
    }
    expandAll();
    mark();
    setIcons();
    tellStandings();
    if (before) {
        setCurrent(*before);
    }
    m_filling = false;
}

void WaitTree::setNow(Timestamp now)
{
    m_now = now;
    if (isVisible()) {
        tellStandings();
    }
}

void WaitTree::tellStandings()
{
    for (QTreeWidgetItemIterator it(this); *it; ++it) {
        const int box = (*it)->data(0, BoxRole).toInt();
        if (box < 0) {
            continue;
        }
        const int arrow = (*it)->data(0, ArrowRole).toInt(); // it waits for several things, each as long as for itself
        const auto& standing = arrow < 0 ? m_picture.boxes[static_cast<size_t>(box)].standing
                                         : m_picture.arrows[static_cast<size_t>(arrow)].standing;
        (*it)->setText(1, visibleText(insight::plainText(standing, m_now)));
    }
}

void WaitTree::setFound(const std::set<WaitNode>& nodes)
{
    if (nodes != m_found) {
        m_found = nodes;
        mark();
    }
}

void WaitTree::mark()
{
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    for (QTreeWidgetItemIterator it(this); *it; ++it) {
        const int box = (*it)->data(0, BoxRole).toInt();
        const bool found = box >= 0 && m_found.contains(m_picture.boxes[static_cast<size_t>(box)].node);
        (*it)->setFont(0, found ? bold : font());
        (*it)->setForeground(1, tokensOf(palette()).secondary);
        (*it)->setForeground(0, found ? QBrush(tokensOf(palette()).accent.ink) : QBrush());
    }
}

void WaitTree::setIcons()
{
    const QColor ink = palette().color(QPalette::Text);
    for (QTreeWidgetItemIterator it(this); *it; ++it) {
        if (const int box = (*it)->data(0, BoxRole).toInt(); box >= 0) {
            const WaitNode& node = m_picture.boxes[static_cast<size_t>(box)].node;
            (*it)->setIcon(0, glyphIcon(node.isHolder() ? u"holders"_s : glyphName(*node.kind), ink));
        }
    }
}

void WaitTree::addWaiters(QTreeWidgetItem* parent, int box, std::vector<bool>& above, int depth, int arrow)
{
    const WaitBox& shown = m_picture.boxes[static_cast<size_t>(box)];
    QString text = shown.node.isHolder() ? shown.title : shown.text + u' ' + shown.title;
    if (shown.behind > 0) {
        text += u" · "_s + inWords("WaitGraph", "%n wait because of it", "1 waits because of it", shown.behind);
    }
    auto* item = new QTreeWidgetItem(parent, {text});
    item->setData(0, BoxRole, box);
    item->setData(0, ArrowRole, arrow);
    item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    if (above[static_cast<size_t>(box)] || depth >= deepest) {
        return; // a cycle closes here
    }
    above[static_cast<size_t>(box)] = true;
    for (size_t next = 0; next < m_picture.arrows.size(); ++next) {
        if (m_picture.arrows[next].to == box) {
            addWaiters(item, m_picture.arrows[next].from, above, depth + 1, static_cast<int>(next));
        }
    }
    above[static_cast<size_t>(box)] = false;
}

std::optional<WaitNode> WaitTree::current() const
{
    const int box = currentItem() ? currentItem()->data(0, BoxRole).toInt() : -1;
    return box < 0 ? std::nullopt : std::optional(m_picture.boxes[static_cast<size_t>(box)].node);
}

QTreeWidgetItem* WaitTree::itemOf(int box) const
{
    for (QTreeWidgetItemIterator it(const_cast<WaitTree*>(this)); *it; ++it) {
        if ((*it)->data(0, BoxRole).toInt() == box) {
            return *it;
        }
    }
    return nullptr;
}

void WaitTree::setCurrent(const WaitNode& node)
{
    if (const int box = m_picture.boxOf(node); box >= 0 && current() != node) {
        setCurrentItem(itemOf(box));
    }
}

} // namespace konductor::ui
