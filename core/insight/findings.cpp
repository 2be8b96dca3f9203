// SPDX-License-Identifier: Apache-2.0
#include "core/insight/findings.h"

#include "core/base/words.h"
#include "core/insight/manifests.h"
#include "core/insight/rulekit.h"

#include <algorithm>
#include <array>
#include <map>

using namespace Qt::StringLiterals;

namespace konductor::insight {

namespace {

std::vector<Rule> joinedRules()
{
    std::vector<Rule> all;
    for (const auto& group :
         {leaseRules(), lockRules(), semaphoreRules(), barrierRules(), gateRules(), childRules(), generalRules()}) {
        all.insert(all.end(), group.begin(), group.end());
    }
    return all;
}

constexpr std::array moreRules{
    std::pair{"clock-skew", "The server's clock differs from this machine's"},
    std::pair{"deadlock", "Holders that wait for each other"},
    std::pair{"gate-failed", "A gate that timed out"},
    std::pair{"gate-impossible-condition", "A condition that can no longer be met"},
    std::pair{"gate-missing-object", "A condition on an object that does not exist"},
    std::pair{"gate-not-woken", "A gate whose conditions hold and which nobody has woken"},
    std::pair{"kind-not-installed", "A kind whose CRD the server does not have"},
    std::pair{"operator-not-running", "The operator is not installed, has no ready replica or no living leader"},
    std::pair{"semaphore-permits-below-use", "Permits lowered below what is granted; the status is frozen"},
    std::pair{"suspected-deadlock", "Holders that, by their names and habits, wait for each other"},
};

Words nodeWords(const WaitNode& node)
{
    return node.isHolder() ? Words().holder(node.ns, node.name) : Words().object(node.key());
}

QString relationWords(Need::Reason reason)
{
    switch (reason) {
    case Need::Reason::HeldBy:
        return inWords("Insight", "{1} is held by {2}");
    case Need::Reason::MissingArrival:
        return inWords("Insight", "{1} lacks {2}");
    case Need::Reason::PodOfJob:
        return inWords("Insight", "{1} runs in {2}");
    case Need::Reason::Arrived:
        return inWords("Insight", "{1} has arrived at {2}");
    case Need::Reason::Request:
    case Need::Reason::Condition:
        return inWords("Insight", "{1} waits for {2}");
    }
    Q_UNREACHABLE();
}

/// "a waits for Lease x. Lease x is held by b …": each need inside the knot, from node to node along it.
std::vector<Sentence> ring(const Deadlock& deadlock, const WaitGraph& graph)
{
    std::vector<Sentence> sentences;
    std::set<WaitNode> told;
    const auto inside = [&](const WaitNode& node) {
        return std::binary_search(deadlock.nodes.begin(), deadlock.nodes.end(), node);
    };
    std::vector<WaitNode> next{deadlock.nodes.front()};
    while (!next.empty()) {
        const WaitNode node = next.back();
        next.pop_back();
        if (!told.insert(node).second) {
            continue;
        }
        for (const Need& need : graph.needs(node)) {
            for (const WaitNode& target : need.of) {
                if (inside(target)) {
                    const Words relation(relationWords(need.reason), {nodeWords(node), nodeWords(target)});
                    sentences.push_back(need.inferred
                                            ? Words(inWords("Insight", "{1}, by its name or habit."), {relation})
                                            : Words(u"{1}."_s, {relation}));
                    next.push_back(target);
                }
            }
        }
    }
    return sentences;
}

/// An object of which one of them holds something that another one needs: what can be taken from him. A barrier in the
/// ring holds nobody's hold.
std::optional<std::pair<ObjectKey, QString>> holdWithin(const Deadlock& deadlock, const WaitGraph& graph)
{
    for (const WaitNode& node : deadlock.nodes) {
        if (node.isHolder()) {
            continue;
        }
        for (const Need& need : graph.needs(node)) {
            for (const WaitNode& holder : need.of) {
                if (need.reason == Need::Reason::HeldBy
                    && std::binary_search(deadlock.nodes.begin(), deadlock.nodes.end(), holder)) {
                    return std::pair(node.key(), holder.name);
                }
            }
        }
    }
    return std::nullopt;
}

std::optional<ObjectKey> firstObjectOf(const Deadlock& deadlock)
{
    const auto found = std::find_if(deadlock.nodes.begin(), deadlock.nodes.end(),
                                    [](const WaitNode& node) { return !node.isHolder(); });
    return found == deadlock.nodes.end() ? std::nullopt : std::optional(found->key());
}

Sentence holdersOf(const Deadlock& deadlock)
{
    Words words;
    bool first = true;
    for (const WaitNode& node : deadlock.nodes) {
        if (node.isHolder()) {
            words.say(first ? QString() : inWords("Insight", ", ")).holder(node.ns, node.name);
            first = false;
        }
    }
    return words;
}

Finding deadlockFinding(const Deadlock& deadlock, const WaitGraph& graph)
{
    Finding finding;
    finding.rule = deadlock.inferred ? u"suspected-deadlock"_s : u"deadlock"_s;
    finding.severity = deadlock.inferred ? Severity::Warning : Severity::Error;
    finding.subject = firstObjectOf(deadlock);
    finding.summary = Words(deadlock.inferred ? inWords("Insight", "These seem to wait for each other: {1}.")
                                              : inWords("Insight", "These wait for each other: {1}."),
                            {holdersOf(deadlock)});
    finding.since = deadlock.since;
    finding.evidence = ring(deadlock, graph);
    finding.consequence = deadlock.dissolvesAt
        ? Words(inWords("Insight", "It can dissolve in {1}, when a hold ends."),
                {Words().remaining(*deadlock.dissolvesAt)})
        : Words(
            inWords("Insight", "None of them gets on by itself, and no expiry takes a hold from its holder for good."));
    if (const auto hold = holdWithin(deadlock, graph)) {
        const auto& [object, holder] = *hold;
        finding.mend =
            mendBy(Mend::Type::Release, object,
                   Words(inWords("Insight",
                                 "Take {1} from {2}, or another hold from its holder: from whom can best start again."),
                         {Words().object(object), Words().holder(object.ns, holder)}),
                   holder);
    } else if (finding.subject) {
        finding.mend = mendBy(Mend::Type::None, *finding.subject,
                              Words(inWords("Insight", "Arrive for one of them by hand, or stop it.")));
    }
    return finding;
}

} // namespace

bool isDeadlockRule(QStringView rule)
{
    return rule == u"deadlock" || rule == u"suspected-deadlock";
}

std::span<const Rule> ruleTable()
{
    static const std::vector<Rule> all = joinedRules();
    return all;
}

std::vector<RuleInfo> allRules()
{
    std::map<QString, QString> byId;
    for (const Rule& rule : ruleTable()) {
        byId.insert({QString::fromLatin1(rule.id), QString::fromLatin1(rule.looksFor)});
    }
    for (const auto& [id, text] : moreRules) {
        byId.insert({QString::fromLatin1(id), QString::fromLatin1(text)});
    }
    for (const RuleInfo& rule : manifestRules()) {
        byId.insert({rule.id, rule.looksFor});
    }
    std::vector<RuleInfo> infos;
    for (const auto& [id, text] : byId) {
        infos.push_back({id, text});
    }
    return infos;
}

QString ruleId(const char* id)
{
    static const std::map<std::string_view, QString> ids = [] {
        std::map<std::string_view, QString> known;
        for (const Rule& rule : ruleTable()) {
            known.emplace(rule.id, QString::fromLatin1(rule.id));
        }
        return known;
    }();
    const auto known = ids.find(id);
    return known == ids.end() ? QString::fromLatin1(id) : known->second;
}

Findings findingsAt(const ObjectKey& key, const World& world)
{
    Findings findings;
    const ObjectPtr object = world.objects.find(key);
    if (!object) {
        return findings;
    }
    for (const Rule& rule : ruleTable()) {
        if (!rule.kind || *rule.kind == key.kind) {
            rule.check(*object, world, findings);
        }
    }
    return findings;
}

Findings deadlockFindings(const std::vector<Deadlock>& deadlocks, const WaitGraph& graph)
{
    Findings findings;
    for (const Deadlock& deadlock : deadlocks) {
        // A guess about something that ends by itself is no news.
        if (!deadlock.inferred || !deadlock.dissolvesAt) {
            findings.push_back(deadlockFinding(deadlock, graph));
        }
    }
    return findings;
}

Findings clusterFindings(const World& world)
{
    Findings findings;
    for (const Kind kind : world.surroundings.notInstalled) {
        Finding finding;
        finding.rule = u"kind-not-installed"_s;
        finding.severity = Severity::Error;
        finding.about = kindInfo(kind).name.toString();
        finding.summary =
            Words(inWords("Insight", "The server has no {1}."), {Words().name(kindInfo(kind).plural.toString())});
        finding.evidence.push_back(
            Words(inWords("Insight", "The CRD %1.%2 is missing.").arg(kindInfo(kind).plural, kindInfo(kind).group)));
        finding.consequence = Words(inWords("Insight", "Nobody can use this kind, and the operator may not start."));
        finding.mend.words =
            Words(inWords("Insight", "Install the CRD; a real server rejects upstream's for four kinds."));
        findings.push_back(finding);
    }
    const auto offset = std::chrono::abs(world.surroundings.clockOffset);
    if (offset > std::chrono::seconds(5) + world.surroundings.clockUncertainty) {
        Finding finding;
        finding.rule = u"clock-skew"_s;
        finding.severity = Severity::Warning;
        finding.summary = Words((world.surroundings.clockOffset.count() > 0
                                     ? inWords("Insight", "The server's clock is %1 ahead of this machine's.")
                                     : inWords("Insight", "The server's clock is %1 behind this machine's."))
                                    .arg(humanDuration(offset)));
        finding.consequence = Words(inWords("Insight",
                                            "Clients that write expiry times from a clock like this one end or keep "
                                            "holds at the wrong time; the console counts in the server's time."));
        finding.mend.words = Words(inWords("Insight", "Set the clock of this machine, or of the server."));
        findings.push_back(finding);
    }
    if (const auto finding = operatorFinding(world.surroundings.operatorState)) {
        findings.push_back(*finding);
    }
    return findings;
}

std::optional<Finding> operatorFinding(const OperatorState& state)
{
    if (state.problems.isEmpty()) {
        return std::nullopt;
    }
    Finding finding;
    finding.rule = u"operator-not-running"_s;
    finding.severity = state.certain ? Severity::Error : Severity::Warning;
    finding.summary = Words(state.certain ? inWords("Insight", "Konductor's operator is not at work.")
                                          : inWords("Insight", "Konductor's operator is not where it usually is."));
    for (const QString& fact : state.problems + state.facts) {
        finding.evidence.push_back(Words(inWords("Insight", "The operator: %1.").arg(fact)));
    }
    finding.consequence =
        Words(inWords("Insight", "Nothing is granted, opened or freed while the operator does not run."));
    finding.mend.words =
        Words(inWords("Insight", "Look at the deployment konductor-controller-manager in konductor-system."));
    return finding;
}

} // namespace konductor::insight
