// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/action/plan.h"
#include "ui/dialogs/planrunner.h"
#include "ui/dialogs/sheet.h"

#include <optional>

class QLabel;
class QLineEdit;
class QPushButton;

namespace konductor::ui {

/// Shows a plan before anything is done: the exact calls, what will follow, warnings, the server's dry run; asks why;
/// then what came of it. The primary button names the act and waits for the dry run.
class PlanSheet final : public Sheet {
    Q_OBJECT
public:
    /// The runner must outlive the sheet.
    PlanSheet(PlanRunner& runner, QWidget* host);

    /// `place` says where: "prod-eu · team-a". On a protected cluster the button waits until the target's name is
    /// typed.
    void showPlan(const action::Plan& plan, const QString& place, bool isProtected = false);

signals:
    void finished(const konductor::action::Plan& plan, const konductor::action::Outcome& outcome);

private:
    enum class Stage : quint8 { Trying, Ready, Refused, Running, Over };

    void clear();
    void addHeading(const QString& title, const QString& place);
    void addAnswers(bool isProtected);
    void addFooter();
    void focusNext();
    bool isNamed() const;
    void enableAct();
    void setStage(Stage stage, const QString& words);
    void tryPlan();
    void tried(const action::Outcome& outcome);
    void ended(const action::Outcome& outcome);
    void act();

    PlanRunner& m_runner;
    std::optional<action::Plan> m_plan;
    std::optional<action::Plan> m_executing; ///< May outlive being shown: the sheet can be closed meanwhile.
    Stage m_stage = Stage::Trying;
    bool m_trying = false; ///< A dry run is unanswered.
    bool m_tryAgain = false; ///< Another plan is shown since.
    QWidget* m_body = nullptr;
    QLineEdit* m_reason = nullptr;
    QLineEdit* m_name = nullptr; ///< Only where the cluster is protected.
    QLabel* m_status = nullptr;
    QPushButton* m_act = nullptr;
    QPushButton* m_cancel = nullptr;
};

} // namespace konductor::ui
