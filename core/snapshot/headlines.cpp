// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/headlines.h"

#include "core/api/kinds.h"
#include "core/base/text.h"

#include <algorithm>
#include <set>

using namespace Qt::StringLiterals;

namespace konductor::snapshot {

namespace {

using insight::WaitNode;
using Tone = Headline::Tone;

/// "lease", "gate", "rw mutex": as a person says the kinds.
QString singular(Kind kind)
{
    switch (kind) {
    case Kind::RWMutex:
        return u"rw mutex"_s;
    case Kind::WaitGroup:
        return u"wait group"_s;
    case Kind::LeaseRequest:
        return u"lease request"_s;
    default:
        return kindInfo(kind).singular.toString();
    }
}

QString plural(Kind kind)
{
    switch (kind) {
    case Kind::RWMutex:
        return u"rw mutexes"_s;
    case Kind::WaitGroup:
        return u"wait groups"_s;
    case Kind::LeaseRequest:
        return u"lease requests"_s;
    default:
        return kindInfo(kind).plural.toString();
    }
}

QString countedKind(size_t n, Kind kind)
{
    return counted(static_cast<qsizetype>(n), singular(kind), plural(kind));
}

/// What stands in the way of something, by the rules.
std::set<ObjectKey> stuckOf(const Meaning& meaning)
{
    std::set<ObjectKey> stuck;
    for (const insight::Finding& finding : meaning.findings()) {
        if (finding.subject && finding.severity >= insight::Severity::Warning) {
            stuck.insert(*finding.subject);
        }
    }
    return stuck;
}

class Teller {
public:
    Teller(const Difference& difference, const Meaning& before, const Meaning& after)
        : m_difference(difference)
        , m_before(before)
        , m_after(after)
    {
    }

    std::vector<Headline> headlines()
    {
        deadlocks();
        stuck();
        holders();
        leases();
        phases();
        comingsAndGoings();
        sight();
        return std::move(m_headlines);
    }

private:
    void say(const QString& text, Tone tone, std::vector<WaitNode> about)
    {
        std::sort(about.begin(), about.end());
        m_headlines.push_back({text, tone, std::move(about)});
    }

    void deadlocks()
    {
        const auto nodesOf = [](const Meaning& meaning) {
            std::set<std::vector<WaitNode>> all;
            for (const insight::Deadlock& deadlock : meaning.insight().deadlocks()) {
                all.insert(deadlock.nodes);
            }
            return all;
        };
        const auto was = nodesOf(m_before);
        const auto is = nodesOf(m_after);
        deadlocksOnlyIn(is, was, u"a new deadlock"_s, u"%1 new deadlocks"_s, Tone::Worse);
        const bool only = was.size() == 1;
        deadlocksOnlyIn(was, is, only ? u"the deadlock is resolved"_s : u"a deadlock is resolved"_s,
                        u"%1 deadlocks are resolved"_s, Tone::Better);
    }

    void deadlocksOnlyIn(const std::set<std::vector<WaitNode>>& these, const std::set<std::vector<WaitNode>>& those,
                         const QString& one, const QString& several, Tone tone)
    {
        std::vector<WaitNode> about;
        qsizetype count = 0;
        for (const auto& nodes : these) {
            if (!those.contains(nodes)) {
                ++count;
                about.insert(about.end(), nodes.begin(), nodes.end());
            }
        }
        if (count > 0) {
            say(count == 1 ? one : several.arg(count), tone, about);
        }
    }

    void stuck()
    {
        const auto was = stuckOf(m_before);
        const auto is = stuckOf(m_after);
        stuckOnlyIn(is, was, u"newly stuck"_s, Tone::Worse);
        stuckOnlyIn(was, is, u"no longer stuck"_s, Tone::Better);
    }

    void stuckOnlyIn(const std::set<ObjectKey>& these, const std::set<ObjectKey>& those, const QString& words,
                     Tone tone)
    {
        std::map<Kind, std::vector<WaitNode>> byKind;
        for (const ObjectKey& key : these) {
            // What is gone is told as gone.
            if (!those.contains(key) && m_after.snapshot().objects.find(key)) {
                byKind[key.kind].push_back(WaitNode::of(key));
            }
        }
        for (const auto& [kind, nodes] : byKind) {
            say(countedKind(nodes.size(), kind) + u' ' + words, tone, nodes);
        }
    }

