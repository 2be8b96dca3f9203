// SPDX-License-Identifier: Apache-2.0
#include "ui/models/findingsmodel.h"

#include "core/api/kinds.h"
#include "core/base/text.h"
#include "ui/models/cell.h"
#include "ui/models/roles.h"
#include "ui/widgets/severitytone.h"

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestText = 400;

QString shownText(const insight::Sentence& sentence, Timestamp now)
{
    return visibleText(elided(insight::plainText(sentence, now), longestText));
}

Cell severityCell(insight::Severity severity)
{
    Cell cell{.look = Cell::Look::Chip, .text = insight::toString(severity), .sort = static_cast<int>(severity)};
    cell.tone = severity == insight::Severity::Info ? Tone::Neutral : toneOf(severity); // a chip is never plain
    return cell;
}

/// How many wait because of the finding's object.
Cell behindCell(const insight::Finding& finding, const insight::WaitGraph& graph)
{
    if (!finding.subject) {
        return {.look = Cell::Look::Number};
    }
    const auto behind = static_cast<qint64>(graph.waitingBecauseOf({insight::WaitNode::of(*finding.subject)}).size());
    return {.look = Cell::Look::Number, .text = behind == 0 ? QString() : QString::number(behind), .sort = behind};
}

} // namespace

FindingsModel::FindingsModel(const ClusterInsight& source, QObject* parent)
    : QAbstractTableModel(parent)
    , m_source(source)
    , m_filter(insight::Query::parse({}))
{
    connect(&source, &ClusterInsight::changed, this, &FindingsModel::refresh);
    refresh();
}

int FindingsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant FindingsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const insight::Finding& found = finding(index.row());
    if (role == KeyRole) {
        return found.subject ? QVariant::fromValue(*found.subject) : QVariant();
    }
    if (role != Qt::DisplayRole && role != CellRole && role != Qt::ToolTipRole) {
        return {};
    }
    Cell cell;
    switch (index.column()) {
    case Severity:
        cell = severityCell(found.severity);
        break;
    case Summary:
        cell = {.look = Cell::Look::Name, .text = shownText(found.summary, m_source.now())};
        break;
    case Namespace:
        cell = {.look = Cell::Look::Secondary, .text = found.subject ? visibleText(found.subject->ns) : QString()};
        break;
    default:
        cell = behindCell(found, m_source.insight().graph());
    }
    return role == CellRole       ? QVariant::fromValue(cell)
        : role == Qt::ToolTipRole ? QVariant(cell.text.toHtmlEscaped())
                                  : QVariant(cell.text);
}

QVariant FindingsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole && section == Behind) {
        return int(Qt::AlignRight | Qt::AlignVCenter);
    }
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Severity:
        return tr("Severity");
    case Summary:
        return tr("What is wrong");
    case Namespace:
        return tr("Namespace");
    default:
        return tr("Behind it");
    }
}

int FindingsModel::rowOf(const ObjectKey& key) const
{
    const auto row = std::find_if(m_rows.begin(), m_rows.end(),
                                  [&](const insight::Finding& finding) { return finding.subject == key; });
    return row == m_rows.end() ? -1 : static_cast<int>(row - m_rows.begin());
}

void FindingsModel::setFilter(const QString& text)
{
    m_filter = insight::Query::parse(text);
    refresh();
}

void FindingsModel::setNamespace(const QString& ns)
{
    m_namespace = ns;
    refresh();
}

bool FindingsModel::passes(const insight::Finding& finding) const
{
    const ObjectKey subject = finding.subject.value_or(ObjectKey());
    if (!m_namespace.isEmpty() && finding.subject && subject.ns != m_namespace) {
        return false;
    }
    if (m_filter.isEmpty()) {
        return true;
    }
    const QString text = insight::plainText(finding.summary, m_source.now());
    const QString kind = finding.subject ? kindInfo(subject.kind).name.toString() : QString();
    QStringList holders{finding.about, finding.mend.holder};
    for (const insight::Span& span : finding.summary) {
        if (span.type == insight::Span::Type::Holder) {
            holders.append(span.key.name);
        }
    }
    const QString severity = insight::toString(finding.severity);
    return m_filter.matches({.name = finding.subject ? QStringView(subject.name) : QStringView(text),
                             .ns = subject.ns,
                             .kind = kind,
                             .phase = severity,
                             .holders = holders,
                             .findings = [&] {
                                 return QStringList{finding.rule, severity};
                             }});
}

void FindingsModel::refresh()
{
    std::vector<insight::Finding> next;
    for (const insight::Finding& finding : m_source.findings()) {
        if (passes(finding)) {
            next.push_back(finding);
        }
    }
    merge(std::move(next));
}

/// Both are in the order of listedBefore(), which is total over what makes a finding the same.
void FindingsModel::merge(std::vector<insight::Finding> next)
{
    size_t row = 0;
    for (insight::Finding& finding : next) {
        while (row < m_rows.size() && insight::listedBefore(m_rows[row], finding)) {
            const int at = static_cast<int>(row);
            beginRemoveRows({}, at, at);
            m_rows.erase(m_rows.begin() + at);
            endRemoveRows();
        }
        const int at = static_cast<int>(row);
        if (row == m_rows.size() || insight::listedBefore(finding, m_rows[row])) {
            beginInsertRows({}, at, at);
            m_rows.insert(m_rows.begin() + at, std::move(finding));
            endInsertRows();
        } else if (!(m_rows[row] == finding)) {
            m_rows[row] = std::move(finding);
            emit dataChanged(index(at, 0), index(at, ColumnCount - 1));
        }
        ++row;
    }
    if (row < m_rows.size()) {
        beginRemoveRows({}, static_cast<int>(row), rowCount() - 1);
        m_rows.resize(row);
        endRemoveRows();
    }
}

} // namespace konductor::ui
