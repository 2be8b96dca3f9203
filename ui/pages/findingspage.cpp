// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/findingspage.h"

#include "core/api/kinds.h"
#include "ui/delegates/celldelegate.h"
#include "ui/pages/pageheading.h"
#include "ui/pages/plaintable.h"
#include "ui/pages/stateview.h"
#include "ui/panels/insightdetails.h"

#include <QHeaderView>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace konductor::ui {

using namespace Qt::StringLiterals;

FindingsPage::FindingsPage(const ClusterInsight& source, const live::ClusterMirror& mirror, const Clock& clock,
                           QWidget* parent)
    : Page(u"findings"_s, tr("Findings"), parent)
    , m_source(source)
    , m_mirror(mirror)
    , m_clock(clock)
    , m_model(new FindingsModel(source, this))
    , m_heading(new PageHeading(title(), this))
    , m_mendAll(new QPushButton(tr("Mend all…"), this))
    , m_stack(new QStackedWidget(this))
    , m_table(new QTableView(this))
    , m_state(new StateView(this))
{
    buildTable();
    m_heading->addTool(m_mendAll);
    connect(m_mendAll, &QPushButton::clicked, this, &FindingsPage::mendAllRequested);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_state);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_heading);
    layout->addWidget(m_stack, 1);
    connect(&source, &ClusterInsight::changed, this, &FindingsPage::refresh);
    connect(m_state, &StateView::offered, this, &Page::offered);
}

void FindingsPage::buildTable()
{
    m_table->setModel(m_model);
    m_table->setItemDelegate(new CellDelegate(m_mirror, m_clock, m_table));
    makePlain(*m_table, title());
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->setSectionResizeMode(FindingsModel::Summary, QHeaderView::Stretch);
    const int character = fontMetrics().averageCharWidth();
    m_table->setColumnWidth(FindingsModel::Severity, character * 14);
    m_table->setColumnWidth(FindingsModel::Namespace, character * 14);
    m_table->setColumnWidth(FindingsModel::Behind, character * 11);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &Page::currentChanged);
    connect(m_table, &QWidget::customContextMenuRequested, this,
            [this](const QPoint& at) { emit menuRequested(m_table->viewport()->mapToGlobal(at)); });
}

std::optional<ObjectKey> FindingsPage::current() const
{
    const QModelIndex index = m_table->currentIndex();
    return index.isValid() ? m_model->finding(index.row()).subject : std::nullopt;
}

/// A finding about no single object is shown itself.
std::optional<DetailsContent> FindingsPage::details(Timestamp now) const
{
    const QModelIndex index = m_table->currentIndex();
    if (!index.isValid() || m_model->finding(index.row()).subject) {
        return std::nullopt;
    }
    const insight::Finding& finding = m_model->finding(index.row());
    DetailsContent content;
    content.title = tr("The cluster as a whole");
    content.sections.push_back(findingSection(finding, now, m_mirror.connection().readOnly));
    return content;
}

const insight::Finding* FindingsPage::finding() const
{
    const QModelIndex index = m_table->currentIndex();
    return index.isValid() ? &m_model->finding(index.row()) : nullptr;
}

bool FindingsPage::enter()
{
    if (!m_table->currentIndex().isValid() && m_model->rowCount() > 0) {
        m_table->setCurrentIndex(m_model->index(0, 0));
    }
    return m_table->currentIndex().isValid();
}

bool FindingsPage::select(const ObjectKey& key)
{
    const int row = m_model->rowOf(key);
    if (row >= 0) {
        m_table->setCurrentIndex(m_model->index(row, 0));
    }
    return row >= 0;
}

void FindingsPage::tick()
{
    if (isVisible()) {
        refresh();
        m_table->viewport()->update(); // times in the sentences
    }
}

void FindingsPage::showEvent(QShowEvent* event)
{
    refresh();
    Page::showEvent(event);
}

void FindingsPage::refresh()
{
    if (!isVisible()) {
        return;
    }
    const auto total = static_cast<qsizetype>(m_source.findings().size());
    const std::vector<Kind> kinds(primitiveKinds.begin(), primitiveKinds.end());
    PageState state = pageStateOf(title(), kinds, m_mirror, m_model->rowCount(), total, m_clock.now());
    if (state.phase == PageState::Phase::Empty) {
        state.title = tr("Nothing is wrong");
        state.text = tr("No rule found anything odd in what is seen of the cluster.");
    }
    m_heading->setSummary(findingsSummary(m_source.findings()));
    m_heading->setBand(state.band);
    m_mendAll->setVisible(!shown().empty());
    m_mendAll->setEnabled(!m_mirror.connection().readOnly);
    m_mendAll->setToolTip(m_mirror.connection().readOnly ? tr("The connection is read-only.") : QString());
    m_state->setState(state);
    QWidget* shown = state.phase == PageState::Phase::Table ? static_cast<QWidget*>(m_table) : m_state;
    if (m_stack->currentWidget() != shown) {
        m_stack->setCurrentWidget(shown);
        setFocusProxy(shown);
    }
}

QString FindingsPage::selectionAsText() const
{
    const QModelIndex index = m_table->currentIndex();
    if (!index.isValid()) {
        return {};
    }
    QStringList cells;
    for (int column = 0; column < m_model->columnCount(); ++column) {
        cells.append(m_model->index(index.row(), column).data().toString());
    }
    return cells.join(u'\t');
}

QString findingsSummary(const std::vector<insight::Finding>& findings)
{
    const auto count = [&](insight::Severity severity) {
        return static_cast<int>(std::count_if(findings.begin(), findings.end(),
                                              [&](const insight::Finding& f) { return f.severity == severity; }));
    };
    const int errors = count(insight::Severity::Error);
    const int warnings = count(insight::Severity::Warning);
    const int infos = count(insight::Severity::Info);
    QStringList parts;
    if (errors > 0) {
        parts.append(errors == 1 ? u"1 error"_s : u"%1 errors"_s.arg(errors));
    }
    if (warnings > 0) {
        parts.append(warnings == 1 ? u"1 warning"_s : u"%1 warnings"_s.arg(warnings));
    }
    if (infos > 0) {
        parts.append(infos == 1 ? u"1 remark"_s : u"%1 remarks"_s.arg(infos));
    }
    return parts.join(u" · "_s);
}

} // namespace konductor::ui
