// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/modelpage.h"

#include "core/api/kinds.h"
#include "ui/delegates/celldelegate.h"
#include "ui/models/roles.h"
#include "ui/pages/pageheading.h"
#include "ui/pages/plaintable.h"
#include "ui/pages/stateview.h"

#include <QHeaderView>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace konductor::ui {

ModelPage::ModelPage(const QString& id, const QString& title, const live::ClusterMirror& mirror, const Clock& clock,
                     QWidget* parent)
    : Page(id, title, parent)
    , m_mirror(mirror)
    , m_clock(clock)
    , m_heading(new PageHeading(title, this))
    , m_stack(new QStackedWidget(this))
    , m_table(new QTableView(this))
    , m_state(new StateView(this))
{
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_state);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_heading);
    layout->addWidget(m_stack, 1);
    connect(m_state, &StateView::offered, this, &Page::offered);
}

void ModelPage::setModel(QAbstractItemModel& model, int widest, const std::vector<int>& widths)
{
    m_table->setModel(&model);
    m_table->setItemDelegate(new CellDelegate(m_mirror, m_clock, m_table));
    makePlain(*m_table, title());
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->setSectionResizeMode(widest, QHeaderView::Stretch);
    const int character = fontMetrics().averageCharWidth();
    for (int column = 0; column < static_cast<int>(widths.size()); ++column) {
        if (column != widest) {
            m_table->setColumnWidth(column, character * widths[static_cast<size_t>(column)]);
        }
    }
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &Page::currentChanged);
    connect(m_table, &QWidget::customContextMenuRequested, this,
            [this](const QPoint& at) { emit menuRequested(m_table->viewport()->mapToGlobal(at)); });
}

int ModelPage::currentRow() const
{
    return m_table->currentIndex().isValid() ? m_table->currentIndex().row() : -1;
}

std::optional<ObjectKey> ModelPage::current() const
{
    const QVariant key = m_table->currentIndex().data(KeyRole);
    return key.isValid() ? std::optional(key.value<ObjectKey>()) : std::nullopt;
}

bool ModelPage::enter()
{
    if (currentRow() < 0 && m_table->model()->rowCount() > 0) {
        m_table->setCurrentIndex(m_table->model()->index(0, 0));
    }
    return currentRow() >= 0;
}

bool ModelPage::select(const ObjectKey& key)
{
    for (int row = 0; row < m_table->model()->rowCount(); ++row) {
        const QModelIndex index = m_table->model()->index(row, 0);
        if (const QVariant found = index.data(KeyRole); found.isValid() && found.value<ObjectKey>() == key) {
            m_table->setCurrentIndex(index);
            return true;
        }
    }
    return false;
}

void ModelPage::tick()
{
    if (isVisible()) {
        refresh();
        m_table->viewport()->update(); // times in the sentences
    }
}

void ModelPage::hideEvent(QHideEvent* event)
{
    setAwake(false);
    Page::hideEvent(event);
}

void ModelPage::showEvent(QShowEvent* event)
{
    setAwake(true);
    refresh();
    Page::showEvent(event);
}

void ModelPage::refresh()
{
    if (!isVisible()) {
        return;
    }
    const std::vector<Kind> kinds(primitiveKinds.begin(), primitiveKinds.end());
    PageState state =
        pageStateOf(title(), kinds, m_mirror, m_table->model()->rowCount(), total(), m_clock.now(), times());
    if (state.phase == PageState::Phase::Empty) {
        state = emptyState(state);
    }
    m_heading->setSummary(summary());
    m_heading->setBand(state.band);
    refreshTools();
    m_state->setState(state);
    QWidget* shown = state.phase == PageState::Phase::Table ? static_cast<QWidget*>(m_table) : m_state;
    if (m_stack->currentWidget() != shown) {
        m_stack->setCurrentWidget(shown);
        setFocusProxy(shown);
    }
}

std::vector<QStringList> ModelPage::selectionAsTable() const
{
    return currentRow() < 0 ? std::vector<QStringList>() : textOf(*m_table, {currentRow()});
}

QString ModelPage::currentCell() const
{
    return m_table->currentIndex().data().toString();
}

} // namespace konductor::ui
