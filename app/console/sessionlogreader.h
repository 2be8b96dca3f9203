// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/console/sessionquestion.h"
#include "ui/dialogs/logreader.h"

namespace konductor::app {

/// The log sheet's reader on a live session.
class SessionLogReader final : public ui::LogReader {
    Q_OBJECT
public:
    /// The session must outlive the reader.
    explicit SessionLogReader(live::LiveSession& session, QObject* parent = nullptr);

    void read(const kube::PodLogQuestion& question) override;

private:
    SessionQuestion<SessionLogReader> m_question;
};

} // namespace konductor::app
