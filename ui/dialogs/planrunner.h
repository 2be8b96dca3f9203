// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/action/bulkrun.h"

#include <QObject>

namespace konductor::ui {

/// Tries and carries out plans for the plan sheet, which knows no socket; a single plan is a bulk of one. One at a
/// time; window's thread. The program adapts action::BulkRun to it.
class PlanRunner : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    virtual void dryRun(const action::BulkPlan& plan) = 0;
    virtual void execute(const action::BulkPlan& plan, action::OnSurprise onSurprise) = 0;

signals:
    void dryRunFinished(const konductor::action::BulkOutcome& outcome);
    /// While it is carried out, for each item in turn.
    void itemExecuted(qsizetype item, const konductor::action::Outcome& outcome);
    void executed(const konductor::action::BulkOutcome& outcome);
};

} // namespace konductor::ui
