// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/tablepage.h"

#include "core/base/text.h"
#include "core/base/words.h"
#include "core/insight/query.h"
#include "ui/delegates/celldelegate.h"
#include "ui/models/roles.h"
#include "ui/pages/pageheading.h"
#include "ui/pages/plaintable.h"
#include "ui/pages/rowview.h"
#include "ui/pages/stateview.h"
#include "ui/theme/consolestyle.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/painters.h"

#include <QEvent>
#include <QHeaderView>
#include <QRegularExpression>
#include <QResizeEvent>
#include <QScopedValueRollback>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <cmath>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {
/// Before a header's state: whether a person chose its widths.
const QByteArray ownWidths = "own:";
const QByteArray fittedWidths = "fit:";
/// The summary looks at every object. With more than this it is made once a second, not with each batch.
constexpr qsizetype mostSummedAtOnce = 5'000;

/// Of a filter that nothing passes: what looks like a field and is none ("phse:").
QString unknownField(const QString& filter)
{
    static const QRegularExpression start(u"^-?([a-z]+)[:<>=]"_s, QRegularExpression::CaseInsensitiveOption);
    const QStringList known = insight::Query::fieldNames();
    for (const QString& word : filter.split(u' ', Qt::SkipEmptyParts)) {
        const QString letters = start.match(word).captured(1);
        if (!letters.isEmpty() && std::none_of(known.begin(), known.end(), [&letters](const QString& field) {
                return field.chopped(1).compare(letters, Qt::CaseInsensitive) == 0;
            })) {
            return letters;
        }
    }
    return {};
}
} // namespace

TablePage::TablePage(TableSpec spec, const live::ClusterMirror& mirror, const Clock& clock, QWidget* parent)
    : Page(spec.id, spec.title, parent)
    , m_mirror(mirror)
    , m_clock(clock)
    , m_model(new LiveTableModel(std::move(spec), mirror, clock, this))
    , m_heading(new PageHeading(m_model->spec().title, this))
    , m_stack(new QStackedWidget(this))
    , m_table(new RowView(*m_model, this))
    , m_state(new StateView(this))
{
    buildTable();

    m_stack->addWidget(m_table);
    m_stack->addWidget(m_state);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_heading);
    layout->addWidget(m_stack, 1);

    setFocusProxy(m_table);
    m_model->setAwake(false); // until it is seen
    connect(m_model, &LiveTableModel::contentChanged, this, [this] {
        m_summaryDue = true;
        refreshState();
    });
    connect(&mirror, &live::ClusterMirror::applied, this, [this](const live::ChangeBatch& batch) {
        if (!batch.scopes.empty() || batch.connection) {
            refreshState();
        }
    });
    connect(m_state, &StateView::offered, this, &TablePage::offered);
}

void TablePage::buildTable()
{
    m_table->setItemDelegate(new CellDelegate(m_mirror, m_clock, m_table));
    makePlain(*m_table, m_model->spec().title);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    QHeaderView* header = m_table->horizontalHeader();
    header->setSectionsMovable(true);
    header->setStretchLastSection(true);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this, &TablePage::showColumnMenu);
    header->setSortIndicator(0, Qt::AscendingOrder);
    m_table->setSortingEnabled(true);
    for (int column = 0; column < header->count(); ++column) {
        header->setSectionHidden(column, m_model->spec().columns[static_cast<size_t>(column)].spare);
    }
    fitColumns();
    connect(header, &QHeaderView::sortIndicatorChanged, this, &TablePage::fitColumns); // the arrow takes room
    connect(header, &QHeaderView::sectionResized, this, [this, header](int column) {
        if (!m_fitting && header->visualIndex(column) < header->count() - 1) { // the last one takes what is left
            m_ownWidths = true;
        }
    });
    m_table->viewport()->installEventFilter(this);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &TablePage::currentChanged);
    connect(m_table, &QWidget::customContextMenuRequested, this,
            [this](const QPoint& at) { emit menuRequested(m_table->viewport()->mapToGlobal(at)); });
}

