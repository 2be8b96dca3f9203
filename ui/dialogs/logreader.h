// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/podlog.h"

#include <QObject>

namespace konductor::ui {

/// Fetches the end of a pod's log, for the sheet that shows it and knows no socket. The program adapts its session to
/// it. Window's thread.
class LogReader : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// The answer comes by finished(), later. A newer request makes an older one's answer unwanted.
    virtual void read(const kube::PodLogQuestion& question) = 0;

signals:
    void finished(const konductor::kube::PodLogQuestion& question,
                  const konductor::Result<konductor::kube::PodLog>& log);
};

} // namespace konductor::ui
