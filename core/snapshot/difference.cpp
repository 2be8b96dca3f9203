// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/difference.h"

#include "core/api/decoder.h"
#include "core/api/encoder.h"
#include "core/base/json.h"
#include "core/base/words.h"
#include "core/snapshot/headlines.h"
#include "core/snapshot/meaningjson.h"
#include "core/snapshot/portable.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace konductor::snapshot {

namespace {

Snapshot headOf(const Snapshot& snapshot)
{
    Snapshot head = snapshot;
    head.objects.clear();
    head.holders.clear();
    return head;
}

QJsonObject parsed(const QByteArray& json)
{
    return QJsonDocument::fromJson(json).object();
}

class Comparison {
public:
    std::vector<ObjectStep> steps(const ObjectIndex& before, const ObjectIndex& after)
    {
        for (const Kind kind : snapshotKinds()) {
            after.forEach(kind, [&](const ObjectPtr& object) { arrived(before.find(object->key()), object); });
            before.forEach(kind, [&](const ObjectPtr& object) {
                if (!after.find(object->key())) {
                    m_steps.push_back({object->key(), ObjectStep::Type::Gone, {}, {}});
                }
            });
        }
        std::sort(m_steps.begin(), m_steps.end(),
                  [](const ObjectStep& a, const ObjectStep& b) { return a.key < b.key; });
        return std::move(m_steps);
    }

private:
    /// One was kept as the server sent it, the other as it was understood ("90s" and "1m30s").
    static bool isSameVersion(const Object& before, const Object& after)
    {
        return before.meta.uid == after.meta.uid && before.meta.resourceVersion == after.meta.resourceVersion
            && toJson(before) == toJson(after);
    }

    void arrived(const ObjectPtr& before, const ObjectPtr& after)
    {
        if (!before) {
            m_steps.push_back({after->key(), ObjectStep::Type::Added, parsed(m_portable.json(*after)), {}});
            return;
        }
        if (before == after || (!before->json->isEmpty() && before->json == after->json)) {
            return;
        }
        const QByteArray was = m_portable.json(*before);
        const QByteArray is = m_portable.json(*after);
        if (was == is || isSameVersion(*before, *after)) {
            return;
        }
        std::vector<FieldChange> fields = fieldChanges(parsed(was), parsed(is));
        if (!fields.empty()) {
            m_steps.push_back({after->key(), ObjectStep::Type::Changed, {}, std::move(fields)});
        }
    }

    PortableObjects m_portable;
    std::vector<ObjectStep> m_steps;
};

/// Both are sorted.
std::vector<HolderStep> holderSteps(const std::vector<HolderFact>& before, const std::vector<HolderFact>& after)
{
    std::vector<HolderStep> steps;
    auto a = before.begin();
    auto b = after.begin();
    while (a != before.end() || b != after.end()) {
        const bool onlyBefore = b == after.end() || (a != before.end() && a->holder < b->holder);
        const bool onlyAfter = a == before.end() || (b != after.end() && b->holder < a->holder);
        if (onlyBefore) {
            steps.push_back({*a, std::nullopt});
        } else if (onlyAfter) {
            steps.push_back({std::nullopt, *b});
        } else if (!(*a == *b)) {
            steps.push_back({*a, *b});
        }
        a += onlyAfter ? 0 : 1;
        b += onlyBefore ? 0 : 1;
    }
    return steps;
}

Result<ObjectPtr> decoded(const ObjectKey& key, const QJsonObject& json)
{
    Decoder decoder(key.kind);
    decoder.setKeepJson(key.kind != Kind::Job);
    auto object = decoder.object(compactJson(json));
    if (object && (*object)->key() != key) {
        return fail(makeError(Error::Kind::Malformed, toString(key),
                              spoken("SnapshotFile", "the difference is about another object")));
    }
    return object;
}

QJsonObject headJson(const Snapshot& head)
{
    return {{u"context"_s, head.context},
            {u"server"_s, head.server},
            {u"takenAt"_s, formatTimestamp(head.takenAt)},
            {u"serverTime"_s, formatTimestamp(head.serverTime)},
            {u"takenBy"_s, head.takenBy.user}};
}

QJsonObject stepJson(const ObjectStep& step)
{
    QJsonObject json = keyJson(step.key);
    switch (step.type) {
    case ObjectStep::Type::Added:
        json.insert(u"change"_s, u"added"_s);
        json.insert(u"object"_s, step.object);
        return json;
    case ObjectStep::Type::Gone:
        json.insert(u"change"_s, u"gone"_s);
        return json;
    case ObjectStep::Type::Changed:
        break;
    }
    QJsonArray fields;
    for (const FieldChange& field : step.fields) {
        QJsonObject entry{{u"path"_s, field.path}};
        if (!field.before.isUndefined()) {
            entry.insert(u"before"_s, field.before);
        }
        if (!field.after.isUndefined()) {
            entry.insert(u"after"_s, field.after);
        }
        fields.append(entry);
    }
    json.insert(u"change"_s, u"changed"_s);
    json.insert(u"fields"_s, fields);
    return json;
}

} // namespace

