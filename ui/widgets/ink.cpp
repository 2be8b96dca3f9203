// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/ink.h"

#include <QEvent>
#include <QScopedValueRollback>
#include <QTreeWidget>
#include <QTreeWidgetItemIterator>

#include <map>

namespace konductor::ui {

namespace {

constexpr int InkRole = Qt::UserRole + 90;
constexpr auto itemInks = "itemInks";

class Follower final : public QObject {
public:
    Follower(QWidget& widget, std::function<void(const Tokens&)> color)
        : QObject(&widget)
        , m_widget(widget)
        , m_color(std::move(color))
    {
        widget.installEventFilter(this);
        apply();
    }

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::PaletteChange) {
            apply();
        }
        return QObject::eventFilter(watched, event);
    }

private:
    void apply()
    {
        if (m_busy) {
            return; // it is this that changes the palette
        }
        const QScopedValueRollback busy(m_busy, true);
        m_color(tokensOf(m_widget.palette()));
    }

    QWidget& m_widget;
    std::function<void(const Tokens&)> m_color;
    bool m_busy = false;
};

/// The inks of one widget, by role.
class Inks final : public QObject {
public:
    explicit Inks(QWidget& widget) : QObject(&widget), m_widget(widget)
    {
        withTokens(widget, [this](const Tokens& colors) { apply(colors); });
    }

    void set(QPalette::ColorRole role, Ink ink)
    {
        m_inks[role] = std::move(ink);
        apply(tokensOf(m_widget.palette()));
    }

private:
    /// With nothing but these: what else there is comes from the parent, and changes with it.
    void apply(const Tokens& colors)
    {
        QPalette own;
        bool differs = false;
        for (const auto& [role, ink] : m_inks) {
            const QColor color = ink(colors);
            own.setColor(role, color);
            differs = differs || m_widget.palette().color(role) != color;
        }
        if (differs) {
            m_widget.setPalette(own);
        }
    }

    QWidget& m_widget;
    std::map<QPalette::ColorRole, Ink> m_inks;
};

void paintItem(QTreeWidgetItem& item, int column, const Tokens& colors)
{
    if (const QVariant ink = item.data(column, InkRole); ink.isValid()) {
        item.setForeground(column, ink.value<Ink>()(colors));
    }
}

} // namespace

void withTokens(QWidget& widget, std::function<void(const Tokens&)> color)
{
    new Follower(widget, std::move(color));
}

void setInk(QWidget& widget, Ink ink, QPalette::ColorRole role)
{
    Inks* inks = nullptr;
    for (QObject* child : widget.children()) {
        inks = inks ? inks : dynamic_cast<Inks*>(child);
    }
    (inks ? inks : new Inks(widget))->set(role, std::move(ink));
}

void setInk(QTreeWidgetItem& item, int column, Ink ink)
{
    QTreeWidget& tree = *item.treeWidget();
    item.setData(column, InkRole, QVariant::fromValue(std::move(ink)));
    paintItem(item, column, tokensOf(tree.palette()));
    if (tree.property(itemInks).toBool()) {
        return;
    }
    tree.setProperty(itemInks, true);
    withTokens(tree, [&tree](const Tokens& colors) {
        for (QTreeWidgetItemIterator it(&tree); *it; ++it) {
            for (int at = 0; at < tree.columnCount(); ++at) {
                paintItem(**it, at, colors);
            }
        }
    });
}

} // namespace konductor::ui
