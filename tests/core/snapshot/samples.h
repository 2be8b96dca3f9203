// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/decoder.h"
#include "core/snapshot/document.h"
#include "tests/core/insight/make.h"

#include <QBuffer>

/// Snapshots for tests.
namespace konductor::test {

/// As an API server would send it, with what must not be handed over, and with what this program does not know.
inline ObjectPtr asSent(const QByteArray& json, Kind kind)
{
    Decoder decoder(kind);
    decoder.setKeepJson(true);
    return decoder.object(json).value();
}

inline const char* const leaseAsSent = R"({
  "apiVersion": "sync.konductor.io/v1",
  "kind": "Lease",
  "metadata": {
    "name": "db", "namespace": "team-a", "uid": "u-1", "resourceVersion": "100000000000000000001",
    "creationTimestamp": "2026-11-24T10:00:00Z",
    "annotations": {"kubectl.kubernetes.io/last-applied-configuration": "{\"password\":\"hunter2\"}"},
    "managedFields": [{"manager": "hunter2", "operation": "Update"}]
  },
  "spec": {"ttl": "10m0s", "newField": {"deep": [1.50, 1e3, 12345678901234567890]}},
  "status": {"holder": "a\u001b[31m", "phase": "Held", "acquiredAt": "2026-11-24T11:00:00Z"}
})";

/// One object of every kind, and odd values.
inline void putOneOfEach(ObjectIndex& objects)
{
    for (const Kind kind : snapshot::snapshotKinds()) {
        withKind(kind, [&](auto object) {
            object.meta = meta(QStringLiteral("odd \"<b>&\u202e") + kindInfo(kind).name.toString());
            object.meta.labels.insert(QStringLiteral("a/b"), QStringLiteral("=1+1"));
            object.meta.annotations.insert(QStringLiteral("note"), QStringLiteral("hunter2"));
            put(objects, object);
            return 0;
        });
    }
}

inline snapshot::Snapshot sampleSnapshot()
{
    snapshot::Snapshot sample;
    sample.context = QStringLiteral("prod");
    sample.server = QStringLiteral("https://example.org:6443");
    sample.serverVersion = QStringLiteral("v1.36.3");
    sample.takenAt = at("2026-11-24T12:00:05Z");
    sample.serverTime = at("2026-11-24T12:00:00Z");
    sample.uncertainty = std::chrono::milliseconds(600);
    sample.takenBy = {QStringLiteral("test"), QStringLiteral("jane"), {QStringLiteral("sre")}, {}};
    sample.connection = {snapshot::Health::State::Live, {}, at("2026-11-24T12:00:04Z")};
    for (const Kind kind : snapshot::snapshotKinds()) {
        sample.visibility[kind].state = snapshot::Visibility::State::Complete;
        sample.visibility[kind].versions.insert(QString(), QStringLiteral("4711"));
    }
    Semaphore semaphore;
    semaphore.meta = meta(QStringLiteral("gpu"));
    semaphore.spec.permits = 1;
    semaphore.status.phase = SemaphorePhase::Full;
    put(sample.objects, semaphore);
    auto permit = childOf<Permit>(QStringLiteral("gpu"), QStringLiteral("gpu-1"), QStringLiteral("a"));
    permit.status.phase = PermitPhase::Granted;
    permit.status.expiresAt = at("2026-11-24T12:01:30Z");
    put(sample.objects, permit);
    put(sample.objects, childOf<Permit>(QStringLiteral("gpu"), QStringLiteral("gpu-2"), QStringLiteral("b")));
    sample.objects.insert(asSent(leaseAsSent, Kind::Lease));
    put(sample.objects, childOf<LeaseRequest>(QStringLiteral("db"), QStringLiteral("db-b"), QStringLiteral("b")));
    sample.pods.namespaces[QStringLiteral("team-a")] = PodCoverage::State::Current;
    using State = insight::HolderVerdict::State;
    sample.holders.push_back(
        {{QStringLiteral("team-a"), QStringLiteral("a")}, {State::Gone, at("2026-11-24T11:30:00Z")}, {}});
    sample.holders.push_back(
        {{QStringLiteral("team-a"), QStringLiteral("b")},
         {State::Running, at("2026-11-24T09:00:00Z")},
         {{Kind::Barrier, QStringLiteral("team-a"), QStringLiteral("extract"), QStringLiteral("b")}}});
    return sample;
}

inline QByteArray written(const snapshot::Snapshot& taken)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    return snapshot::writeDocument(snapshot::Meaning(taken), buffer) ? buffer.data() : QByteArray("not written");
}

} // namespace konductor::test