/// The standard widths of those that are seen, until a person chooses others. Where the table has less room, all
/// columns give way a little, so that the last one is not cut; but none becomes narrower than its title.
void TablePage::fitColumns()
{
    if (m_ownWidths) {
        return;
    }
    constexpr double least = 0.68;
    const double character = fontMetrics().averageCharWidth();
    const auto wantedBy = [&](int column) {
        return m_model->spec().columns[static_cast<size_t>(column)].width * character;
    };
    double wanted = 0;
    std::vector<int> seen;
    for (int column = 0; column < m_model->columnCount(); ++column) {
        if (!m_table->isColumnHidden(column)) {
            seen.push_back(column);
            wanted += wantedBy(column);
        }
    }
    double room = m_table->isVisible() ? m_table->viewport()->width() : wanted;
    const double share = std::clamp(room / wanted, least, 1.0);
    const auto isFirm = [this](int column) { return m_model->spec().columns[static_cast<size_t>(column)].firm; };
    const auto isShort = [&](int column) { return isFirm(column) || wantedBy(column) * share < titleWidth(column); };
    const auto leastOf = [&](int column) {
        const int chip = chipsWidth(m_model->spec().columns[static_cast<size_t>(column)], m_table->font());
        const double own = chip == 0 ? wantedBy(column) : wantedBy(column) * share;
        return isFirm(column) ? std::max({titleWidth(column), chip, static_cast<int>(own)}) : titleWidth(column);
    };
    for (const int column : seen) {
        if (isShort(column)) {
            room -= leastOf(column);
            wanted -= wantedBy(column);
        }
    }
    const double ofOthers = wanted > 0 ? std::clamp(room / wanted, least, 1.0) : 1.0;
    const QScopedValueRollback fitting(m_fitting, true);
    for (const int column : seen) {
        m_table->setColumnWidth(column,
                                isShort(column) ? leastOf(column) : static_cast<int>(wantedBy(column) * ofOthers));
    }
}

/// What a column's heading needs, with the arrow where its rows are sorted by it.
int TablePage::titleWidth(int column) const
{
    const QHeaderView* header = m_table->horizontalHeader();
    QFont font = header->font();
    font.setWeight(QFont::DemiBold);
    const QString title = m_model->headerData(column, Qt::Horizontal).toString();
    return QFontMetrics(font).horizontalAdvance(title) + 2 * space::medium
        + (column == header->sortIndicatorSection() ? headerArrow : 0);
}

std::optional<ObjectKey> TablePage::current() const
{
    const QModelIndex index = m_table->currentIndex();
    return index.isValid() ? std::optional(m_model->row(index.row()).target) : std::nullopt;
}

QTableView& TablePage::table()
{
    return *m_table;
}

/// One index a row, in their order on screen.
QModelIndexList TablePage::selectedRows() const
{
    QModelIndexList rows = m_table->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end(), [](const QModelIndex& a, const QModelIndex& b) { return a.row() < b.row(); });
    return rows;
}

std::vector<ObjectKey> TablePage::selected() const
{
    std::vector<ObjectKey> keys;
    for (const QModelIndex& index : selectedRows()) {
        const ObjectKey& key = m_model->row(index.row()).target;
        if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
            keys.push_back(key);
        }
    }
    return keys;
}

std::optional<Link> TablePage::holder() const
{
    const QModelIndex index = m_table->currentIndex();
    if (!m_model->spec().holders || !index.isValid() || !m_model->row(index.row()).hold) {
        return std::nullopt;
    }
    const Row& row = m_model->row(index.row());
    return Link::toHolder(row.target.ns, row.hold->holder);
}

bool TablePage::enter()
{
    if (!current() && m_model->rowCount() > 0) {
        m_table->setCurrentIndex(m_model->index(0, 0));
    }
    return current().has_value();
}

