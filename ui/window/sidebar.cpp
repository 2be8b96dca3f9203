// SPDX-License-Identifier: Apache-2.0
#include "ui/window/sidebar.h"

#include "core/base/text.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/ink.h"
#include "ui/widgets/painters.h"
#include "ui/widgets/severitytone.h"

#include <QContextMenuEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyledItemDelegate>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {

enum SidebarRole : int {
    IdRole = Qt::UserRole,
    GlyphRole,
    CountRole,
    ToneRole,
    ClusterRole,
    StateRole,
    ShortStateRole, ///< Where the name would not fit beside the other.
    StateToneRole,
    MarkRole
};

/// The state of a cluster's connection, with what it claims.
std::pair<QString, Tone> stateOf(live::ConnectionState::Phase phase)
{
    using Phase = live::ConnectionState::Phase;
    switch (phase) {
    case Phase::Connecting:
        return {Sidebar::tr("○ connecting"), Tone::Neutral};
    case Phase::Live:
        return {Sidebar::tr("● live"), Tone::Neutral};
    case Phase::Degraded:
        return {Sidebar::tr("◐ in part"), Tone::Warning};
    case Phase::Stale:
        return {Sidebar::tr("◐ stale"), Tone::Warning};
    case Phase::Offline:
        return {Sidebar::tr("✗ offline"), Tone::Bad};
    case Phase::Closed:
        return {Sidebar::tr("▣ snapshot"), Tone::Neutral};
    }
    Q_UNREACHABLE();
}

ClusterMark markOf(const QModelIndex& index)
{
    return index.data(MarkRole).value<ClusterMark>();
}

/// A glyph, a title, a count at the right; headings small and secondary; clusters with their colour and state.
class SidebarDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        return {option.fontMetrics.averageCharWidth() * 24, option.fontMetrics.height() + 2 * space::small + 2};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Tokens& colors = tokensOf(option.palette);
        const QString id = index.data(IdRole).toString();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setLayoutDirection(option.direction);
        const bool chosen = option.state & QStyle::State_Selected;
        const QRect room = option.rect.adjusted(space::medium, 1, -space::medium, -1);
        if (index.data(ClusterRole).isValid()) {
            paintCluster(painter, option, room, index, colors);
        } else if (id.isEmpty()) {
            paintHeading(painter, option, room, index.data().toString(), colors);
        } else {
            if (chosen || (option.state & QStyle::State_MouseOver)) {
                painter->setPen(Qt::NoPen);
                painter->setBrush(chosen ? colors.accent.tint : colors.neutral.tint);
                painter->drawRoundedRect(room, radius::control, radius::control);
            }
            paintPage(painter, option, room.adjusted(space::medium, 0, -space::medium, 0), index, chosen, colors);
        }
        painter->restore();
    }

