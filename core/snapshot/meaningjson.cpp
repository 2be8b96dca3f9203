// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/meaningjson.h"

#include "core/snapshot/jsontext.h"
#include "core/snapshot/words.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace konductor::snapshot {

namespace {

using insight::Need;
using insight::WaitNode;

QString reasonWord(Need::Reason reason)
{
    switch (reason) {
    case Need::Reason::Condition:
        return u"condition"_s;
    case Need::Reason::HeldBy:
        return u"heldBy"_s;
    case Need::Reason::Request:
        return u"request"_s;
    case Need::Reason::MissingArrival:
        return u"missingArrival"_s;
    case Need::Reason::Arrived:
        return u"arrived"_s;
    case Need::Reason::PodOfJob:
        return u"podOfJob"_s;
    }
    Q_UNREACHABLE();
}

QJsonArray nodesJson(const std::vector<WaitNode>& nodes)
{
    QJsonArray array;
    for (const WaitNode& node : nodes) {
        array.append(nodeJson(node));
    }
    return array;
}

} // namespace

QJsonObject keyJson(const ObjectKey& key)
{
    return {{u"kind"_s, kindInfo(key.kind).name.toString()}, {u"namespace"_s, key.ns}, {u"name"_s, key.name}};
}

QJsonObject nodeJson(const WaitNode& node)
{
    const QString kind = node.kind ? kindInfo(*node.kind).name.toString() : u"Holder"_s;
    return {{u"kind"_s, kind}, {u"namespace"_s, node.ns}, {u"name"_s, node.name}};
}

QJsonObject needJson(const WaitNode& node, const Need& need)
{
    QJsonObject json{{u"waiting"_s, nodeJson(node)},
                     {u"reason"_s, reasonWord(need.reason)},
                     {u"count"_s, need.count},
                     {u"for"_s, nodesJson(need.of)},
                     {u"inferred"_s, need.inferred}};
    if (need.via) {
        json.insert(u"via"_s, keyJson(*need.via));
    }
    return json;
}

QJsonObject deadlockJson(const insight::Deadlock& deadlock)
{
    QJsonObject json{{u"nodes"_s, nodesJson(deadlock.nodes)}, {u"inferred"_s, deadlock.inferred}};
    if (deadlock.dissolvesAt) {
        json.insert(u"dissolvesAt"_s, formatTimestamp(*deadlock.dissolvesAt));
    }
    return json;
}

QJsonObject rootJson(const insight::RootBlocker& root)
{
    return {{u"nodes"_s, nodesJson(root.nodes)}, {u"waiting"_s, root.waiting}};
}

QJsonObject findingJson(const insight::Finding& finding, Timestamp now)
{
    QJsonArray evidence;
    for (const insight::Sentence& sentence : finding.evidence) {
        evidence.append(plainText(sentence, now));
    }
    QJsonObject json{{u"rule"_s, finding.rule},
                     {u"severity"_s, toString(finding.severity)},
                     {u"summary"_s, plainText(finding.summary, now)},
                     {u"evidence"_s, evidence},
                     {u"consequence"_s, plainText(finding.consequence, now)},
                     {u"mend"_s, plainText(finding.mend.words, now)}};
    if (finding.subject) {
        json.insert(u"subject"_s, keyJson(*finding.subject));
    }
    return json;
}

QByteArray holderJson(const HolderFact& fact)
{
    const insight::HolderVerdict& verdict = fact.verdict;
    JsonText out;
    out.open('{');
    if (!fact.calls.empty()) {
        out.open('[', "calls"_L1);
        for (const ClientCall& call : fact.calls) {
            out.open('{');
            out.text(call.holder, "holder"_L1);
            out.text(kindInfo(call.kind).name, "kind"_L1);
            out.text(call.name, "name"_L1);
            out.text(call.ns, "namespace"_L1);
            out.close('}');
        }
        out.close(']');
    }
    out.text(fact.holder.second, "name"_L1);
    out.text(fact.holder.first, "namespace"_L1);
    out.text(wordOf(verdict.what), "seenAs"_L1);
    out.time(verdict.since, "since"_L1);
    out.text(wordOf(verdict.state), "verdict"_L1);
    if (verdict.state == insight::HolderVerdict::State::Unknown) {
        out.text(wordOf(verdict.why), "why"_L1);
    }
    out.close('}');
    return out.json();
}

namespace {

QJsonObject foundJson(const live::OperatorHealth& found)
{
    QJsonObject json{{u"deployment"_s, wordOf(found.presence)}};
    if (found.presence == live::OperatorHealth::Presence::Present) {
        json.insert(u"replicas"_s, found.wanted);
        json.insert(u"ready"_s, found.ready);
    }
    if (!found.leader.isEmpty()) {
        json.insert(u"leader"_s, found.leader);
        json.insert(u"leaseSeconds"_s, static_cast<qint64>(found.leaseDuration.count()));
    }
    if (found.renewed) {
        json.insert(u"renewed"_s, formatTimestamp(*found.renewed));
    }
    if (found.lastWrite) {
        json.insert(u"statusWritten"_s, formatTimestamp(*found.lastWrite));
        json.insert(u"statusWriter"_s, found.lastWriter);
    }
    return json;
}

} // namespace

QJsonObject operatorJson(const OperatorSigns& signs, const std::optional<live::OperatorHealth>& found)
{
    const QString state = signs.state == OperatorSigns::State::Writing ? u"writing"_s
        : signs.state == OperatorSigns::State::NotWriting              ? u"notWriting"_s
                                                                       : u"unknown"_s;
    QJsonObject json{{u"state"_s, state}, {u"written"_s, signs.written}, {u"unwritten"_s, signs.unwritten}};
    if (signs.lastWrite) {
        json.insert(u"lastWrite"_s, formatTimestamp(*signs.lastWrite));
    }
    if (found) {
        json.insert(u"found"_s, foundJson(*found));
    }
    return json;
}

} // namespace konductor::snapshot
