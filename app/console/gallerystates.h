// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/live/clustermirror.h"
#include "ui/dialogs/logreader.h"

#include <functional>

namespace konductor::app {

/// One state of a connection that a healthy sandbox does not show, for the gallery.
struct GalleryState {
    QString name; ///< "forbidden"; becomes part of the file's name.
    std::function<live::ChangeBatchPtr(const ObjectIndex& objects, Timestamp now)> batch;
};

/// Logs as somebody reads them who may not.
class RefusedLogs final : public ui::LogReader {
public:
    void read(const kube::PodLogQuestion& question) override;
};

/// Empty, loading, forbidden, not installed, offline, stale, seen in part, and a snapshot. `objects` fill those that
/// have a table.
const std::vector<GalleryState>& galleryStates();

} // namespace konductor::app