private:
    static void paintHeading(QPainter* painter, const QStyleOptionViewItem& option, const QRect& room,
                             const QString& text, const Tokens& colors)
    {
        QFont font = option.font;
        font.setPointSizeF(font.pointSizeF() - 1);
        font.setWeight(QFont::DemiBold);
        painter->setFont(font);
        painter->setPen(colors.secondary);
        painter->drawText(room.adjusted(space::medium, 0, -space::medium, -2), Qt::AlignLeft | Qt::AlignBottom, text);
    }

    static QString stateWithin(int room, const QFontMetrics& metrics, const QModelIndex& index)
    {
        const QString state = index.data(StateRole).toString();
        return metrics.horizontalAdvance(state) <= room ? state : index.data(ShortStateRole).toString();
    }

    static void paintCluster(QPainter* painter, const QStyleOptionViewItem& option, const QRect& room,
                             const QModelIndex& index, const Tokens& colors)
    {
        if (option.state & (QStyle::State_MouseOver | QStyle::State_HasFocus)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(colors.neutral.tint);
            painter->drawRoundedRect(room, radius::control, radius::control);
        }
        if (const auto own = colorsOf(markOf(index), colors)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(own->ink);
            const QRect mark(room.left(), room.top() + 2, space::small, room.height() - 4);
            painter->drawRoundedRect(QStyle::visualRect(option.direction, room, mark), 2, 2);
        }
        QRect inside = room.adjusted(space::medium + 2, 0, -space::medium, 0);
        const auto placed = [&] { return QStyle::visualRect(option.direction, room, inside); };
        paintCount(painter, option, placed(), index, colors.secondary, colors);
        const QString count = index.data(CountRole).toString();
        const int taken = count.isEmpty() ? 0 : option.fontMetrics.horizontalAdvance(count) + 3 * space::medium;
        inside.setRight(inside.right() - taken);
        QFont font = option.font;
        font.setWeight(QFont::DemiBold);
        const QString name = index.data().toString();
        const int roomForState = inside.width() - QFontMetrics(font).horizontalAdvance(name) - space::medium;
        const QString state = stateWithin(roomForState, option.fontMetrics, index);
        painter->setPen(colorsOf(static_cast<Tone>(index.data(StateToneRole).toInt()), colors).ink);
        painter->drawText(placed(), Qt::AlignRight | Qt::AlignVCenter, state);
        inside.setRight(inside.right() - option.fontMetrics.horizontalAdvance(state) - space::medium);
        painter->setFont(font);
        painter->setPen(colors.text);
        painter->drawText(placed(), Qt::AlignLeft | Qt::AlignVCenter,
                          cutTo(QFontMetricsF(font), name, inside.width(), Qt::ElideMiddle));
    }

    static void paintPage(QPainter* painter, const QStyleOptionViewItem& option, const QRect& room,
                          const QModelIndex& index, bool chosen, const Tokens& colors)
    {
        const QColor ink = chosen ? colors.accent.ink : colors.text;
        const int side = option.fontMetrics.height();
        const QRect glyph(room.left(), room.center().y() - side / 2, side, side);
        glyphIcon(index.data(GlyphRole).toString(), ink)
            .paint(painter, QStyle::visualRect(option.direction, room, glyph));
        QFont font = option.font;
        font.setWeight(chosen ? QFont::DemiBold : QFont::Normal);
        painter->setFont(font);
        painter->setPen(ink);
        const QString count = index.data(CountRole).toString();
        const int taken = count.isEmpty() ? 0 : option.fontMetrics.horizontalAdvance(count) + 3 * space::medium;
        const QRect words = room.adjusted(side + space::medium, 0, -taken, 0);
        painter->drawText(QStyle::visualRect(option.direction, room, words), Qt::AlignLeft | Qt::AlignVCenter,
                          cutTo(QFontMetricsF(font), index.data().toString(), words.width()));
        painter->setFont(option.font);
        paintCount(painter, option, room, index, chosen ? colors.accent.ink : colors.secondary, colors);
    }

    static void paintCount(QPainter* painter, const QStyleOptionViewItem& option, const QRect& room,
                           const QModelIndex& index, const QColor& quiet, const Tokens& colors)
    {
        const QString text = index.data(CountRole).toString();
        const auto tone = static_cast<Tone>(index.data(ToneRole).toInt());
        const bool claims = tone == Tone::Bad || tone == Tone::Warning;
        QRect place = room;
        if (claims && !text.isEmpty()) {
            const int height = option.fontMetrics.height();
            const int width = std::max(height, option.fontMetrics.horizontalAdvance(text) + 2 * space::medium);
            place =
                QStyle::visualRect(option.direction, room,
                                   QRect(room.right() - width + 1, room.center().y() - height / 2, width, height + 1));
            painter->setPen(Qt::NoPen);
            painter->setBrush(colorsOf(tone, colors).tint);
            painter->drawRoundedRect(place, height / 2.0, height / 2.0);
        }
        painter->setPen(claims ? colorsOf(tone, colors).ink : quiet);
        painter->drawText(place, (claims ? Qt::AlignHCenter : Qt::AlignRight) | Qt::AlignVCenter, text);
    }
};

} // namespace

Sidebar::Sidebar(const live::ClusterMirror& mirror, QWidget* parent) : QListWidget(parent), m_mirror(mirror)
{
    setAccessibleName(tr("Pages"));
    setItemDelegate(new SidebarDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setMinimumWidth(fontMetrics().averageCharWidth() * 22); // names beside their counts, however narrow the window is
    viewport()->setAutoFillBackground(false);
    setInk(
        *this, [](const Tokens& colors) { return colors.window; }, QPalette::Base);
    connect(&mirror, &live::ClusterMirror::applied, this, &Sidebar::refreshCounts);
    connect(&mirror, &live::ClusterMirror::wasReset, this, &Sidebar::refreshCounts);
    connect(this, &QListWidget::itemActivated, this, [this](QListWidgetItem* item) { activate(*item); });
    connect(this, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* item) {
        if (item && !item->data(IdRole).toString().isEmpty()) {
            m_page = item->data(IdRole).toString();
            emit pageChosen(m_page);
        }
    });
}

QSize Sidebar::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 27, 400};
}

void Sidebar::addHeading(const QString& text)
{
    auto* item = new QListWidgetItem(text, this);
    item->setFlags(Qt::NoItemFlags);
}

void Sidebar::addPage(const QString& id, const QString& title, const QString& glyph, std::vector<Kind> kinds)
{
    auto* item = new QListWidgetItem(title, this);
    item->setData(IdRole, id);
    item->setData(GlyphRole, glyph);
    m_kinds.insert(id, std::move(kinds));
    refreshCounts();
}

void Sidebar::choose(const QString& id)
{
    for (int i = 0; i < count(); ++i) {
        if (item(i)->data(IdRole).toString() == id) {
            setCurrentRow(i);
        }
    }
}

