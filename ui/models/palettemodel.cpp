// SPDX-License-Identifier: Apache-2.0
#include "ui/models/palettemodel.h"

#include "core/api/kinds.h"
#include "core/base/text.h"
#include "core/insight/relations.h"
#include "ui/models/columns.h"
#include "ui/models/roles.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestText = 120;
constexpr size_t usualNames = 40; ///< Of an object, together.
constexpr int commandBonus = 150; ///< There are few of them, and they are asked for by their names.
constexpr int surely = 450; ///< More than an abbreviation.
constexpr int elsewherePenalty = 30; ///< What is in another cluster stands behind what is like it in this one.
constexpr int holderPenalty = 10; ///< A primitive of the same name stands before its holder.
constexpr int memberPenalty = 120; ///< Permits, arrivals and requests stand behind what they belong to.

QString shown(const QString& text)
{
    return visibleText(elided(text, longestText));
}

QStringView kindWord(std::optional<Kind> kind)
{
    return kind ? QStringView(kindInfo(*kind).singular) : QStringView(u"holder");
}

quint64 kindLetters(std::optional<Kind> kind)
{
    static const std::array<quint64, kindCount + 1> letters = [] {
        std::array<quint64, kindCount + 1> made{};
        for (size_t i = 0; i < kindCount; ++i) {
            made[i] = FuzzyPattern::lettersOf(kindWord(static_cast<Kind>(i)));
        }
        made[kindCount] = FuzzyPattern::lettersOf(kindWord(std::nullopt));
        return made;
    }();
    return letters[kind ? static_cast<size_t>(*kind) : kindCount];
}

} // namespace

PaletteModel::PaletteModel(const live::ClusterMirror& mirror, QObject* parent)
    : QAbstractListModel(parent)
    , m_mirror(mirror)
{
    connect(&mirror, &live::ClusterMirror::applied, this, &PaletteModel::take);
}

void PaletteModel::begin(std::vector<PaletteCommand> commands, std::vector<PaletteSource> others)
{
    beginResetModel();
    m_open = true;
    m_isRead = false;
    m_commands = std::move(commands);
    m_others = std::move(others);
    m_things.clear();
    m_text.clear();
    m_holders.assign(m_others.size() + 1, {});
    showCommands();
    endResetModel();
    QMetaObject::invokeMethod(this, &PaletteModel::readObjects, Qt::QueuedConnection);
}

void PaletteModel::readObjects()
{
    if (!m_open || std::exchange(m_isRead, true)) {
        return;
    }
    qsizetype count = m_mirror.objects().count();
    for (const PaletteSource& other : m_others) {
        count += other.mirror->objects().count();
    }
    m_things.reserve(2 * static_cast<size_t>(count)); // each may name a holder
    m_text.reserve(2 * static_cast<size_t>(count) * usualNames);
    readFrom(m_mirror, 0);
    for (size_t i = 0; i < m_others.size(); ++i) {
        readFrom(*m_others[i].mirror, static_cast<quint16>(i + 1));
    }
}

void PaletteModel::readFrom(const live::ClusterMirror& mirror, quint16 source)
{
    m_holders[source].reserve(mirror.objects().count(Kind::Permit));
    for (const Kind kind : konductorKinds) {
        mirror.objects().forEach(kind, [this, source](const ObjectPtr& object) {
            add(object->kind, object->meta.ns, object->meta.name, source);
            addHolders(*object, source);
        });
    }
}

void PaletteModel::end()
{
    beginResetModel();
    m_open = false;
    m_isRead = false;
    m_commands.clear();
    m_others.clear();
    m_things = {};
    m_text = {};
    m_holders = {};
    m_candidates = {};
    m_rows.clear();
    m_total = 0;
    m_typed.clear();
    m_pattern = {};
    endResetModel();
}

void PaletteModel::addHolders(const Object& object, quint16 source)
{
    QSet<insight::Place>& known = m_holders[source];
    for (const QString& holder : insight::holdersNamedBy(object)) {
        const qsizetype before = known.size();
        if (known.insert({object.meta.ns, holder}); known.size() > before) {
            add(std::nullopt, object.meta.ns, holder, source);
        }
    }
}

void PaletteModel::add(std::optional<Kind> kind, QStringView ns, QStringView name, quint16 source)
{
    m_things.push_back({m_text.size(), static_cast<quint32>(name.size()), static_cast<quint32>(ns.size()), kind, source,
                        FuzzyPattern::lettersOf(name), FuzzyPattern::lettersOf(ns)});
    m_text.append(name.utf16(), static_cast<size_t>(name.size()));
    m_text.append(ns.utf16(), static_cast<size_t>(ns.size()));
}

