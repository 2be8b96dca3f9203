// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/objectindex.h"
#include "core/live/change.h"

namespace konductor::inspect {

/// {"type":"SYNCED","objects":n,"seconds":s,"peakMemoryMiB":m}
QByteArray syncedLine(qint64 objects, double seconds, double peakMemoryMiB);
/// {"type":"ADDED|MODIFIED|DELETED","object":…}, the object as the server sent it (needs
/// LiveOptions::tellJson), or as this program knows it where a list after an interruption told of it.
QByteArray changeLine(const live::Change& change);
/// For a person: "12:00:01 + lease team-a/db: Held, a, expires in 54 s". `now` is server time.
QString changeText(const live::Change& change, const ObjectIndex& objects, Timestamp now);

} // namespace konductor::inspect
