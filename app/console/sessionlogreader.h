// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/live/mailbox.h"
#include "ui/dialogs/logreader.h"

#include <memory>
#include <stop_token>

namespace konductor::live {
class LiveSession;
}

namespace konductor::app {

/// The log sheet's reader on a live session.
class SessionLogReader final : public ui::LogReader {
    Q_OBJECT
public:
    /// The session must outlive the reader.
    explicit SessionLogReader(live::LiveSession& session, QObject* parent = nullptr);
    ~SessionLogReader() override;

    void read(const kube::PodLogQuestion& question) override;

private:
    live::LiveSession& m_session;
    std::stop_source m_stop;
    std::shared_ptr<live::Mailbox<SessionLogReader>> m_mailbox;
};

} // namespace konductor::app
