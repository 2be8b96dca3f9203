// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/inspect/actionrun.h"
#include "core/action/planner.h"

namespace konductor::inspect {

/// What release and expire share: the same words name the hold.
class HoldCommand final : public ActionCommand {
    Q_OBJECT
public:
    using HoldPlanner = Result<action::Plan> (*)(const action::HoldRef&, const ObjectIndex&, Timestamp);

    HoldCommand(CLI::App& options, const Globals& globals, HoldPlanner planner);
    void start() override;

private:
    HoldPlanner m_planner;
    std::string m_target;
    std::string m_holder;
    std::string m_permit;
};

} // namespace konductor::inspect
