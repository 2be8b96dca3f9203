// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/waitgraphpage.h"

#include "core/api/kinds.h"
#include "core/base/words.h"
#include "ui/pages/pageheading.h"
#include "ui/pages/stateview.h"
#include "ui/pages/waitsearch.h"
#include "ui/pages/waittree.h"
#include "ui/panels/insightdetails.h"
#include "ui/widgets/background.h"

#include <QLineEdit>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace konductor::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using insight::WaitNode;

namespace {

constexpr double readableScale = 0.7; ///< To begin with, at least.
constexpr auto settleTime = 250ms; ///< Changes within it are drawn together.

Link linkTo(const WaitNode& node)
{
    return node.isHolder() ? Link::toHolder(node.ns, node.name) : Link(node.key());
}

} // namespace

WaitGraphPage::WaitGraphPage(const ClusterInsight& source, const live::ClusterMirror& mirror, Clock& clock,
                             QWidget* parent)
    : Page(u"waitgraph"_s, tr("Wait graph"), parent)
    , m_source(source)
    , m_mirror(mirror)
    , m_clock(clock)
    , m_heading(new PageHeading(title(), this))
    , m_stack(new QStackedWidget(this))
    , m_view(new WaitGraphView(this))
    , m_tree(new WaitTree(this))
    , m_state(new StateView(this))
    , m_asTree(new QToolButton(this))
    , m_search(new WaitSearch(this))
{
    addSearch();
    addTools();
    for (QWidget* widget : std::initializer_list<QWidget*>{m_view, m_tree, m_state}) {
        m_stack->addWidget(widget);
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_heading);
    layout->addWidget(m_stack, 1);
    connect(&source, &ClusterInsight::changed, this, [this] {
        if (isVisible() && !m_soon.isPending()) {
            m_soon = m_clock.after(settleTime, [this] {
                m_soon.cancel();
                refresh();
            });
        }
    });
    connect(m_view, &WaitGraphView::currentChanged, this, &WaitGraphPage::chosen);
    connect(m_tree, &WaitTree::currentChanged, this, &WaitGraphPage::chosen);
    connect(m_view, &WaitGraphView::activated, this, [this](const WaitNode& n) { emit openRequested(linkTo(n)); });
    connect(m_tree, &WaitTree::activated, this, [this](const WaitNode& n) { emit openRequested(linkTo(n)); });
    connect(m_state, &StateView::offered, this, &Page::offered);
}

void WaitGraphPage::addTools()
{
    const auto tool = [this](const QString& text, const QString& toolTip) {
        auto* button = new QToolButton(this);
        button->setText(text);
        button->setToolTip(toolTip);
        button->setAccessibleName(toolTip);
        m_heading->addTool(button);
        return button;
    };
    m_asTree->setText(tr("As tree"));
    m_asTree->setCheckable(true);
    m_heading->addTool(m_asTree);
    connect(m_asTree, &QToolButton::toggled, this, [this] { refresh(); });
    connect(tool(u"−"_s, tr("Smaller")), &QToolButton::clicked, this, [this] { m_view->zoomBy(1 / 1.2); });
    connect(tool(tr("Fit"), tr("Fit everything in")), &QToolButton::clicked, this, [this] { m_view->fit(); });
    connect(tool(u"+"_s, tr("Larger")), &QToolButton::clicked, this, [this] { m_view->zoomBy(1.2); });
}

void WaitGraphPage::addSearch()
{
    m_heading->addTool(m_search);
    connect(m_search, &WaitSearch::foundChanged, this, [this] {
        m_view->setFound(m_search->found());
        m_tree->setFound(m_search->found());
    });
    connect(m_search, &WaitSearch::chosen, this, &WaitGraphPage::goTo);
    connect(m_search, &WaitSearch::left, this, [this] { setFocus(Qt::OtherFocusReason); });
}

bool WaitGraphPage::focusSearch()
{
    m_search->field().setFocus(Qt::ShortcutFocusReason);
    m_search->field().selectAll();
    return true;
}

bool WaitGraphPage::asTree() const
{
    return m_asTree->isChecked();
}

void WaitGraphPage::showTree(bool tree)
{
    m_asTree->setChecked(tree);
}