    void holders()
    {
        std::vector<WaitNode> vanished;
        std::vector<WaitNode> back;
        for (const HolderStep& step : m_difference.holders) {
            const auto& [ns, name] = step.holder();
            const bool wasDead = m_before.verdict(ns, name).dead();
            const bool isDead = m_after.verdict(ns, name).dead();
            if (step.before && isDead && !wasDead) {
                vanished.push_back(WaitNode::holder(ns, name));
            } else if (step.after && wasDead && step.after->verdict.state == insight::HolderVerdict::State::Running) {
                back.push_back(WaitNode::holder(ns, name));
            }
        }
        const auto told = [this](const std::vector<WaitNode>& nodes, const QString& words, Tone tone) {
            if (!nodes.empty()) {
                say(counted(static_cast<qsizetype>(nodes.size()), u"holder") + u' ' + words, tone, nodes);
            }
        };
        told(vanished, u"vanished"_s, Tone::Worse);
        told(back, u"came back"_s, Tone::Better);
    }

    void leases()
    {
        std::vector<WaitNode> changedHands;
        std::vector<WaitNode> taken;
        std::vector<WaitNode> freed;
        for (const ObjectStep& step : m_difference.objects) {
            const auto was = as<Lease>(m_before.snapshot().objects.find(step.key));
            const auto is = as<Lease>(m_after.snapshot().objects.find(step.key));
            if (!was || !is || was->status.holder == is->status.holder) {
                continue;
            }
            (was->status.holder.isEmpty()      ? taken
                 : is->status.holder.isEmpty() ? freed
                                               : changedHands)
                .push_back(WaitNode::of(step.key));
        }
        const auto told = [this](const std::vector<WaitNode>& nodes, const QString& words) {
            if (!nodes.empty()) {
                say(countedKind(nodes.size(), Kind::Lease) + u' ' + words, Tone::Neutral, nodes);
            }
        };
        told(changedHands, u"changed hands"_s);
        told(taken, u"taken"_s);
        told(freed, u"freed"_s);
    }

    /// Other primitives: "2 gates now Open". Leases were told by their holders.
    void phases()
    {
        std::map<std::pair<Kind, QString>, std::vector<WaitNode>> now;
        for (const ObjectStep& step : m_difference.objects) {
            const bool primitive =
                std::find(primitiveKinds.begin(), primitiveKinds.end(), step.key.kind) != primitiveKinds.end();
            if (step.type != ObjectStep::Type::Changed || !primitive || step.key.kind == Kind::Lease) {
                continue;
            }
            const QString was = phaseText(*m_before.snapshot().objects.find(step.key));
            const QString is = phaseText(*m_after.snapshot().objects.find(step.key));
            if (was != is) {
                now[{step.key.kind, is}].push_back(WaitNode::of(step.key));
            }
        }
        for (const auto& [what, nodes] : now) {
            const QString phase = what.second.isEmpty() ? u"without a phase"_s : elided(what.second, 40);
            say(u"%1 now %2"_s.arg(countedKind(nodes.size(), what.first), phase), Tone::Neutral, nodes);
        }
    }

    void comingsAndGoings()
    {
        for (const auto& [type, words] :
             {std::pair(ObjectStep::Type::Added, u"added"_s), std::pair(ObjectStep::Type::Gone, u"gone"_s)}) {
            std::map<Kind, std::vector<WaitNode>> byKind;
            for (const ObjectStep& step : m_difference.objects) {
                if (step.type == type) {
                    byKind[step.key.kind].push_back(WaitNode::of(step.key));
                }
            }
            for (const auto& [kind, nodes] : byKind) {
                say(countedKind(nodes.size(), kind) + u' ' + words, Tone::Neutral, nodes);
            }
        }
        std::vector<WaitNode> anew;
        for (const ObjectStep& step : m_difference.objects) {
            const bool other = std::any_of(step.fields.begin(), step.fields.end(),
                                           [](const FieldChange& field) { return field.path == "/metadata/uid"_L1; });
            if (other) {
                anew.push_back(WaitNode::of(step.key));
            }
        }
        if (!anew.empty()) {
            say(counted(static_cast<qsizetype>(anew.size()), u"object") + u" made anew under the same name"_s,
                Tone::Neutral, anew);
        }
    }

    void sight()
    {
        QStringList lost;
        QStringList found;
        for (const auto& [kind, now] : m_difference.to.visibility) {
            const auto before = m_difference.from.visibility.find(kind);
            const bool was =
                before != m_difference.from.visibility.end() && before->second.state == Visibility::State::Complete;
            const bool is = now.state == Visibility::State::Complete;
            if (was != is) {
                (is ? found : lost).append(plural(kind));
            }
        }
        if (!lost.isEmpty()) {
            say(lost.join(u", "_s) + u" no longer visible"_s, Tone::Worse, {});
        }
        if (!found.isEmpty()) {
            say(found.join(u", "_s) + u" visible now"_s, Tone::Better, {});
        }
    }

    const Difference& m_difference;
    const Meaning& m_before;
    const Meaning& m_after;
    std::vector<Headline> m_headlines;
};

} // namespace

std::vector<Headline> headlinesOf(const Difference& difference, const Meaning& before, const Meaning& after)
{
    return Teller(difference, before, after).headlines();
}

} // namespace konductor::snapshot
