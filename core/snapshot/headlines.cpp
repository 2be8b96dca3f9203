// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/headlines.h"

#include "core/api/kinds.h"
#include "core/base/text.h"
#include "core/base/words.h"

#include <algorithm>
#include <set>

using namespace Qt::StringLiterals;

namespace konductor::snapshot {

namespace {

using insight::WaitNode;
using Tone = Headline::Tone;

/// "lease", "rw mutex": as a person says the kinds.
QString wordFor(Kind kind)
{
    switch (kind) {
    case Kind::Semaphore:
        return inWords("Headlines", "semaphore");
    case Kind::Permit:
        return inWords("Headlines", "permit");
    case Kind::Barrier:
        return inWords("Headlines", "barrier");
    case Kind::Arrival:
        return inWords("Headlines", "arrival");
    case Kind::Lease:
        return inWords("Headlines", "lease");
    case Kind::LeaseRequest:
        return inWords("Headlines", "lease request");
    case Kind::Gate:
        return inWords("Headlines", "gate");
    case Kind::Mutex:
        return inWords("Headlines", "mutex");
    case Kind::RWMutex:
        return inWords("Headlines", "rw mutex");
    case Kind::Once:
        return inWords("Headlines", "once");
    case Kind::WaitGroup:
        return inWords("Headlines", "wait group");
    case Kind::Job:
        return inWords("Headlines", "job");
    }
    return {};
}

QString wordForSeveral(Kind kind)
{
    switch (kind) {
    case Kind::Semaphore:
        return inWords("Headlines", "semaphores");
    case Kind::Permit:
        return inWords("Headlines", "permits");
    case Kind::Barrier:
        return inWords("Headlines", "barriers");
    case Kind::Arrival:
        return inWords("Headlines", "arrivals");
    case Kind::Lease:
        return inWords("Headlines", "leases");
    case Kind::LeaseRequest:
        return inWords("Headlines", "lease requests");
    case Kind::Gate:
        return inWords("Headlines", "gates");
    case Kind::Mutex:
        return inWords("Headlines", "mutexes");
    case Kind::RWMutex:
        return inWords("Headlines", "rw mutexes");
    case Kind::Once:
        return inWords("Headlines", "onces");
    case Kind::WaitGroup:
        return inWords("Headlines", "wait groups");
    case Kind::Job:
        return inWords("Headlines", "jobs");
    }
    return {};
}

/// "2 gates", in the middle of a sentence.
QString countedKind(size_t n, Kind kind)
{
    return u"%1 %2"_s.arg(QString::number(n), n == 1 ? wordFor(kind) : wordForSeveral(kind));
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
        operators();
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
    template <class Words> void say(const Words& words, Tone tone, std::vector<WaitNode> about)
    {
        std::sort(about.begin(), about.end());
        const Spoken said = spoken(words);
        m_headlines.push_back({said.kept, said.shown, tone, std::move(about)});
    }

    /// Told only where both sides looked.
    void operators()
    {
        if (!m_difference.from.operatorHealth || !m_difference.to.operatorHealth) {
            return;
        }
        const bool was = operatorStateOf(m_difference.from).problems.isEmpty();
        const bool is = operatorStateOf(m_difference.to).problems.isEmpty();
        if (was && !is) {
            say([] { return inWords("Headlines", "the operator is no longer at work"); }, Tone::Worse, {});
        } else if (!was && is) {
            say([] { return inWords("Headlines", "the operator is at work again"); }, Tone::Better, {});
        }
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
        deadlocksOnlyIn(
            is, was, [](qsizetype n) { return inWords("Headlines", "%n new deadlocks", "a new deadlock", n); },
            Tone::Worse);
        const bool only = was.size() == 1;
        deadlocksOnlyIn(
            withoutExpired(was), is,
            [only](qsizetype n) {
                return only ? inWords("Headlines", "the deadlock is resolved")
                            : inWords("Headlines", "%n deadlocks are resolved", "a deadlock is resolved", n);
            },
            Tone::Better);
    }

    /// Where its holds expired and nobody collects them, nothing is resolved: they are told as stuck.
    std::set<std::vector<WaitNode>> withoutExpired(std::set<std::vector<WaitNode>> deadlocks) const
    {
        std::set<WaitNode> expired;
        for (const insight::Finding& finding : m_after.findings()) {
            if (finding.subject && finding.rule == "expired-not-collected"_L1) {
                expired.insert(WaitNode::of(*finding.subject));
            }
        }
        std::erase_if(deadlocks, [&expired](const std::vector<WaitNode>& nodes) {
            return std::any_of(nodes.begin(), nodes.end(),
                               [&expired](const WaitNode& node) { return expired.contains(node); });
        });
        return deadlocks;
    }

    template <class Words>
    void deadlocksOnlyIn(const std::set<std::vector<WaitNode>>& these, const std::set<std::vector<WaitNode>>& those,
                         const Words& words, Tone tone)
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
            say([&] { return words(count); }, tone, about);
        }
    }

