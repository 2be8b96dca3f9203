// SPDX-License-Identifier: Apache-2.0
#include "ui/models/watchlist.h"

#include "core/api/kinds.h"
#include "core/base/text.h"
#include "core/base/words.h"
#include "ui/widgets/severitytone.h"

#include <map>

namespace konductor::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto opening = 10s; ///< Findings of this time belong to opening the cluster: pods tell of holders late.
constexpr auto comesAgain = 10min; ///< Sooner than that, a finding that comes back is the same one.
constexpr size_t mostAtOnce = 3;
constexpr qsizetype longestText = 200;

struct Wish {
    QString words; ///< "free"
    QStringList phases; ///< In which it has come true.
};

const std::map<Kind, Wish>& wishes()
{
    static const std::map<Kind, Wish> table{
        {Kind::Lease, {Watchlist::tr("free"), {u"Available"_s}}},
        {Kind::Semaphore, {Watchlist::tr("free"), {u"Ready"_s}}},
        {Kind::Mutex, {Watchlist::tr("free"), {u"Unlocked"_s}}},
        {Kind::RWMutex, {Watchlist::tr("free"), {u"Unlocked"_s}}},
        {Kind::Gate, {Watchlist::tr("open"), {u"Open"_s}}},
        {Kind::Barrier, {Watchlist::tr("open"), {u"Open"_s}}},
        {Kind::Once, {Watchlist::tr("done"), {u"Executed"_s}}},
        {Kind::WaitGroup, {Watchlist::tr("done"), {u"Done"_s}}},
    };
    return table;
}

QString shown(const QString& text)
{
    return visibleText(elided(text, longestText));
}

QString nameOf(const ObjectKey& key)
{
    return u"%1 %2"_s.arg(kindInfo(key.kind).name.toString(), shown(key.name));
}

size_t idOf(const insight::FindingHead& head)
{
    return qHashMulti(0, head.rule, head.subject.value_or(ObjectKey()), head.about);
}

} // namespace

Watchlist::Watchlist(const live::ClusterMirror& mirror, const ClusterInsight& insight, const Clock& clock,
                     QObject* parent)
    : QObject(parent)
    , m_mirror(mirror)
    , m_insight(insight)
    , m_clock(clock)
{
    connect(&insight, &ClusterInsight::changed, this, &Watchlist::look);
    connect(&mirror, &live::ClusterMirror::applied, this, &Watchlist::take);
}

QString Watchlist::wishOf(Kind kind)
{
    const auto wish = wishes().find(kind);
    return wish == wishes().end()
        ? QString()
        : tr("Tell me when this %1 is %2").arg(kindInfo(kind).name.toString().toLower(), wish->second.words);
}

QString Watchlist::promiseOf(Kind kind)
{
    const auto wish = wishes().find(kind);
    return wish == wishes().end() ? QString() : tr("You will be told when it is %1.").arg(wish->second.words);
}

bool Watchlist::isFulfilled(const ObjectKey& key) const
{
    const auto wish = wishes().find(key.kind);
    const ObjectPtr object = m_mirror.objects().find(key);
    return wish == wishes().end() || !object || wish->second.phases.contains(phaseText(*object));
}

void Watchlist::setWatched(const ObjectKey& key, bool watched)
{
    if (!watched) {
        m_watched.remove(key);
    } else if (!isFulfilled(key)) {
        m_watched.insert(key);
    }
}

void Watchlist::take()
{
    if (!m_settled && isSettled()) {
        m_settled = m_clock.now();
    }
    std::vector<Notice> notices;
    for (const ObjectKey& key : QSet<ObjectKey>(m_watched)) {
        const ObjectPtr object = m_mirror.objects().find(key);
        if (!isFulfilled(key)) {
            continue;
        }
        m_watched.remove(key);
        notices.push_back({object ? tr("%1 is %2").arg(nameOf(key), wishes().at(key.kind).words)
                                  : tr("%1 was deleted").arg(nameOf(key)),
                           placeOf(key), key, object ? Tone::Ok : Tone::Warning});
    }
    tell(notices,
         inWords("Watchlist", "%n things that you waited for", "1 thing that you waited for",
                 qsizetype(notices.size())));
}

void Watchlist::setLeast(std::optional<insight::Severity> least)
{
    if (m_least != least) {
        m_least = least;
        m_isNew = true;
        look();
    }
}

void Watchlist::look()
{
    if (!m_least) {
        return;
    }
    const Timestamp now = m_clock.now();
    const bool listens = !std::exchange(m_isNew, false) && m_settled && now - *m_settled >= opening;
    std::vector<Notice> notices;
    QSet<size_t> present;
    for (const insight::FindingHead& head : m_insight.insight().notedFindings(*m_least)) {
        const size_t id = idOf(head);
        present.insert(id);
        const auto gone = m_gone.constFind(id);
        const bool isSame = m_present.contains(id) || (gone != m_gone.constEnd() && now - *gone < comesAgain);
        const auto finding = listens && !isSame ? m_insight.insight().describe(head) : std::nullopt;
        if (finding) {
            notices.push_back(
                {shown(insight::plainText(finding->summary, m_insight.now())),
                 tr("New finding in %1")
                     .arg(head.subject ? placeOf(*head.subject) : shown(m_mirror.connection().contextName)),
                 head.subject, toneOf(head.severity)});
        }
    }
    for (const size_t id : std::as_const(m_present)) {
        if (!present.contains(id)) {
            m_gone.insert(id, now);
        }
    }
    m_gone.removeIf([now](auto gone) { return now - gone.value() >= comesAgain; });
    m_present = std::move(present);
    tell(notices, tr("%1 new findings").arg(notices.size()));
}

bool Watchlist::isSettled() const
{
    return std::none_of(primitiveKinds.begin(), primitiveKinds.end(),
                        [this](Kind kind) { return m_mirror.scope(kind).isPending(); });
}

QString Watchlist::placeOf(const ObjectKey& key) const
{
    const QString context = m_mirror.connection().contextName;
    return context.isEmpty() ? shown(key.ns) : u"%1 · %2"_s.arg(shown(key.ns), shown(context));
}

void Watchlist::tell(const std::vector<Notice>& notices, const QString& together)
{
    if (notices.size() <= mostAtOnce) {
        for (const Notice& notice : notices) {
            emit noticed(notice);
        }
        return;
    }
    QStringList lines;
    for (size_t i = 0; i < mostAtOnce; ++i) {
        lines.append(notices[i].title);
    }
    lines.append(tr("and %1 more").arg(notices.size() - mostAtOnce));
    emit noticed({together, lines.join(u'\n'), std::nullopt, notices.front().tone});
}

} // namespace konductor::ui