/// What is new in the own cluster can be found by the next search. What is gone is passed over then, see showBest().
void PaletteModel::take(const live::ChangeBatch& batch)
{
    if (!m_isRead) {
        return;
    }
    for (const live::Change& change : batch.changes) {
        if (!change.after || change.after->kind == Kind::Job) {
            continue;
        }
        const auto first = static_cast<quint32>(m_things.size());
        if (!change.before) {
            add(change.after->kind, change.after->meta.ns, change.after->meta.name, 0);
        }
        addHolders(*change.after, 0);
        for (auto added = first; added < m_things.size(); ++added) {
            m_candidates.push_back(added);
        }
    }
}

QStringView PaletteModel::nameOf(const Thing& thing) const
{
    return {m_text.data() + thing.text, thing.nameSize};
}

QStringView PaletteModel::nsOf(const Thing& thing) const
{
    return {m_text.data() + thing.text + thing.nameSize, thing.nsSize};
}

Link PaletteModel::linkOf(const Thing& thing) const
{
    Link link = Link::toHolder(nsOf(thing).toString(), nameOf(thing).toString());
    link.kind = thing.kind;
    return link;
}

/// Null: it is gone, or a holder.
ObjectPtr PaletteModel::objectOf(const Thing& thing) const
{
    return thing.kind ? mirrorOf(thing).objects().find({*thing.kind, nsOf(thing).toString(), nameOf(thing).toString()})
                      : nullptr;
}

const PaletteModel::Thing* PaletteModel::thingOf(quint32 number) const
{
    return number < m_commands.size() ? nullptr : &m_things[number - m_commands.size()];
}

const live::ClusterMirror& PaletteModel::mirrorOf(const Thing& thing) const
{
    return thing.source == 0 ? m_mirror : *m_others[thing.source - 1U].mirror;
}

/// Where it belongs helps to tell it from others, and does not find it alone.
std::optional<int> PaletteModel::scoreOf(const PaletteCommand& command) const
{
    const auto score = m_pattern.score({{command.text}, {command.group}});
    if (!score || m_pattern.places(command.text).empty()) {
        return std::nullopt;
    }
    return *score >= surely ? *score + commandBonus : *score;
}

std::optional<int> PaletteModel::scoreOf(const Thing& thing) const
{
    const quint64 ofKind = kindLetters(thing.kind);
    if (((thing.nameLetters | thing.nsLetters | ofKind) & m_pattern.letters()) != m_pattern.letters()) {
        return std::nullopt;
    }
    const auto score = m_pattern.score(
        {{nameOf(thing), thing.nameLetters}, {nsOf(thing), thing.nsLetters}, {kindWord(thing.kind), ofKind}});
    const int behind = !thing.kind ? holderPenalty : kindInfo(*thing.kind).parent ? memberPenalty : 0;
    const int penalty = behind + (thing.source > 0 ? elsewherePenalty : 0);
    return score ? std::optional(*score - penalty) : score;
}

bool PaletteModel::isBetter(const Hit& a, const Hit& b) const
{
    if (a.score != b.score) {
        return a.score > b.score;
    }
    const Thing* left = thingOf(a.number);
    const Thing* right = thingOf(b.number);
    if (left && right) {
        const int names = nameOf(*left).compare(nameOf(*right));
        const int order = names != 0 ? names : nsOf(*left).compare(nsOf(*right));
        return order != 0 ? order < 0 : a.number < b.number;
    }
    return a.number < b.number; // commands as they stand in their menus, before objects
}

void PaletteModel::search(const QString& typed)
{
    readObjects();
    beginResetModel();
    const bool narrows = !m_pattern.isEmpty() && typed.startsWith(m_typed);
    m_typed = typed;
    m_pattern = FuzzyPattern(typed);
    if (m_pattern.isEmpty()) {
        showCommands();
        endResetModel();
        return;
    }
    if (!narrows) {
        m_candidates.resize(m_things.size());
        std::iota(m_candidates.begin(), m_candidates.end(), 0U);
    }
    std::vector<Hit> hits;
    look(hits);
    showBest(std::move(hits));
    endResetModel();
}

