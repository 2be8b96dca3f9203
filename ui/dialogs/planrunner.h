// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/action/plan.h"

#include <QObject>

namespace konductor::ui {

/// Tries and carries out plans for the plan sheet, which knows no socket. One plan at a time; window's thread. The
/// program adapts action::PlanRun to it.
class PlanRunner : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    virtual void dryRun(const action::Plan& plan) = 0;
    virtual void execute(const action::Plan& plan) = 0;

signals:
    void dryRunFinished(const konductor::action::Outcome& outcome);
    void executed(const konductor::action::Outcome& outcome);
};

} // namespace konductor::ui
