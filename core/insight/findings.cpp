// SPDX-License-Identifier: Apache-2.0
#include "core/insight/findings.h"

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
    std::pair{"semaphore-permits-below-use", "Permits lowered below what is granted; the status is frozen"},
    std::pair{"suspected-deadlock", "Holders that, by their names and habits, wait for each other"},
};

void sayNode(Words& words, const WaitNode& node)
{
    if (node.isHolder()) {
        words.holder(node.ns, node.name);
    } else {
        words.object(node.key());
    }
}

QStringView verbOf(Need::Reason reason)
{
    switch (reason) {
    case Need::Reason::HeldBy:
        return u" is held by ";
    case Need::Reason::MissingArrival:
        return u" lacks ";
    case Need::Reason::PodOfJob:
        return u" runs in ";
    case Need::Reason::Arrived:
        return u" has arrived at ";
    case Need::Reason::Request:
    case Need::Reason::Condition:
        return u" waits for ";
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
                    Words words;
                    sayNode(words, node);
                    words.say(verbOf(need.reason).toString());
                    sayNode(words, target);
                    sentences.push_back(words.say(need.inferred ? u", by its name or habit."_s : u"."_s));
                    next.push_back(target);
                }
            }
        }
    }
    return sentences;
}

const WaitNode* firstOf(const Deadlock& deadlock, bool holder)
{
    const auto found = std::find_if(deadlock.nodes.begin(), deadlock.nodes.end(),
                                    [&](const WaitNode& node) { return node.isHolder() == holder; });
    return found == deadlock.nodes.end() ? nullptr : &*found;
}

Sentence holdersOf(const Deadlock& deadlock)
{
    Words words;
    bool first = true;
    for (const WaitNode& node : deadlock.nodes) {
        if (node.isHolder()) {
            words.say(first ? QString() : u", "_s).holder(node.ns, node.name);
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
    if (const WaitNode* object = firstOf(deadlock, false)) {
        finding.subject = object->key();
    }
    finding.summary =
        Words(deadlock.inferred ? u"These seem to wait for each other: "_s : u"These wait for each other: "_s)
            .append(holdersOf(deadlock))
            .say(u"."_s);
    finding.evidence = ring(deadlock, graph);
    finding.consequence = deadlock.dissolvesAt
        ? Words(u"It can dissolve in "_s).remaining(*deadlock.dissolvesAt).say(u", when a hold ends."_s)
        : Words(u"None of them gets on by itself, and no expiry takes a hold from its holder for good."_s);
    const WaitNode* holder = firstOf(deadlock, true);
    if (holder && finding.subject) {
        const auto needs = graph.needs(WaitNode::of(*finding.subject));
        const QString name = needs.empty() ? holder->name : needs.front().of.front().name;
        finding.mend = mendBy(Mend::Type::Release, *finding.subject,
                              Words(u"Release "_s)
                                  .object(*finding.subject)
                                  .say(u" for "_s)
                                  .holder(finding.subject->ns, name)
                                  .say(u", whichever can best start again."_s),
                              name);
    }
    return finding;
}

} // namespace

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
        finding.summary = Words(u"The server has no "_s + kindInfo(kind).plural.toString() + u"."_s);
        finding.evidence.push_back(
            Words(u"The CRD %1.%2 is missing."_s.arg(kindInfo(kind).plural, kindInfo(kind).group)));
        finding.consequence = Words(u"Nobody can use this kind, and the operator may not start."_s);
        finding.mend.words = Words(u"Install the CRD; a real server rejects upstream's for four kinds."_s);
        findings.push_back(finding);
    }
    const auto offset = std::chrono::abs(world.surroundings.clockOffset);
    if (offset > std::chrono::seconds(5) + world.surroundings.clockUncertainty) {
        Finding finding;
        finding.rule = u"clock-skew"_s;
        finding.severity = Severity::Warning;
        finding.summary = Words(u"The server's clock is "_s + humanDuration(offset)
                                + (world.surroundings.clockOffset.count() > 0 ? u" ahead of"_s : u" behind"_s)
                                + u" this machine's."_s);
        finding.consequence = Words(u"Clients that write expiry times from a clock like this one end or keep holds at "
                                    u"the wrong time; the console counts in the server's time."_s);
        finding.mend.words = Words(u"Set the clock of this machine, or of the server."_s);
        findings.push_back(finding);
    }
    return findings;
}

} // namespace konductor::insight
