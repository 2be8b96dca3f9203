// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"

#include <QString>

#include <optional>
#include <vector>

namespace konductor::snapshot {

/// How much of a folder's snapshots is kept; the newest always is.
struct Retention {
    std::optional<qint64> count;
    std::optional<std::chrono::milliseconds> age;
    std::optional<qint64> bytes; ///< Of all together.
};

struct StoredFile {
    QString name;
    qint64 bytes = 0;
    Timestamp taken;
};

/// The names of what is beyond the retention, oldest first. Pure.
std::vector<QString> beyond(const Retention& retention, std::vector<StoredFile> files, Timestamp now);

/// The snapshots of one cluster in a folder: by their names alone ("konductor-prod-20261124T120000Z.json"), so that
/// nothing else in it is ever touched.
std::vector<StoredFile> storedSnapshots(const QString& folder, const QString& context);

/// Deletes what is beyond the retention, and what a writer that was killed left half done more than an hour ago.
void rotate(const QString& folder, const QString& context, const Retention& retention, Timestamp now);

/// "512MiB", "10G", "3000000": binary units. None when it is no size.
std::optional<qint64> sizeFromText(const QString& text);

/// "konductor-prod-": how the files of one cluster begin, with nothing in it that a shell could take amiss.
QString fileStem(const QString& context);

} // namespace konductor::snapshot
