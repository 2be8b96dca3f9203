// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/history/journal.h"
#include "core/history/records.h"

#include <QObject>

namespace konductor::action {
class PlanRun;
}

namespace konductor::history {

/// Writes what a PlanRun does into a journal: before its first call, and when it has ended; a prediction that did not
/// come true is kept with the objects it was made from. On the run's thread.
///
/// A journal that cannot be written does not keep anybody from mending a cluster at night: failed() says so, once.
class Recorder final : public QObject {
    Q_OBJECT
public:
    /// No journal: follow() does nothing but say why. `clock` must outlive it.
    Recorder(Result<std::unique_ptr<Journal>> journal, Clock& clock, QObject* parent = nullptr);

    void setActor(const Actor& actor) { m_actor = actor; }
    /// To be called before run.start(); not for dry runs.
    void follow(action::PlanRun& run);

signals:
    void failed(const konductor::Error& error);

private:
    void ended(qint64 begun, const action::Plan& plan, const action::Outcome& outcome);
    std::optional<qint64> append(const QJsonObject& body);
    void tell(const Error& error);

    Result<std::unique_ptr<Journal>> m_journal;
    Clock& m_clock;
    Actor m_actor;
    bool m_told = false;
};

} // namespace konductor::history
