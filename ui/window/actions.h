// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/action/planmend.h"
#include "core/action/planner.h"
#include "core/base/clock.h"
#include "core/live/clustermirror.h"
#include "ui/dialogs/formsheet.h"
#include "ui/dialogs/plansheet.h"
#include "ui/panels/detailscontent.h"
#include "ui/window/actioncatalogue.h"

#include <QObject>
#include <QPointer>

#include <functional>

namespace konductor::live {
class RightsBook;
}

namespace konductor::ui {

class HolderChoice;

/// From "Release…" to the plan sheet: asks whom it concerns where that is open, makes the plan from the values on
/// screen, shows it. What the plan did is told by finished().
class Actions final : public QObject {
    Q_OBJECT
public:
    Actions(const live::ClusterMirror& mirror, const Clock& clock, PlanRunner& runner, QWidget* host);

    /// While a plan is on screen, that plan comes first: nothing is started. Of several targets, each is planned and
    /// carried out on its own (BulkPlan).
    void start(action::BulkVerb verb, const std::vector<ObjectKey>& targets);
    /// An object's YAML as a person has changed it. What keeps it from being planned, if something does.
    std::optional<Error> apply(const ObjectKey& key, const QByteArray& before, const QString& yaml);
    /// Everything a holder holds in a namespace.
    void freeHolder(action::Plan::Verb verb, const QString& ns, const QString& holder);
    void mendAll(const std::vector<insight::Finding>& findings);
    void start(DetailsAction::Type type, const ObjectKey& target);
    void start(CatalogueAction what, const ObjectKey& target);
    /// The plan that mends it; where a person has to name somebody or choose a value, the question for that.
    void mend(const insight::Finding& finding);

    /// Says on the button of its hand-over to whom that would be.
    void nameHeir(DetailsContent& content) const;

    /// The catalogue of an object; what the server would refuse is disabled in it.
    std::vector<CatalogueEntry> entriesOf(const ObjectKey& key) const;
    /// A plan that the server would refuse is refused; see MainWindow::setRights().
    void setRights(live::RightsBook* book) { m_rights = book; }

    /// What is known to keep the operator from doing what is predicted; empty: nothing.
    void setOperatorProblem(const QString& problem);
    /// What would keep a lease from getting on with a new holder, in a sentence; empty where nothing is known.
    void setJam(std::function<QString(const ObjectKey& lease, const QString& heir)> jam) { m_jam = std::move(jam); }
    /// Names to offer of those who have not come to a barrier, as far as anybody knows them.
    void setMissing(std::function<QStringList(const ObjectKey& barrier)> missing) { m_missing = std::move(missing); }

    /// A plan is being carried out.
    bool isActing() const { return m_sheet->isExecuting(); }
    /// How the cluster is marked: where it is production, the plan sheet asks for the object's name.
    void setMark(const ClusterMark& mark);

    /// Contexts that look like production ("prod-eu", "live"): they count as that until somebody says otherwise.
    static bool isProtected(const QString& context);

signals:
    /// What is to be changed is no single value: the object's YAML is the place.
    void yamlRequested(const konductor::ObjectKey& key);
    void finished(const konductor::action::Plan& plan, const konductor::action::Outcome& outcome);
    /// The object's state refuses it; in words.
    void refused(const QString& title, const konductor::Error& error);

private:
    void askHolder(DetailsAction::Type type, const ObjectKey& target);
    void ask(const QString& title, const QString& label, const QStringList& suggestions, bool many,
             std::function<void(QStringList)> then);
    using Planner = std::function<Result<action::Plan>(const action::SpecValues&)>;
    bool isBusy();
    /// The form stays, with the reason, while the planner refuses.
    void fill(const QString& title, const std::vector<FormSheet::Field>& fields, Planner planner);
    void edit(const ObjectKey& target);
    void handOver(const ObjectKey& lease);
    void planHandOver(const ObjectKey& lease, const QString& to);
    /// To whom it would best go: who is next, unless that would close a deadlock and another's turn would not.
    QString heirOf(const ObjectKey& lease) const;
    /// Who gets what it frees may be kept from getting on by that very lease.
    action::Plan warned(action::Plan plan) const;
    void warnOfJam(action::Plan& plan, const QString& heir) const;
    /// Who asks for it, beside its holder; who is next first.
    QStringList waitersFor(const ObjectKey& lease) const;
    void chooseRequest(const QString& title, const ObjectKey& lease, std::function<void(ObjectKey)> then);
    void withdraw(const ObjectKey& barrier);
    void rescue(const ObjectKey& target);
    void count(CatalogueAction what, const ObjectKey& group);
    void create(const ObjectKey& like);
    std::optional<Error> lacking(const std::vector<action::Plan>& plans) const;
    void show(const QString& title, const Result<action::Plan>& plan);
    void showAll(const QString& title, const Result<action::BulkPlan>& plan);
    void arrive(const ObjectKey& barrier, const QStringList& holders, bool missing);
    void free(DetailsAction::Type type, const ObjectKey& target, const QString& holder);
    bool asksForName() const;
    Timestamp serverNow() const { return m_mirror.serverTime(m_clock.now()); }

    const live::ClusterMirror& m_mirror;
    const Clock& m_clock;
    QWidget* m_host;
    PlanSheet* m_sheet;
    live::RightsBook* m_rights = nullptr;
    std::function<QString(const ObjectKey&, const QString&)> m_jam = [](const ObjectKey&, const QString&) {
        return QString();
    };
    std::function<QStringList(const ObjectKey&)> m_missing = [](const ObjectKey&) { return QStringList(); };
    std::optional<ClusterMark> m_mark; ///< None: as the context's name looks.
    QPointer<HolderChoice> m_choice;
    QPointer<FormSheet> m_form;
};

} // namespace konductor::ui
