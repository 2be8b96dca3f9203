// SPDX-License-Identifier: Apache-2.0
#include "ui/models/findingsmodel.h"

#include "core/api/kinds.h"
#include "core/base/text.h"
#include "core/base/words.h"
#include "ui/models/columns.h"
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

/// What a person reads; the query knows the English word.
QString severityWord(insight::Severity severity)
{
    switch (severity) {
    case insight::Severity::Error:
        return inWords("Severity", "error");
    case insight::Severity::Warning:
        return inWords("Severity", "warning");
    case insight::Severity::Info:
        break;
    }
    return inWords("Severity", "info");
}

Cell severityCell(insight::Severity severity)
{
    Cell cell{.look = Cell::Look::Chip, .text = severityWord(severity), .sort = static_cast<int>(severity)};
    cell.tone = severity == insight::Severity::Info ? Tone::Neutral : toneOf(severity); // a chip is never plain
    return cell;
}

/// How many wait because of the finding's object.
Cell behindCell(const insight::FindingHead& finding, const insight::Insight& insight)
{
    if (!finding.subject) {
        return {.look = Cell::Look::Number};
    }
    const qint64 behind = insight.behind(finding);
    return {.look = Cell::Look::Number, .text = behind == 0 ? QString() : QString::number(behind), .sort = behind};
}

QString summaryOf(const std::optional<insight::Finding>& finding, Timestamp now)
{
    return finding ? insight::plainText(finding->summary, now) : QString();
}

QStringList holdersIn(const std::optional<insight::Finding>& finding, const QString& about)
{
    QStringList holders{about};
    if (finding) {
        holders.append(finding->mend.holder);
        for (const insight::Span& span : finding->summary) {
            if (span.type == insight::Span::Type::Holder) {
                holders.append(span.key.name);
            }
        }
    }
    return holders;
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
    if (role == KeyRole) {
        const std::optional<ObjectKey>& subject = head(index.row()).subject;
        return subject ? QVariant::fromValue(*subject) : QVariant();
    }
    if (role != Qt::DisplayRole && role != CellRole && role != Qt::ToolTipRole) {
        return {};
    }
    const Cell cell = cellAt(index);
    return role == CellRole       ? QVariant::fromValue(cell)
        : role == Qt::ToolTipRole ? QVariant(cell.text.toHtmlEscaped())
                                  : QVariant(cell.text);
}

Cell FindingsModel::cellAt(const QModelIndex& index) const
{
    const insight::FindingHead& found = head(index.row());
    switch (index.column()) {
    case Severity:
        return severityCell(found.severity);
    case Summary: {
        const std::optional<insight::Finding> told = finding(index.row());
        return {.look = Cell::Look::Name, .text = told ? shownText(told->summary, m_source.now()) : QString()};
    }
    case Namespace:
        return {.look = Cell::Look::Secondary, .text = found.subject ? visibleText(found.subject->ns) : QString()};
    case Since: {
        const std::optional<insight::Finding> told = finding(index.row());
        return told && told->since ? sinceCell(told->since, m_source.now()) : Cell{.look = Cell::Look::Number};
    }
    default:
        return behindCell(found, m_source.insight());
    }
}

QVariant FindingsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole && (section == Behind || section == Since)) {
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
    case Since:
        return tr("For");
    default:
        return tr("Behind it");
    }
}

int FindingsModel::rowOf(const ObjectKey& key) const
{
    const auto row = std::find_if(m_rows.begin(), m_rows.end(),
                                  [&](const insight::FindingHead& head) { return head.subject == key; });
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

bool FindingsModel::passes(const insight::FindingHead& head) const
{
    const ObjectKey subject = head.subject.value_or(ObjectKey());
    if (!m_namespace.isEmpty() && head.subject && subject.ns != m_namespace) {
        return false;
    }
    if (m_filter.isEmpty()) {
        return true;
    }
    const QString kind = head.subject ? kindInfo(subject.kind).name.toString() : QString();
    const QString severity = insight::toString(head.severity);
    const QString text = head.subject ? QString() : summaryOf(m_source.insight().describe(head), m_source.now());
    return m_filter.matches({.name = head.subject ? QStringView(subject.name) : QStringView(text),
                             .ns = subject.ns,
                             .kind = kind,
                             .phase = severity,
                             .findHolders = [&] { return holdersIn(m_source.insight().describe(head), head.about); },
                             .findings =
                                 [&] {
                                     return QStringList{head.rule, severity};
                                 }});
}

void FindingsModel::setAwake(bool awake)
{
    m_awake = awake;
    if (m_awake && m_behind) {
        refresh();
    }
}

void FindingsModel::refresh()
{
    m_behind = !m_awake;
    if (!m_awake) {
        return;
    }
    const std::vector<insight::NotedFinding>& all = m_source.findings();
    if (m_filter.isEmpty() && m_namespace.isEmpty()) {
        merge(all);
        return;
    }
    std::vector<insight::NotedFinding> next;
    std::copy_if(all.begin(), all.end(), std::back_inserter(next),
                 [this](const insight::FindingHead& head) { return passes(head); });
    merge(next);
}

/// Both are in the order of listedBefore(), which is total over what makes a finding the same.
void FindingsModel::merge(const std::vector<insight::NotedFinding>& next)
{
    size_t row = 0;
    size_t i = 0;
    while (row < m_rows.size() || i < next.size()) {
        size_t gone = 0;
        while (row + gone < m_rows.size() && (i == next.size() || insight::listedBefore(m_rows[row + gone], next[i]))) {
            ++gone;
        }
        remove(row, gone);
        size_t added = 0;
        while (i + added < next.size()
               && (row == m_rows.size() || insight::listedBefore(next[i + added], m_rows[row]))) {
            ++added;
        }
        insert(row, std::span(next).subspan(i, added));
        row += added;
        i += added;
        if (row < m_rows.size() && i < next.size() && !insight::listedBefore(m_rows[row], next[i])) {
            if (m_rows[row] != next[i]) {
                m_rows[row] = next[i];
                const int at = static_cast<int>(row);
                emit dataChanged(index(at, 0), index(at, ColumnCount - 1));
            }
            ++row;
            ++i;
        }
    }
}

void FindingsModel::remove(size_t row, size_t count)
{
    if (count > 0) {
        const auto first = m_rows.begin() + static_cast<std::ptrdiff_t>(row);
        beginRemoveRows({}, static_cast<int>(row), static_cast<int>(row + count - 1));
        m_rows.erase(first, first + static_cast<std::ptrdiff_t>(count));
        endRemoveRows();
    }
}

void FindingsModel::insert(size_t row, std::span<const insight::NotedFinding> added)
{
    if (!added.empty()) {
        beginInsertRows({}, static_cast<int>(row), static_cast<int>(row + added.size() - 1));
        m_rows.insert(m_rows.begin() + static_cast<std::ptrdiff_t>(row), added.begin(), added.end());
        endInsertRows();
    }
}

} // namespace konductor::ui
