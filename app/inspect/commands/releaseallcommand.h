// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/inspect/command.h"
#include "core/action/bulkrun.h"
#include "core/history/recorder.h"

namespace konductor::inspect {

/// release-all: one plan an object, shown together, carried out one after the other.
class ReleaseAllCommand final : public Command {
    Q_OBJECT
public:
    ReleaseAllCommand(CLI::App& options, const Globals& globals);
    void start() override;

private:
    void settled();
    void show(const action::BulkPlan& bulk) const;
    void itemFinished(qsizetype item, const action::Outcome& outcome) const;
    void finished(const action::BulkOutcome& outcome);

    std::string m_holder;
    std::string m_reason;
    bool m_expire = false;
    bool m_goOn = false;
    bool m_dryRun = false;
    SystemClock m_clock;
    std::unique_ptr<history::Recorder> m_recorder;
    std::unique_ptr<action::BulkRun> m_run;
};

} // namespace konductor::inspect
