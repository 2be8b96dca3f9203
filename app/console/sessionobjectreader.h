// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/console/sessionquestion.h"
#include "ui/panels/objectreader.h"

namespace konductor::app {

/// The YAML view's reader on a live session: one GET each.
class SessionObjectReader final : public ui::ObjectReader {
    Q_OBJECT
public:
    /// The session must outlive the reader.
    explicit SessionObjectReader(live::LiveSession& session, QObject* parent = nullptr);

    void read(const ObjectKey& key) override;

private:
    SessionQuestion<SessionObjectReader> m_question;
};

} // namespace konductor::app
