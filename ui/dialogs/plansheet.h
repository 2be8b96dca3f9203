// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/planrunner.h"
#include "ui/dialogs/sheet.h"
#include "ui/widgets/clustermark.h"
#include "ui/widgets/tone.h"

#include <optional>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace konductor::ui {

class BulkBody;

/// Shows a plan, or several, before anything is done: the exact calls, what will follow, warnings, the server's dry
/// run; asks why; then what came of it. The primary button names the act and waits for the dry run. Of several, those
/// that the dry run refuses can be left out, and it can be chosen to go on after a surprise.
class PlanSheet final : public Sheet {
    Q_OBJECT
public:
    /// The runner must outlive the sheet.
    PlanSheet(PlanRunner& runner, QWidget* host);

    /// How the cluster is marked that the plans to come are for, and what it is called.
    void setMark(const ClusterMark& mark, const QString& cluster);
    /// What may keep everything that is predicted from coming, for the next plan; empty: nothing is known to.
    void setCaveat(const QString& caveat) { m_caveat = caveat; }
    /// `place` says where: "prod-eu · team-a". On a protected cluster the button waits until `word` is typed: the
    /// target's name, or what stands for several. Empty: not protected.
    void showPlan(const action::BulkPlan& plan, const QString& place, const QString& word = {});
    void showPlan(const action::Plan& plan, const QString& place, const QString& word = {});

    /// A plan is being carried out, whether it is shown or not.
    bool isExecuting() const { return m_executing.has_value(); }

signals:
    /// For each plan that was begun.
    void finished(const konductor::action::Plan& plan, const konductor::action::Outcome& outcome);

private:
    enum class Stage : quint8 { Trying, Ready, Refused, Running, Over };

    void clear();
    void addHeading(const QString& title, const QString& place);
    void addAnswers();
    void addFooter();
    void focusNext();
    bool isNamed() const;
    void enableAct();
    void setStage(Stage stage, const QString& words, Tone tone = Tone::Neutral);
    void tryPlan();
    void tried(const action::BulkOutcome& outcome);
    void itemEnded(qsizetype item, const action::Outcome& outcome);
    void ended(const action::BulkOutcome& outcome);
    void leaveRefusedOut();
    void act();
    bool isSingle() const { return m_plan->items.size() == 1; }
    QString refusedWords() const;
    static QString endedWords(const action::BulkOutcome& outcome);

    PlanRunner& m_runner;
    std::optional<action::BulkPlan> m_plan;
    QString m_place;
    ClusterMark m_mark;
    QString m_cluster;
    QString m_caveat;
    QString m_word;
    action::BulkOutcome m_tried; ///< Of the plan shown.
    std::optional<action::BulkPlan> m_executing; ///< May outlive being shown: the sheet can be closed meanwhile.
    Stage m_stage = Stage::Trying;
    bool m_trying = false; ///< A dry run is unanswered.
    bool m_tryAgain = false; ///< Another plan is shown since.
    QWidget* m_body = nullptr;
    BulkBody* m_items = nullptr; ///< Only for several plans.
    QCheckBox* m_goOn = nullptr; ///< The same.
    QPushButton* m_leaveOut = nullptr; ///< The same; shown when the dry run refused some.
    QLineEdit* m_reason = nullptr;
    QLineEdit* m_name = nullptr; ///< Only where the cluster is protected.
    QLabel* m_status = nullptr;
    QPushButton* m_act = nullptr;
    QPushButton* m_cancel = nullptr;
};

} // namespace konductor::ui
