// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/live/mailbox.h"
#include "ui/panels/objectreader.h"

#include <memory>
#include <stop_token>

namespace konductor::live {
class LiveSession;
}

namespace konductor::app {

/// The YAML view's reader on a live session: one GET each.
class SessionObjectReader final : public ui::ObjectReader {
    Q_OBJECT
public:
    /// The session must outlive the reader.
    explicit SessionObjectReader(live::LiveSession& session, QObject* parent = nullptr);
    ~SessionObjectReader() override;

    void read(const ObjectKey& key) override;

private:
    live::LiveSession& m_session;
    std::stop_source m_stop;
    std::shared_ptr<live::Mailbox<SessionObjectReader>> m_mailbox;
};

} // namespace konductor::app