    void stuck()
    {
        const auto was = stuckOf(m_before);
        const auto is = stuckOf(m_after);
        stuckOnlyIn(
            is, was, [] { return inWords("Headlines", "%1 newly stuck"); }, Tone::Worse);
        stuckOnlyIn(
            was, is, [] { return inWords("Headlines", "%1 no longer stuck"); }, Tone::Better);
    }

    template <class Words>
    void stuckOnlyIn(const std::set<ObjectKey>& these, const std::set<ObjectKey>& those, const Words& words, Tone tone)
    {
        std::map<Kind, std::vector<WaitNode>> byKind;
        for (const ObjectKey& key : these) {
            // What is gone is told as gone.
            if (!those.contains(key) && m_after.snapshot().objects.find(key)) {
                byKind[key.kind].push_back(WaitNode::of(key));
            }
        }
        for (const auto& [kind, nodes] : byKind) {
            say([&, kind = kind, n = nodes.size()] { return words().arg(countedKind(n, kind)); }, tone, nodes);
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
        if (const auto n = std::ssize(vanished); n > 0) {
            say([n] { return inWords("Headlines", "%n holders vanished", "1 holder vanished", n); }, Tone::Worse,
                vanished);
        }
        if (const auto n = std::ssize(back); n > 0) {
            say([n] { return inWords("Headlines", "%n holders came back", "1 holder came back", n); }, Tone::Better,
                back);
        }
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
        const auto told = [this](const std::vector<WaitNode>& nodes, const auto& words) {
            if (!nodes.empty()) {
                say([&] { return words(std::ssize(nodes)); }, Tone::Neutral, nodes);
            }
        };
        told(changedHands,
             [](qint64 n) { return inWords("Headlines", "%n leases changed hands", "1 lease changed hands", n); });
        told(taken, [](qint64 n) { return inWords("Headlines", "%n leases taken", "1 lease taken", n); });
        told(freed, [](qint64 n) { return inWords("Headlines", "%n leases freed", "1 lease freed", n); });
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
            say(
                [&, kind = what.first, phase = what.second, n = nodes.size()] {
                    return phase.isEmpty()
                        ? inWords("Headlines", "%1 now without a phase").arg(countedKind(n, kind))
                        : inWords("Headlines", "%1 now %2").arg(countedKind(n, kind), isolated(elided(phase, 40)));
                },
                Tone::Neutral, nodes);
        }
    }

    void comingsAndGoings()
    {
        objectsThatAre(ObjectStep::Type::Added, [] { return inWords("Headlines", "%1 added"); });
        objectsThatAre(ObjectStep::Type::Gone, [] { return inWords("Headlines", "%1 gone"); });
        std::vector<WaitNode> anew;
        for (const ObjectStep& step : m_difference.objects) {
            const bool other = std::any_of(step.fields.begin(), step.fields.end(),
                                           [](const FieldChange& field) { return field.path == "/metadata/uid"_L1; });
            if (other) {
                anew.push_back(WaitNode::of(step.key));
            }
        }
        if (const auto n = std::ssize(anew); n > 0) {
            say(
                [n] {
                    return inWords("Headlines", "%n objects made anew under the same name",
                                   "1 object made anew under the same name", n);
                },
                Tone::Neutral, anew);
        }
    }

    template <class Words> void objectsThatAre(ObjectStep::Type type, const Words& words)
    {
        std::map<Kind, std::vector<WaitNode>> byKind;
        for (const ObjectStep& step : m_difference.objects) {
            if (step.type == type) {
                byKind[step.key.kind].push_back(WaitNode::of(step.key));
            }
        }
        for (const auto& [kind, nodes] : byKind) {
            say([&, kind = kind, n = nodes.size()] { return words().arg(countedKind(n, kind)); }, Tone::Neutral, nodes);
        }
    }

    void sight()
    {
        std::vector<Kind> lost;
        std::vector<Kind> found;
        for (const auto& [kind, now] : m_difference.to.visibility) {
            const auto before = m_difference.from.visibility.find(kind);
            const bool was =
                before != m_difference.from.visibility.end() && before->second.state == Visibility::State::Complete;
            const bool is = now.state == Visibility::State::Complete;
            if (was != is) {
                (is ? found : lost).push_back(kind);
            }
        }
        const auto listed = [](const std::vector<Kind>& kinds) {
            QStringList words;
            std::transform(kinds.begin(), kinds.end(), std::back_inserter(words), wordForSeveral);
            return words.join(u", "_s);
        };
        if (!lost.empty()) {
            say([&] { return inWords("Headlines", "%1 no longer visible").arg(listed(lost)); }, Tone::Worse, {});
        }
        if (!found.empty()) {
            say([&] { return inWords("Headlines", "%1 visible now").arg(listed(found)); }, Tone::Better, {});
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