bool Difference::isEmpty() const
{
    return objects.empty() && holders.empty() && headlines.empty() && from.visibility.size() == to.visibility.size()
        && std::equal(
               from.visibility.begin(), from.visibility.end(), to.visibility.begin(),
               [](const auto& a, const auto& b) { return a.first == b.first && a.second.state == b.second.state; });
}

Difference differenceOf(const Meaning& before, const Meaning& after)
{
    const Snapshot& a = before.snapshot();
    const Snapshot& b = after.snapshot();
    Difference difference;
    difference.from = headOf(a);
    difference.to = headOf(b);
    difference.objects = Comparison().steps(a.objects, b.objects);
    difference.holders = holderSteps(a.holders, b.holders);
    difference.headlines = headlinesOf(difference, before, after);
    return difference;
}

Result<Snapshot> withDifference(const Snapshot& before, const Difference& difference)
{
    Snapshot after = difference.to;
    after.objects = before.objects;
    PortableObjects portable;
    for (const ObjectStep& step : difference.objects) {
        const ObjectPtr was = after.objects.find(step.key);
        if ((step.type == ObjectStep::Type::Added) == (was != nullptr)) {
            return fail(makeError(Error::Kind::Malformed, toString(step.key),
                                  spoken("SnapshotFile", "the difference is of another snapshot")));
        }
        if (step.type == ObjectStep::Type::Gone) {
            after.objects.remove(step.key);
            continue;
        }
        const QJsonObject json =
            step.type == ObjectStep::Type::Added ? step.object : withChanges(parsed(portable.json(*was)), step.fields);
        auto object = decoded(step.key, json);
        if (!object) {
            return fail(object.error());
        }
        after.objects.insert(std::move(*object));
    }
    std::map<insight::Place, HolderFact> holders;
    for (const HolderFact& fact : before.holders) {
        holders[fact.holder] = fact;
    }
    for (const HolderStep& step : difference.holders) {
        holders.erase(step.holder());
        if (step.after) {
            holders[step.holder()] = *step.after;
        }
    }
    for (auto& [place, fact] : holders) {
        after.holders.push_back(std::move(fact));
    }
    return after;
}

QJsonObject differenceJson(const Difference& difference)
{
    QJsonArray words;
    for (const Headline& headline : difference.headlines) {
        QJsonArray about;
        for (const insight::WaitNode& node : headline.about) {
            about.append(nodeJson(node));
        }
        words.append(QJsonObject{{u"text"_s, headline.text}, {u"about"_s, about}});
    }
    QJsonArray objects;
    for (const ObjectStep& step : difference.objects) {
        objects.append(stepJson(step));
    }
    QJsonArray holders;
    for (const HolderStep& step : difference.holders) {
        QJsonObject json{{u"namespace"_s, step.holder().first}, {u"name"_s, step.holder().second}};
        if (step.before) {
            json.insert(u"before"_s, parsed(holderJson(*step.before)));
        }
        if (step.after) {
            json.insert(u"after"_s, parsed(holderJson(*step.after)));
        }
        holders.append(json);
    }
    return {{u"schema"_s, u"konductor.io/snapshot-difference/v1"_s},
            {u"from"_s, headJson(difference.from)},
            {u"to"_s, headJson(difference.to)},
            {u"differs"_s, !difference.isEmpty()},
            {u"words"_s, words},
            {u"objects"_s, objects},
            {u"holders"_s, holders}};
}

} // namespace konductor::snapshot
