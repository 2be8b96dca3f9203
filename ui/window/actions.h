// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/live/clustermirror.h"
#include "ui/dialogs/plansheet.h"
#include "ui/panels/detailscontent.h"

#include <QObject>
#include <QPointer>

#include <functional>

namespace konductor::ui {

class HolderChoice;

/// From "Release…" to the plan sheet: asks whom it concerns where that is open, makes the plan from the values on
/// screen, shows it. What the plan did is told by finished().
class Actions final : public QObject {
    Q_OBJECT
public:
    Actions(const live::ClusterMirror& mirror, const Clock& clock, PlanRunner& runner, QWidget* host);

    /// While a plan is on screen, that plan comes first: nothing is started.
    void start(DetailsAction::Type type, const ObjectKey& target);

signals:
    void finished(const konductor::action::Plan& plan, const konductor::action::Outcome& outcome);
    /// The object's state refuses it; in words.
    void refused(const QString& title, const konductor::Error& error);

private:
    void askHolder(DetailsAction::Type type, const ObjectKey& target);
    void ask(const QString& title, const QString& label, const QStringList& suggestions, bool many,
             std::function<void(QStringList)> then);
    void show(const QString& title, const Result<action::Plan>& plan);
    void arrive(const ObjectKey& barrier, const QStringList& holders, bool missing);
    void free(DetailsAction::Type type, const ObjectKey& target, const QString& holder);
    Timestamp serverNow() const { return m_mirror.serverTime(m_clock.now()); }

    const live::ClusterMirror& m_mirror;
    const Clock& m_clock;
    QWidget* m_host;
    PlanSheet* m_sheet;
    QPointer<HolderChoice> m_choice;
};

} // namespace konductor::ui
