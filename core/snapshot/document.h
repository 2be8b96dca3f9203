// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/snapshot/meaning.h"

#include <QIODevice>

namespace konductor::snapshot {

/// The version of the document's shape; it changes when a reader would have to. resources/snapshot holds its JSON
/// Schema. Readable are this one and "konductor.io/snapshot/v1", which had a kind's facts inside its objects.
inline constexpr QStringView schema = u"konductor.io/snapshot/v2";

/// Writes the snapshot and what follows from it, record by record: memory does not grow with the document. Times are
/// whole seconds, as the API server writes them. Fails with Config when the device does.
Result<void> writeDocument(const Meaning& meaning, QIODevice& device);

/// What a document may be at most; a bigger one is refused with a clear error. Generous against a cluster, small
/// against this machine.
struct DocumentLimits {
    qint64 bytes = 512 << 20;
    int depth = 64; ///< Kubernetes objects of these kinds need 10.
    qint64 objectBytes = 4 << 20; ///< etcd takes 1.5 MiB.
    qint64 objects = 2'000'000;
    qint64 holders = 2'000'000;
    int callsOfHolder = 1'000;
};

/// Reads a document of this or an older version; what follows from the facts is not read but worked out again. The
/// file may be hostile. Fails with Malformed (not a snapshot, beyond the limits, a newer version).
Result<Snapshot> readDocument(const QByteArray& bytes, const DocumentLimits& limits = {});
/// The same from a file; fails with Config when it cannot be read, or is a pipe, a device or a folder.
Result<Snapshot> readDocumentFile(const QString& path, const DocumentLimits& limits = {});

} // namespace konductor::snapshot
