// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/insight/world.h"
#include "core/live/livesession.h"
#include "core/live/operatorhealth.h"

#include <QObject>

namespace konductor::app {

/// Asks once a minute whether Konductor's operator is at work, from when everything is listed. Window's thread.
class OperatorWatch final : public QObject {
    Q_OBJECT
public:
    /// Both must outlive it. Its newest write is looked for in this namespace; empty: in all.
    OperatorWatch(live::LiveSession& session, Clock& clock, QString ns);

signals:
    void looked(const konductor::insight::OperatorState& state);

private:
    void look();
    void answered(const Result<live::OperatorHealth>& health);

    live::LiveSession& m_session;
    Clock& m_clock;
    QString m_namespace;
    TimerHandle m_timer;
};

} // namespace konductor::app
