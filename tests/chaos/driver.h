// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"
#include "core/kube/connection.h"

#include <QCoroTask>
#include <QJsonObject>
#include <QSet>

#include <array>
#include <map>
#include <random>

namespace konductor::test {

/// What is written and watched: enough to have several streams, few enough to have many schedules.
inline constexpr std::array chaosKinds{Kind::Semaphore, Kind::Permit, Kind::Lease};

/// Makes random writes at an API server, past any proxy, and remembers what really existed. One at a time; lives on
/// the test's thread.
class Driver {
public:
    Driver(kube::Connection& connection, quint64 seed) : m_connection(connection), m_random(seed) { }

    /// A burst of random writes over a few names in two namespaces.
    QCoro::Task<Result<void>> burst(int writes);
    /// Deletes everything of the watched kinds.
    QCoro::Task<Result<void>> clear();
    /// Writes one object of each kind once more: what a watcher has seen that sees these.
    QCoro::Task<Result<void>> mark();
    /// All objects of a kind, as the server lists them now.
    QCoro::Task<Result<std::vector<ObjectPtr>>> list(Kind kind);

    /// "uid@resourceVersion" of every state that any object was in.
    const QSet<QString>& versions() const { return m_versions; }
    std::mt19937_64& random() { return m_random; }

private:
    QCoro::Task<Result<void>> write();
    QCoro::Task<Result<void>> create(ObjectKey key);
    QCoro::Task<Result<void>> change(ObjectKey key, bool status);
    QCoro::Task<Result<void>> remove(ObjectKey key);
    QCoro::Task<Result<void>> send(kube::Request request);

    kube::Connection& m_connection;
    std::mt19937_64 m_random;
    std::map<QString, ObjectKey> m_present;
    QSet<QString> m_versions;
    int m_serial = 0;
};

} // namespace konductor::test
