// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/document.h"

#include <QBuffer>

#include <cstdint>
#include <cstdlib>

using namespace konductor;
using namespace konductor::snapshot;

namespace {

QByteArray written(const Snapshot& snapshot)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    if (!writeDocument(Meaning(snapshot), buffer)) {
        std::abort();
    }
    return buffer.data();
}

} // namespace

/// A file that claims to be a snapshot. What is read is written, and that is read and written as the same.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    const auto snapshot = readDocument(bytes);
    if (!snapshot) {
        if (snapshot.error().message.isEmpty()) {
            std::abort();
        }
        return 0;
    }
    const QByteArray once = written(*snapshot);
    const auto again = readDocument(once);
    if (!again || written(*again) != once) {
        std::abort();
    }
    return 0;
}
