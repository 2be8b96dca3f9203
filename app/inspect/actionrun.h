// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/inspect/command.h"
#include "core/action/planrun.h"
#include "core/history/recorder.h"
#include "core/live/rightsbook.h"

#include <functional>

namespace konductor::inspect {

/// What all actions share: connect, wait until the cluster is known, find the target by name, plan,
/// show the plan, carry it out (or only try it, with --dry-run), and tell what came of it.
class ActionCommand : public Command {
    Q_OBJECT
public:
    ActionCommand(CLI::App& options, const Globals& globals);
    ~ActionCommand() override;

protected:
    using Planner =
        std::function<Result<action::Plan>(const ObjectKey& target, const ObjectIndex& objects, Timestamp now)>;
    /// Runs to the end; the command ends by itself.
    void act(Kind kind, const QString& name, Planner planner);
    /// The same for what is written "kind/name"; a word that is not ends the command as a usage error.
    void act(const std::string& target, Planner planner);
    /// For one kind only: "db" and "lease/db" mean the same.
    void actOn(Kind kind, const std::string& target, Planner planner);
    /// For plans without a target that exists: the key has the namespace asked for, which must be one.
    void actWithoutTarget(Planner planner);
    void endWithUsage(const QString& word, const QString& message);

private:
    void settled();
    void decide();
    Result<ObjectKey> findTarget() const;
    Result<ObjectKey> placeForNew() const;
    void warnOfBlindness(action::Plan& plan) const;
    void show(const action::Plan& plan) const;
    void finished(const action::Outcome& outcome);
    int tellStopped(const action::Outcome& outcome) const;

    bool m_dryRun = false;
    bool m_targetExists = true;
    std::string m_reason;
    Kind m_kind = Kind::Lease;
    QString m_name;
    Planner m_planner;
    SystemClock m_clock;
    std::unique_ptr<history::Recorder> m_recorder;
    std::optional<action::Plan> m_plan;
    std::unique_ptr<live::RightsBook> m_rights;
    std::unique_ptr<action::PlanRun> m_run;
};

/// Writes into the person's journal; one line on standard error if that cannot be.
std::unique_ptr<history::Recorder> openRecorder(const kube::ConnectionSettings& settings, Clock& clock);

} // namespace konductor::inspect
