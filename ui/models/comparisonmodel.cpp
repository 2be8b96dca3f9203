// SPDX-License-Identifier: Apache-2.0
#include "ui/models/comparisonmodel.h"

#include "core/base/text.h"
#include "core/base/words.h"

#include <algorithm>
#include <set>

namespace konductor::ui {

using namespace Qt::StringLiterals;
using insight::WaitNode;
using snapshot::FieldChange;
using snapshot::HolderStep;
using snapshot::ObjectStep;

namespace {

constexpr qsizetype longestText = 160;
constexpr qsizetype longestToolTip = 2'000;
constexpr quintptr topLevel = 0; ///< A field's row carries the number of the row above it, from 1.

/// What belongs to a primitive is drawn as it.
QString glyphOf(const WaitNode& node)
{
    if (node.isHolder()) {
        return u"holders"_s;
    }
    switch (*node.kind) {
    case Kind::Permit:
        return kindInfo(Kind::Semaphore).singular.toString();
    case Kind::Arrival:
        return kindInfo(Kind::Barrier).singular.toString();
    case Kind::LeaseRequest:
        return kindInfo(Kind::Lease).singular.toString();
    default:
        return kindInfo(*node.kind).singular.toString();
    }
}

bool isMadeAnew(const ObjectStep& step)
{
    return std::any_of(step.fields.begin(), step.fields.end(),
                       [](const FieldChange& field) { return field.path == "/metadata/uid"_L1; });
}

int versionOf(const ObjectStep& step)
{
    const auto place = std::find_if(step.fields.begin(), step.fields.end(), [](const FieldChange& field) {
        return field.path == "/metadata/resourceVersion"_L1;
    });
    return step.fields.size() < 2 || place == step.fields.end() ? -1 : static_cast<int>(place - step.fields.begin());
}

QString sideOf(const ObjectStep& step, int fields, bool after)
{
    switch (step.type) {
    case ObjectStep::Type::Added:
        return after ? ComparisonModel::tr("added") : QString();
    case ObjectStep::Type::Gone:
        return after ? ComparisonModel::tr("gone") : QString();
    case ObjectStep::Type::Changed:
        break;
    }
    return !after          ? QString()
        : isMadeAnew(step) ? ComparisonModel::tr("made anew under the same name")
                           : inWords("Headlines", "%n fields changed", "1 field changed", fields);
}

/// For a person; the words of the file are for programs.
QString verdictWord(insight::HolderVerdict::State state)
{
    using State = insight::HolderVerdict::State;
    switch (state) {
    case State::Unknown:
        return ComparisonModel::tr("unknown");
    case State::Running:
        return ComparisonModel::tr("running");
    case State::Restarting:
        return ComparisonModel::tr("restarting");
    case State::Finished:
        return ComparisonModel::tr("finished");
    case State::Gone:
        return ComparisonModel::tr("gone");
    case State::NeverSeen:
        return ComparisonModel::tr("never seen");
    case State::Ambiguous:
        return ComparisonModel::tr("several of that name");
    }
    Q_UNREACHABLE();
}

QString sideOf(const std::optional<snapshot::HolderFact>& fact, const TimeStyle& times)
{
    if (!fact) {
        return ComparisonModel::tr("not named");
    }
    const QString word = verdictWord(fact->verdict.state);
    return fact->verdict.since ? ComparisonModel::tr("%1 since %2").arg(word, exactTime(*fact->verdict.since, times))
                               : word;
}

QString sideOf(const QJsonValue& value, qsizetype longest)
{
    return value.isUndefined() ? ComparisonModel::tr("(absent)") : visibleText(snapshot::readableValue(value, longest));
}

} // namespace

void ComparisonModel::setDifference(std::shared_ptr<const snapshot::Difference> difference, const TimeStyle& times)
{
    m_times = times;
    m_difference = std::move(difference);
    m_headline = nullptr;
    m_words.clear();
    fill();
}

void ComparisonModel::setHeadline(const snapshot::Headline* headline)
{
    m_headline = headline;
    fill();
}

void ComparisonModel::setFilter(const QString& words)
{
    m_words = words.split(u' ', Qt::SkipEmptyParts);
    fill();
}

qsizetype ComparisonModel::total() const
{
    return m_difference ? static_cast<qsizetype>(m_difference->objects.size() + m_difference->holders.size()) : 0;
}

void ComparisonModel::fill()
{
    beginResetModel();
    m_rows.clear();
    std::set<WaitNode> still; // what the headline speaks of and has no step of its own
    if (m_headline) {
        still.insert(m_headline->about.begin(), m_headline->about.end());
    }
    const bool all = still.empty();
    const auto take = [&](const Row& row) {
        if ((all || still.erase(row.node) > 0) && passes(row)) {
            m_rows.push_back(row);
        }
    };
    if (m_difference) {
        for (const ObjectStep& step : m_difference->objects) {
            take({WaitNode::of(step.key), &step, nullptr, versionOf(step)});
        }
        for (const HolderStep& step : m_difference->holders) {
            take({WaitNode::holder(step.holder().first, step.holder().second), nullptr, &step, -1});
        }
    }
    for (const WaitNode& node : still) {
        if (const Row row{node, nullptr, nullptr, -1}; passes(row)) {
            m_rows.push_back(row);
        }
    }
    endResetModel();
}

int ComparisonModel::Row::fields() const
{
    return object ? static_cast<int>(object->fields.size()) - (version >= 0 ? 1 : 0) : 0;
}

bool ComparisonModel::passes(const Row& row) const
{
    return std::all_of(m_words.begin(), m_words.end(), [&](const QString& word) {
        for (const int column : {What, Namespace, Before, After}) {
            if (text(row, column).contains(word, Qt::CaseInsensitive)) {
                return true;
            }
        }
        return row.object
            && std::any_of(row.object->fields.begin(), row.object->fields.end(), [&](const FieldChange& field) {
                   return fieldText(field, What, longestText).contains(word, Qt::CaseInsensitive)
                       || fieldText(field, Before, longestText).contains(word, Qt::CaseInsensitive)
                       || fieldText(field, After, longestText).contains(word, Qt::CaseInsensitive);
               });
    });
}

QString ComparisonModel::text(const Row& row, int column) const
{
    switch (column) {
    case What: {
        const QString kind = row.node.kind ? kindInfo(*row.node.kind).name.toString() : tr("Holder");
        return kind + u' ' + visibleText(elided(row.node.name, longestText));
    }
    case Namespace:
        return visibleText(elided(row.node.ns, longestText));
    default:
        break;
    }
    const bool after = column == After;
    return row.object ? sideOf(*row.object, row.fields(), after)
        : row.holder  ? sideOf(after ? row.holder->after : row.holder->before, m_times)
        : after       ? tr("as it was; what it means has changed")
                      : QString();
}

QString ComparisonModel::fieldText(const FieldChange& field, int column, qsizetype longest)
{
    switch (column) {
    case What:
        return visibleText(elided(snapshot::readablePath(field.path), longest));
    case Before:
        return sideOf(field.before, longest);
    case After:
        return sideOf(field.after, longest);
    default:
        return {};
    }
}

Link ComparisonModel::linkOf(const QModelIndex& index) const
{
    const WaitNode& node = rowOf(index).node;
    return node.isHolder() ? Link::toHolder(node.ns, node.name) : Link(node.key());
}

bool ComparisonModel::isInTheLater(const QModelIndex& index) const
{
    const Row& row = rowOf(index);
    return row.object ? row.object->type != ObjectStep::Type::Gone : !row.holder || row.holder->after;
}

const ComparisonModel::Row& ComparisonModel::rowOf(const QModelIndex& index) const
{
    const auto row = index.internalId() == topLevel ? static_cast<quintptr>(index.row()) : index.internalId() - 1;
    return m_rows[row];
}

const FieldChange* ComparisonModel::fieldOf(const QModelIndex& index) const
{
    if (index.internalId() == topLevel) {
        return nullptr;
    }
    const Row& row = rowOf(index);
    const int place = index.row() + (row.version >= 0 && index.row() >= row.version ? 1 : 0);
    return &row.object->fields[static_cast<size_t>(place)];
}

QModelIndex ComparisonModel::index(int row, int column, const QModelIndex& parent) const
{
    if (row < 0 || column < 0 || column >= ColumnCount || row >= rowCount(parent)) {
        return {};
    }
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : topLevel);
}