void PaletteModel::look(std::vector<Hit>& hits)
{
    const auto commands = static_cast<quint32>(m_commands.size());
    for (quint32 i = 0; i < commands; ++i) {
        if (const auto score = scoreOf(m_commands[i])) {
            hits.push_back({*score, i});
        }
    }
    hits.reserve(hits.size() + m_candidates.size());
    std::vector<quint32> fitting;
    fitting.reserve(m_candidates.size());
    for (const quint32 thing : m_candidates) {
        if (const auto score = scoreOf(m_things[thing])) {
            fitting.push_back(thing);
            hits.push_back({*score, commands + thing});
        }
    }
    m_candidates = std::move(fitting);
}

void PaletteModel::showCommands()
{
    m_typed.clear();
    m_pattern = {};
    m_rows.resize(m_commands.size());
    std::iota(m_rows.begin(), m_rows.end(), 0U);
    m_total = static_cast<qsizetype>(m_rows.size());
}

void PaletteModel::showBest(std::vector<Hit> hits)
{
    // Some of the best may be gone or be there twice: deleted, or made anew since the palette was opened.
    const auto end = hits.begin() + std::min<qsizetype>(std::ssize(hits), 2 * mostRows);
    std::partial_sort(hits.begin(), end, hits.end(), [this](const Hit& a, const Hit& b) { return isBetter(a, b); });
    m_total = std::ssize(hits);
    m_rows.clear();
    std::vector<QSet<ObjectKey>> taken(m_others.size() + 1); // by the cluster
    for (auto hit = hits.begin(); hit != end && m_rows.size() < mostRows; ++hit) {
        if (const Thing* thing = thingOf(hit->number); thing && thing->kind) { // a holder is there once
            const ObjectPtr object = objectOf(*thing);
            if (!object || taken[thing->source].contains(object->key())) {
                --m_total;
                continue;
            }
            taken[thing->source].insert(object->key());
        }
        m_rows.push_back(hit->number);
    }
}

int PaletteModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

std::optional<Link> PaletteModel::link(int row) const
{
    const Thing* thing = thingOf(m_rows[static_cast<size_t>(row)]);
    return thing ? std::optional(linkOf(*thing)) : std::nullopt;
}

std::optional<int> PaletteModel::place(int row) const
{
    const Thing* thing = thingOf(m_rows[static_cast<size_t>(row)]);
    return thing && thing->source > 0 ? std::optional(m_others[thing->source - 1U].place) : std::nullopt;
}

int PaletteModel::command(int row) const
{
    const quint32 number = m_rows[static_cast<size_t>(row)];
    return thingOf(number) ? -1 : static_cast<int>(number);
}

PaletteRow PaletteModel::rowOf(const Thing& thing) const
{
    PaletteRow row{.text = shown(nameOf(thing).toString()), .detail = shown(nsOf(thing).toString())};
    if (thing.kind) {
        const ObjectPtr now = objectOf(thing);
        const KindInfo& info = kindInfo(*thing.kind);
        row.detail.prepend(info.name.toString() + u" · "_s);
        row.side = now ? shown(phaseText(*now)) : tr("gone");
        const PhaseLook look = now ? phaseLook(*now) : PhaseLook();
        row.tone = look.tone;
        row.sideGlyph = look.glyph;
        row.glyph = kindInfo(info.parent.value_or(*thing.kind)).singular.toString();
    } else {
        row.detail.prepend(tr("Holder") + u" · "_s);
        row.glyph = u"holders"_s;
    }
    if (thing.source > 0) {
        row.detail += u" · "_s + m_others[thing.source - 1U].cluster;
    }
    row.marks = m_pattern.places(row.text);
    return row;
}

PaletteRow PaletteModel::rowOf(int row) const
{
    const quint32 number = m_rows[static_cast<size_t>(row)];
    if (const Thing* thing = thingOf(number)) {
        return rowOf(*thing);
    }
    const PaletteCommand& command = m_commands[number];
    const bool sections = m_pattern.isEmpty();
    const bool first = number == 0 || m_commands[number - 1].group != command.group;
    return {.text = command.text,
            .marks = m_pattern.places(command.text),
            .detail = sections ? QString() : command.group,
            .side = command.shortcut,
            .glyph = command.glyph,
            .section = sections && first ? command.group : QString(),
            .whyNot = command.whyNot};
}

QVariant PaletteModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != CellRole && role != Qt::AccessibleTextRole)) {
        return {};
    }
    const PaletteRow row = rowOf(index.row());
    if (role == CellRole) {
        return QVariant::fromValue(row);
    }
    if (role == Qt::DisplayRole) {
        return row.text;
    }
    QStringList words{row.text, row.detail, row.whyNot, row.side};
    words.removeAll(QString());
    return words.join(u", "_s);
}

} // namespace konductor::ui
