// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/action/planner.h"
#include "core/api/gate.h"
#include "core/api/leaserequest.h"
#include "tests/support/realcluster.h"

#include <map>

namespace konductor::test {

/// One action of the set, with what it needs to be there.
struct ActionCase {
    enum class Scene { Nothing, Lease, Barrier, LateBarrier, Gate, Semaphore, Mutex, RWMutex, Once, WaitGroup };
    const char* name;
    Scene scene;
    std::function<Result<action::Plan>(const QString& prefix, const ObjectIndex& objects, Timestamp now)> plan;
};
/// Every action there is, at least once.
const std::vector<ActionCase>& actionCases();

/// Objects for an action on any API server, each called after a prefix, in the namespace "default".
class ActionWorld {
public:
    explicit ActionWorld(Client& client) : m_client(client) { }

    /// Creates the scene's objects and their status; false and a line in `trouble` when the server refused one.
    bool make(ActionCase::Scene scene, const QString& prefix);
    /// As they were made.
    const ObjectIndex& objects() const { return m_objects; }
    std::vector<ObjectKey> keys() const { return m_keys; }
    QString trouble;

private:
    bool describe(ActionCase::Scene scene, const QString& prefix);
    bool put(Kind kind, const QString& name, const QJsonObject& spec, const QJsonObject& status = {},
             const QString& parent = {});

    Client& m_client;
    std::vector<kube::Request> m_creations;
    std::vector<kube::Request> m_statuses;
    ObjectIndex m_objects;
    std::vector<ObjectKey> m_keys;
};

/// Requests another person or tool might send meanwhile.
kube::Request touchRequest(const ObjectKey& key, const QString& mark);
kube::Request deleteRequest(const ObjectKey& key);
kube::Request createRequest(const Object& object);

/// Creates it in the namespace "default".
template <class T> bool create(Client& client, T object)
{
    object.meta.ns = QStringLiteral("default");
    return client.send(createRequest(object)).has_value();
}
/// A child that names its parent by label alone.
template <class T> T childOf(const QString& parent, const QString& holder)
{
    T made;
    made.meta.name = parent + u'-' + holder;
    made.meta.labels.insert(kindInfo(T::staticKind).parentLabel.toString(), parent);
    made.spec.holder = holder;
    return made;
}
/// "<lease>-<holder>", of that priority.
LeaseRequest requestFor(const QString& lease, const QString& holder, int priority);
/// A gate that waits for the barrier to open.
Gate gateOn(const QString& name, const QString& barrier);

} // namespace konductor::test
