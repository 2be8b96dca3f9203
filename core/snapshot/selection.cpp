// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/selection.h"

#include "core/api/kinds.h"
#include "core/insight/querysubject.h"
#include "core/snapshot/meaning.h"

#include <QSet>

#include <set>

namespace konductor::snapshot {

namespace {

QSet<ObjectKey> matching(const Snapshot& snapshot, const insight::Query& query)
{
    const Meaning meaning(snapshot);
    insight::QueryCandidate candidate(snapshot.objects, snapshot.serverTime,
                                      [&meaning](const ObjectKey& key) { return meaning.insight().findingWords(key); });
    candidate.setCluster(snapshot.context);
    QSet<ObjectKey> keys;
    for (const Kind kind : primitiveKinds) {
        snapshot.objects.forEach(kind, [&](const ObjectPtr& object) {
            const ObjectKey key = object->key();
            if (query.matches(candidate.at(key))) {
                keys.insert(key);
            }
        });
    }
    return keys;
}

} // namespace

Snapshot chosenFrom(const Snapshot& snapshot, const insight::Query& query, const QString& line)
{
    const QSet<ObjectKey> keys = matching(snapshot, query);
    QSet<QString> namespaces;
    for (const ObjectKey& key : keys) {
        namespaces.insert(key.ns);
    }
    Snapshot chosen = snapshot;
    chosen.selection = line;
    chosen.objects.clear();
    std::set<insight::Place> named;
    for (const Kind kind : snapshotKinds()) {
        snapshot.objects.forEach(kind, [&](const ObjectPtr& object) {
            const ObjectKey place = parentKey(*object).value_or(object->key());
            if (kind == Kind::Job ? namespaces.contains(object->meta.ns) : keys.contains(place)) {
                chosen.objects.insert(object);
                for (const QString& holder : insight::holdersNamedBy(*object)) {
                    named.emplace(object->meta.ns, holder);
                }
            }
        });
    }
    std::erase_if(chosen.holders, [&named](const HolderFact& fact) { return !named.contains(fact.holder); });
    return chosen;
}

} // namespace konductor::snapshot