QModelIndex ComparisonModel::parent(const QModelIndex& index) const
{
    return !index.isValid() || index.internalId() == topLevel
        ? QModelIndex()
        : createIndex(static_cast<int>(index.internalId()) - 1, 0, topLevel);
}

int ComparisonModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid()) {
        return static_cast<int>(m_rows.size());
    }
    return parent.internalId() == topLevel && parent.column() == 0 ? rowOf(parent).fields() : 0;
}

QVariant ComparisonModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const Row& row = rowOf(index);
    const FieldChange* field = fieldOf(index);
    switch (role) {
    case Qt::DisplayRole:
        return field ? fieldText(*field, index.column(), longestText) : text(row, index.column());
    case Qt::ToolTipRole: // Qt takes what looks like markup for markup
        return (field ? fieldText(*field, index.column(), longestToolTip) : text(row, index.column())).toHtmlEscaped();
    case GlyphRole:
        return field || index.column() != What ? QVariant() : QVariant(glyphOf(row.node));
    case ToneRole:
        return QVariant::fromValue(static_cast<int>(
            index.column() == Namespace || (!field && index.column() > Namespace) ? Tone::Neutral : Tone::Plain));
    default:
        return {};
    }
}

QVariant ComparisonModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case What:
        return tr("What");
    case Namespace:
        return tr("Namespace");
    case Before:
        return tr("Before");
    default:
        return tr("After");
    }
}

QString cautionOf(const snapshot::Difference& difference)
{
    const snapshot::Snapshot& from = difference.from;
    const snapshot::Snapshot& to = difference.to;
    QStringList sentences;
    if (from.redacted != to.redacted) {
        sentences.append(ComparisonModel::tr("Names are hidden in the %1 one: the same object looks like two.")
                             .arg(from.redacted ? ComparisonModel::tr("earlier") : ComparisonModel::tr("later")));
    } else if (from.context != to.context) {
        sentences.append(ComparisonModel::tr("These are two clusters: %1 and %2.")
                             .arg(visibleText(from.context), visibleText(to.context)));
    }
    if (from.selection != to.selection || from.namespaces != to.namespaces) {
        sentences.append(ComparisonModel::tr("One of them has a part of the cluster only: what is added or gone may "
                                             "only not have been chosen."));
    }
    return sentences.join(u' ');
}

} // namespace konductor::ui
