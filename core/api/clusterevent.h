// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <QString>

#include <optional>
#include <vector>

namespace konductor {

/// What somebody said about an object by a core/v1 Event: a policy engine, a controller, a person. Hostile text.
struct ClusterEvent {
    QString name; ///< Of the Event itself, which is unique in its namespace.
    QString resourceVersion;
    QString objectVersion; ///< apiVersion of what it is about; empty where the writer left it out.
    QString objectUid; ///< Likewise.
    bool isWarning = false;
    QString reason; ///< "PolicyViolation"
    QString message; ///< Cut at 2,000 characters.
    QString source; ///< Who said it; empty when that is not told.
    qint64 count = 1; ///< How often.
    std::optional<Timestamp> first;
    std::optional<Timestamp> last;

    friend bool operator==(const ClusterEvent&, const ClusterEvent&) = default;
};

struct ClusterEventPage {
    std::vector<ClusterEvent> events;
    QString resourceVersion;
    QString continueToken;
    std::optional<qint64> remaining;
};

/// One frame of a watch of Events.
struct ClusterEventFrame {
    enum class Type { Changed, Deleted, Bookmark, Error };
    Type type = Type::Changed;
    ClusterEvent event; ///< Of a bookmark only the resourceVersion has meaning.
    QByteArray status; ///< Error: the Status object.
};

/// Events from a server's JSON, in both of the ways in which a series is written. Fails with Malformed.
Result<ClusterEventPage> clusterEventPageFromJson(const QByteArray& json);
Result<ClusterEventFrame> clusterEventFrameFromJson(const QByteArray& json);

/// Newest first; what was said several times in the same words by the same is one, with all its times counted.
std::vector<ClusterEvent> folded(std::vector<ClusterEvent> events);

} // namespace konductor