void Sidebar::refreshCounts()
{
    for (int i = 0; i < count(); ++i) {
        const std::vector<Kind> kinds = m_kinds.value(item(i)->data(IdRole).toString());
        if (kinds.size() != 1) {
            continue;
        }
        const live::ScopeState scope = m_mirror.scope(kinds.front());
        const bool known =
            scope.phase == live::ScopeState::Phase::Live || scope.phase == live::ScopeState::Phase::Stale;
        const QString text = known ? QString::number(m_mirror.objects().count(kinds.front())) : u"–"_s;
        setCount(*item(i), text, Tone::Plain);
    }
}

void Sidebar::setBadge(const QString& id, const QString& text, Tone tone)
{
    for (int i = 0; i < count(); ++i) {
        if (item(i)->data(IdRole).toString() == id) {
            setCount(*item(i), text, tone);
        }
    }
}

// ---- clusters

/// The rows of those before the one that is shown stand above its pages, and its own.
void Sidebar::placeClusters(size_t count, int shown)
{
    if (m_clusters.size() == count && m_shown == shown) {
        return;
    }
    qDeleteAll(m_clusters);
    m_clusters.clear();
    m_shown = shown;
    for (size_t i = 0; i < count; ++i) {
        auto* item = new QListWidgetItem;
        item->setFlags(Qt::ItemIsEnabled);
        item->setData(ClusterRole, static_cast<int>(i));
        const bool above = static_cast<int>(i) <= shown;
        insertItem(above ? static_cast<int>(i) : this->count(), item);
        m_clusters.push_back(item);
    }
}

void Sidebar::setClusters(const std::vector<ClusterRow>& rows, int shown)
{
    placeClusters(rows.size() > 1 ? rows.size() : 0, shown);
    for (size_t i = 0; i < m_clusters.size(); ++i) {
        const ClusterRow& row = rows[i];
        QListWidgetItem& item = *m_clusters[i];
        const auto [phase, tone] = stateOf(row.phase);
        const QString state = row.moment.isEmpty() ? phase : phase + u' ' + row.moment;
        const QString name = visibleText(row.name);
        const QString whole = markWords(row.mark, row.name) + (row.readOnly ? u" · "_s + tr("read-only") : QString());
        item.setText(name);
        item.setToolTip(u"%1\n%2"_s.arg(whole, state).toHtmlEscaped().replace(u'\n', u"<br>"_s));
        item.setData(StateRole, row.moment.isEmpty() ? phase : u"▣ "_s + row.moment); // several may be of one cluster
        item.setData(ShortStateRole, row.time.isEmpty() ? phase : u"▣ "_s + row.time);
        item.setData(StateToneRole, static_cast<int>(tone));
        item.setData(MarkRole, QVariant::fromValue(row.mark));
        setCount(item, row.findings == 0 ? QString() : QString::number(row.findings),
                 row.worst ? toneOf(*row.worst) : Tone::Plain);
        item.setData(Qt::AccessibleTextRole, tr("Cluster %1, %2, findings: %3").arg(whole, state).arg(row.findings));
    }
}

bool Sidebar::isCluster(const QListWidgetItem* item) const
{
    return item && item->data(ClusterRole).isValid();
}

/// The page stays the current one: it is what is on screen when this cluster is shown again.
void Sidebar::activate(const QListWidgetItem& item)
{
    if (!isCluster(&item)) {
        return;
    }
    const int cluster = item.data(ClusterRole).toInt();
    choose(m_page);
    if (cluster != m_shown) {
        emit clusterChosen(cluster);
    }
}

void Sidebar::mousePressEvent(QMouseEvent* event)
{
    const QListWidgetItem* item = itemAt(event->pos());
    if (!isCluster(item)) {
        QListWidget::mousePressEvent(event);
    } else if (event->button() == Qt::LeftButton) {
        activate(*item);
    }
}

/// Arrow keys may have left a cluster's row current.
void Sidebar::focusOutEvent(QFocusEvent* event)
{
    QListWidget::focusOutEvent(event);
    if (isCluster(currentItem())) {
        choose(m_page);
    }
}

void Sidebar::contextMenuEvent(QContextMenuEvent* event)
{
    const QListWidgetItem* item = itemAt(event->pos());
    if (isCluster(item)) {
        emit clusterMenuRequested(item->data(ClusterRole).toInt(), event->globalPos());
    }
}

// ---- counts

void Sidebar::setCount(QListWidgetItem& item, const QString& text, Tone tone)
{
    if (item.data(CountRole).toString() == text && item.data(ToneRole).toInt() == static_cast<int>(tone)) {
        return;
    }
    item.setData(CountRole, text);
    item.setData(ToneRole, static_cast<int>(tone));
    item.setData(Qt::AccessibleTextRole, text.isEmpty() ? item.text() : item.text() + u", "_s + text);
}

} // namespace konductor::ui
