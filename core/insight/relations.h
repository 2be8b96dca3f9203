// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/objectindex.h"
#include "core/insight/holderverdict.h"

#include <QHash>
#include <QSet>
#include <QStringList>

#include <set>
#include <vector>

namespace konductor::insight {

struct WaitNode;

/// Who names whom, where ObjectIndex has no way back: holders to the objects that mention them, objects to the gates
/// that wait for them, holders to others that are called alike. Updated object by object; holds keys, not objects.
class Relations {
public:
    /// The change has happened in the index, or is about to; only its own two sides are read.
    void apply(const ObjectPtr& before, const ObjectPtr& after);
    void clear() { *this = Relations(); }

    /// Everything that names this holder: permits, arrivals and requests by spec, locks and onces by status.
    std::vector<ObjectKey> mentions(const QString& ns, const QString& holder) const;
    /// All holders of all namespaces, in no particular order.
    std::vector<std::pair<QString, QString>> holders() const;
    /// Gates with a condition on this object.
    std::vector<ObjectKey> gatesOn(const ObjectKey& target) const;
    /// Holders called like this one ("worker-a", "worker-c"; "etl-1", "etl-12"), itself included, sorted. Empty when
    /// there are more than `largestFamily`: then a name says nothing.
    std::vector<QString> family(const QString& ns, const QString& holder) const;
    /// Holders that are called like the pods of this job ("load-x7k2p"), sorted.
    std::vector<QString> podsOfJob(const ObjectKey& job) const;
    /// Arrivals of the family of this holder; none for a family that is too large.
    std::vector<ObjectKey> arrivalsOfFamily(const QString& ns, const QString& holder) const;

    /// Adds the nodes whose needs may differ after this change (call after apply()).
    void touchNodes(const ObjectPtr& before, const ObjectPtr& after, const ObjectIndex& objects,
                    QSet<WaitNode>& nodes) const;
    /// Adds the objects about which a finding may differ after this change.
    void touchObjects(const ObjectPtr& before, const ObjectPtr& after, const ObjectIndex& objects,
                      QSet<ObjectKey>& touched) const;

    static constexpr size_t largestFamily = 64;

private:
    void mention(const QString& ns, const QString& holder, const ObjectKey& by);
    void unmention(const QString& ns, const QString& holder, const ObjectKey& by);

    QHash<Place, std::set<ObjectKey>> m_mentions;
    QHash<ObjectKey, std::set<ObjectKey>> m_gates;
    QHash<Place, QSet<QString>> m_families; ///< By namespace and pattern; of thousands, where all are called alike.
    QHash<Place, std::set<ObjectKey>> m_familyArrivals;
    QHash<Place, QSet<QString>> m_podsOfJob;
};

/// Adds what a holder's verdict may move: the objects that name it, and what those belong to.
void touchMentions(const Relations& relations, const QString& ns, const QString& holder, const ObjectIndex& objects,
                   QSet<ObjectKey>& touched);
/// Holders an object names, each once: the spec's of a child, the status's of a lock.
std::vector<QString> holdersNamedBy(const Object& object);
/// The objects a gate's conditions name, with the gate's namespace where they give none; without those whose type this
/// program does not know.
std::vector<ObjectKey> targetsOf(const Object& gate);
/// What is alike in the names of a family: "worker-a" → "worker-@", "etl-12" → "etl-#". Empty if there is no suffix.
QString namePattern(const QString& holder);
/// The jobs whose pods Kubernetes may have called so: "load-x7k2p" and "load-3-x7k2p" may be of job "load".
QStringList possibleJobs(const QString& holder);

} // namespace konductor::insight