std::optional<WaitNode> WaitGraphPage::currentNode() const
{
    return asTree() ? m_tree->current() : m_view->current();
}

std::optional<ObjectKey> WaitGraphPage::current() const
{
    const auto node = currentNode();
    return node && !node->isHolder() ? std::optional(node->key()) : std::nullopt;
}

std::optional<DetailsContent> WaitGraphPage::details(Timestamp now) const
{
    const auto node = currentNode();
    if (node && !node->isHolder()) {
        return std::nullopt;
    }
    DetailsContent content;
    if (!node) {
        content.subtitle = tr("Choose a box to see why it waits and what is at the end of the chain.");
        return content;
    }
    return holderContent(m_source.insight(), node->ns, node->name, now);
}

bool WaitGraphPage::select(const ObjectKey& key)
{
    if (m_picture.boxOf(WaitNode::of(key)) < 0) {
        return false;
    }
    goTo(WaitNode::of(key));
    return true;
}

void WaitGraphPage::goTo(const WaitNode& node)
{
    m_view->setCurrent(node);
    m_tree->setCurrent(node);
    chosen();
}

void WaitGraphPage::setNamespace(const QString& ns)
{
    m_namespace = ns;
    if (isVisible()) {
        refresh();
    }
}

void WaitGraphPage::tick()
{
    if (isVisible()) {
        m_view->setNow(m_source.now());
        m_tree->setNow(m_source.now());
    }
}

void WaitGraphPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    refresh();
}

void WaitGraphPage::chosen()
{
    const auto node = currentNode();
    m_search->setCurrent(node);
    m_view->setPath(node ? m_source.insight().graph().pathToRoot(*node) : std::vector<WaitNode>());
    emit currentChanged();
}

void WaitGraphPage::refresh()
{
    const std::vector<Kind> kinds(primitiveKinds.begin(), primitiveKinds.end());
    m_picture = waitPicture(m_source.insight(), m_namespace, m_source.now());
    m_view->setNow(m_source.now());
    m_tree->setNow(m_source.now());
    const auto boxes = static_cast<qsizetype>(m_picture.boxes.size());
    PageState state = pageStateOf(title(), kinds, m_mirror, boxes, boxes, m_clock.now(), times());
    if (state.phase == PageState::Phase::Empty) {
        state.title = tr("Nobody waits for anybody");
        state.text = tr("No gate, barrier, job or holder waits for another in what is seen.");
    }
    QStringList parts{tr("%1 waiting").arg(m_picture.waiting)};
    if (const auto knots = m_source.insight().deadlocks().size(); knots > 0) {
        parts.append(inWords("WaitGraph", "%n deadlocks", "1 deadlock", qsizetype(knots)));
    }
    if (m_picture.leftOut > 0) {
        parts.append(tr("%1 not drawn: choose a namespace").arg(m_picture.leftOut));
    }
    m_heading->setSummary(parts.join(u" · "_s));
    m_heading->setBand(state.band);
    m_state->setState(state);
    const bool table = state.phase == PageState::Phase::Table;
    QWidget* shown = !table ? static_cast<QWidget*>(m_state) : asTree() ? static_cast<QWidget*>(m_tree) : m_view;
    m_stack->setCurrentWidget(shown);
    setFocusProxy(shown);
    m_tree->setPicture(m_picture);
    m_search->setPicture(m_picture);
    m_search->setVisible(table);
    if (table && !m_view->updatePicture(m_picture)) {
        layOutAnew();
    }
}

void WaitGraphPage::layOutAnew()
{
    if (std::exchange(m_layingOut, true)) {
        return; // the one under way will see that it is out of date
    }
    const GraphShape shape = m_view->shapeOf(m_picture);
    inBackground(
        this, [shape] { return layOut(shape); }, [this, shape](const GraphLayout& layout) { laidOut(shape, layout); });
}

void WaitGraphPage::laidOut(const GraphShape& shape, const GraphLayout& layout)
{
    m_layingOut = false;
    if (m_view->shapeOf(m_picture) != shape) {
        layOutAnew();
        return;
    }
    m_view->setPicture(m_picture, layout);
    if (!std::exchange(m_fitted, true)) {
        m_view->fitAcross(readableScale);
    }
    chosen();
}

} // namespace konductor::ui