bool TablePage::select(const ObjectKey& key)
{
    const int row = m_model->rowOf(key);
    if (row < 0) {
        return false;
    }
    // Not selectRow(): from right to left Qt looks for the row's cell beyond the last pixel and finds none.
    const QModelIndex cell = m_model->index(row, 0);
    m_table->setCurrentIndex(cell);
    m_table->selectionModel()->select(cell, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_table->scrollTo(m_model->index(row, 0));
    return true;
}

void TablePage::setFilter(const QString& text)
{
    m_unknownField = unknownField(text);
    m_summaryDue = true;
    m_model->setFilter(text);
    refreshState();
}

/// What is wrong with the filter stands above the rows that it did not filter, or in the place of those it hid.
void TablePage::tellOfFilter(PageState& state) const
{
    if (const QStringList& problems = m_model->query().problems(); !problems.isEmpty()) {
        const QString words = tr("In the filter: %1").arg(visibleText(problems.join(u"; "_s)));
        state.band = state.band.isEmpty() ? words : state.band + u' ' + words;
    }
    if (!m_unknownField.isEmpty() && state.phase == PageState::Phase::NothingMatches) {
        state.text +=
            u' ' + tr("The filter has no field %1: it was looked for as a word.").arg(isolated(m_unknownField));
    }
}

void TablePage::setNamespace(const QString& ns)
{
    m_model->setNamespace(ns);
}

void TablePage::setTimes(const TimeStyle& times)
{
    Page::setTimes(times);
    m_model->setTimes(times);
    refreshState();
}

void TablePage::tick()
{
    if (isVisible()) {
        const auto [first, last] = m_table->visibleRows();
        m_model->tick(first, last);
        m_summaryDue = m_summaryDue || m_mirror.objects().count() <= mostSummedAtOnce; // what expires counts no more
        refreshState();
        refreshSummary();
    }
}

void TablePage::showEvent(QShowEvent* event)
{
    m_model->setAwake(true);
    refreshState();
    refreshSummary();
    Page::showEvent(event);
}

void TablePage::hideEvent(QHideEvent* event)
{
    m_model->setAwake(false);
    Page::hideEvent(event);
}

void TablePage::refreshSummary()
{
    if (!std::exchange(m_summaryDue, false)) {
        return;
    }
    const qsizetype shown = m_model->rowCount();
    QStringList parts;
    if (shown != m_model->total()) {
        parts.append(tr("%1 of %2").arg(shown).arg(m_model->total()));
    } else if (!m_model->spec().holders) {
        parts.append(QString::number(shown));
    }
    parts.append(m_model->summary());
    m_heading->setSummary(m_model->total() == 0 ? QString() : parts.join(u" · "_s));
}

void TablePage::refreshState()
{
    if (!isVisible()) {
        return;
    }
    if (m_mirror.objects().count() <= mostSummedAtOnce) {
        refreshSummary();
    }
    PageState state = pageStateOf(m_model->spec().title, m_model->spec().kinds, m_mirror, m_model->rowCount(),
                                  m_model->total(), m_clock.now(), times());
    tellOfFilter(state);
    if (state == m_shown) {
        return;
    }
    m_shown = state;
    m_heading->setBand(state.band);
    m_state->setState(state);
    QWidget* shown = state.phase == PageState::Phase::Table ? static_cast<QWidget*>(m_table) : m_state;
    const bool focused = m_stack->currentWidget()->hasFocus(); // hiding a widget would send its focus elsewhere
    m_stack->setCurrentWidget(shown);
    setFocusProxy(shown);
    if (focused) {
        shown->setFocus(Qt::OtherFocusReason);
    }
}

bool TablePage::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Enter || event->type() == QEvent::Leave) {
        m_model->setOrderHeld(event->type() == QEvent::Enter);
    } else if (event->type() == QEvent::Resize) {
        const auto* resize = static_cast<QResizeEvent*>(event);
        if (resize->size().width() != resize->oldSize().width()) {
            fitColumns();
        }
    }
    return Page::eventFilter(watched, event);
}

/// Columns that are hidden, or moved elsewhere, are so in what is copied, too.
std::vector<QStringList> TablePage::selectionAsTable() const
{
    std::vector<int> rows;
    for (const QModelIndex& index : selectedRows()) {
        rows.push_back(index.row());
    }
    return textOf(*m_table, rows);
}

QString TablePage::currentCell() const
{
    return m_table->currentIndex().data().toString();
}

QByteArray TablePage::headerState() const
{
    return (m_ownWidths ? ownWidths : fittedWidths) + m_table->horizontalHeader()->saveState();
}

/// One of an earlier version does not say whose its widths are: they stay.
void TablePage::restoreHeaderState(const QByteArray& state)
{
    const bool fitted = state.startsWith(fittedWidths);
    const bool marked = fitted || state.startsWith(ownWidths);
    const bool before = std::exchange(m_ownWidths, m_ownWidths || !fitted); // Qt tells of the sorting before it is done
    {
        const QScopedValueRollback fitting(m_fitting, true); // no width of these is chosen now
        if (!m_table->horizontalHeader()->restoreState(marked ? state.sliced(ownWidths.size()) : state)) {
            m_ownWidths = before;
        }
    }
    fitColumns();
}

} // namespace konductor::ui
