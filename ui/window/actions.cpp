// SPDX-License-Identifier: Apache-2.0
#include "ui/window/actions.h"

#include "core/action/planner.h"
#include "core/action/requiredrights.h"
#include "core/base/text.h"
#include "core/base/words.h"
#include "core/insight/barrierprogress.h"
#include "core/kube/yamldocument.h"
#include "ui/dialogs/holderchoice.h"
#include "ui/models/columns.h"
#include "ui/window/rightscheck.h"

#include <QJsonDocument>
#include <QRegularExpression>

namespace konductor::ui {

using namespace Qt::StringLiterals;

Actions::Actions(const live::ClusterMirror& mirror, const Clock& clock, PlanRunner& runner, QWidget* host)
    : QObject(host)
    , m_mirror(mirror)
    , m_clock(clock)
    , m_host(host)
    , m_sheet(new PlanSheet(runner, host))
{
    connect(m_sheet, &PlanSheet::finished, this, &Actions::finished);
}

void Actions::start(DetailsAction::Type type, const ObjectKey& target)
{
    if (isBusy()) {
        return;
    }
    const QString name = visibleText(target.name);
    switch (type) {
    case DetailsAction::Type::Arrive:
        ask(tr("Arrive at %1").arg(name), tr("Arrive as"), m_missing(target), false,
            [this, target](const QStringList& holders) { arrive(target, holders, false); });
        return;
    case DetailsAction::Type::ArriveMissing: {
        const auto barrier = m_mirror.objects().find<Barrier>(target.ns, target.name);
        const qint64 missing = barrier ? insight::progressOf(*barrier, m_mirror.objects(), serverNow()).missing() : 0;
        QStringList names = m_missing(target).mid(0, missing);
        for (qint64 i = names.size() + 1; i <= std::min<qint64>(missing, 100); ++i) {
            names.append(u"manual-%1"_s.arg(i));
        }
        ask(tr("Arrive for the %1 missing at %2").arg(missing).arg(name), tr("Names, one a line"), names, true,
            [this, target](const QStringList& holders) { arrive(target, holders, true); });
        return;
    }
    case DetailsAction::Type::Release:
    case DetailsAction::Type::ForceExpire:
        askHolder(type, target);
        return;
    case DetailsAction::Type::HandOver:
        planHandOver(target, heirOf(target));
        return;
    }
}

void Actions::setOperatorProblem(const QString& problem)
{
    m_sheet->setCaveat(problem.isEmpty() ? QString() : tr("The operator may not do what follows: %1").arg(problem));
}

void Actions::mend(const insight::Finding& finding)
{
    if (isBusy()) {
        return;
    }
    using Type = insight::Mend::Type;
    const Result<action::Plan> plan = action::planMend(finding, m_mirror.objects(), serverNow());
    const ObjectKey target = finding.mend.target.value_or(ObjectKey());
    if (plan || !finding.mend.target) {
        show(tr("Mend what was found"), plan);
    } else if (finding.mend.type == Type::Arrive) {
        start(DetailsAction::Type::ArriveMissing, target);
    } else if (finding.mend.type == Type::Release || finding.mend.type == Type::Expire) {
        askHolder(finding.mend.type == Type::Release ? DetailsAction::Type::Release : DetailsAction::Type::ForceExpire,
                  target);
    } else if (finding.mend.type == Type::Edit && target.kind == Kind::Gate) {
        emit yamlRequested(target);
    } else if (finding.mend.type == Type::Edit) {
        start(CatalogueAction::Edit, target);
    } else {
        show(tr("Mend what was found"), plan);
    }
}

void Actions::mendAll(const std::vector<insight::Finding>& findings)
{
    if (!isBusy()) {
        showAll(tr("Mend what was found"), action::planMendAll(findings, m_mirror.objects(), serverNow()));
    }
}

void Actions::start(action::BulkVerb verb, const std::vector<ObjectKey>& targets)
{
    if (!isBusy()) {
        showAll(inWords("Actions", "Act on %n objects", "Act on 1 object", qsizetype(targets.size())),
                action::planTargets(verb, targets, m_mirror.objects(), serverNow()));
    }
}

std::optional<Error> Actions::apply(const ObjectKey& key, const QByteArray& before, const QString& yaml)
{
    if (isBusy()) {
        return std::nullopt; // its plan is on screen
    }
    const Result<QJsonValue> after = kube::yamlToJson(yaml.toUtf8(), toString(key));
    if (!after) {
        return after.error();
    }
    const auto plan = action::planApply(key, QJsonDocument::fromJson(before).object(), after->toObject(),
                                        m_mirror.objects(), serverNow());
    if (!plan) {
        return plan.error();
    }
    show(tr("Change %1").arg(visibleText(key.name)), plan);
    return std::nullopt;
}

void Actions::freeHolder(action::Plan::Verb verb, const QString& ns, const QString& holder)
{
    if (!isBusy()) {
        showAll(tr("Free what %1 holds").arg(visibleText(holder)),
                action::planHolder(verb, holder, {ns}, m_mirror.objects(), serverNow()));
    }
}

bool Actions::isBusy()
{
    if (m_sheet->isVisible()) {
        m_sheet->raise();
        return true;
    }
    delete m_choice; // another question takes its place
    delete m_form;
    return false;
}

bool Actions::isProtected(const QString& context)
{
    static const QRegularExpression words(u"(^|[^a-z])(prod|production|prd|live)([^a-z]|$)"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    return words.match(context).hasMatch();
}

void Actions::setMark(const ClusterMark& mark)
{
    m_mark = mark;
}

bool Actions::asksForName() const
{
    return m_mark ? m_mark->production : isProtected(m_mirror.connection().contextName);
}

void Actions::askHolder(DetailsAction::Type type, const ObjectKey& target)
{
    const QStringList holders = holderNames(target, m_mirror.objects(), serverNow());
    if (holders.size() <= 1) {
        free(type, target, holders.value(0));
        return;
    }
    const QString title = type == DetailsAction::Type::Release ? tr("Release %1") : tr("Force-expire %1");
    ask(title.arg(visibleText(target.name)), tr("Held by"), holders, false,
        [this, type, target](const QStringList& chosen) { free(type, target, chosen.value(0)); });
}

void Actions::ask(const QString& title, const QString& label, const QStringList& suggestions, bool many,
                  std::function<void(QStringList)> then)
{
    auto* choice = new HolderChoice(title, label, suggestions, many, m_host);
    m_choice = choice;
    connect(choice, &HolderChoice::chosen, this, [choice, then = std::move(then)](const QStringList& names) {
        choice->deleteLater();
        then(names);
    });
    connect(choice, &HolderChoice::cancelled, choice, &QObject::deleteLater);
    choice->ask();
}

void Actions::arrive(const ObjectKey& barrier, const QStringList& holders, bool missing)
{
    show(tr("Arrive at %1").arg(visibleText(barrier.name)),
         missing ? action::planArriveMissing(barrier, holders, m_mirror.objects(), serverNow())
                 : action::planArrive(barrier, holders.value(0), m_mirror.objects(), serverNow()));
}

void Actions::free(DetailsAction::Type type, const ObjectKey& target, const QString& holder)
{
    const action::HoldRef hold{target, holder, {}};
    const bool release = type == DetailsAction::Type::Release;
    show((release ? tr("Release %1") : tr("Force-expire %1")).arg(visibleText(target.name)),
         release ? action::planRelease(hold, m_mirror.objects(), serverNow())
                 : action::planForceExpire(hold, m_mirror.objects(), serverNow()));
}

std::vector<CatalogueEntry> Actions::entriesOf(const ObjectKey& key) const
{
    std::vector<CatalogueEntry> entries = catalogueOf(key, m_mirror.objects(), m_mirror.connection().readOnly);
    disableRefused(entries, key, m_mirror.objects(), m_rights);
    return entries;
}

/// The right that one of the plans lacks, as an error.
std::optional<Error> Actions::lacking(const std::vector<action::Plan>& plans) const
{
    for (const action::Plan& plan : plans) {
        const auto missing = m_rights ? action::refusedOf(action::rightsOf(plan), *m_rights) : std::nullopt;
        if (missing) {
            return action::refusal(*missing);
        }
    }
    return std::nullopt;
}

void Actions::show(const QString& title, const Result<action::Plan>& plan)
{
    if (!plan) {
        emit refused(title, plan.error());
        return;
    }
    if (const auto missing = lacking({*plan})) {
        emit refused(title, *missing);
        return;
    }
    const QString& context = m_mirror.connection().contextName;
    m_sheet->setMark(m_mark.value_or(ClusterMark()), context);
    m_sheet->showPlan(warned(*plan), visibleText(context) + u" · "_s + visibleText(plan->target.ns),
                      asksForName() ? plan->target.name : QString());
}

void Actions::showAll(const QString& title, const Result<action::BulkPlan>& plan)
{
    if (!plan) {
        emit refused(title, plan.error());
        return;
    }
    if (plan->items.size() == 1 && plan->left.isEmpty()) {
        show(title, plan->items.front());
        return;
    }
    if (const auto missing = lacking(plan->items)) {
        emit refused(title, *missing);
        return;
    }
    const QString& context = m_mirror.connection().contextName;
    m_sheet->setMark(m_mark.value_or(ClusterMark()), context);
    action::BulkPlan all = *plan;
    std::transform(all.items.begin(), all.items.end(), all.items.begin(),
                   [this](const action::Plan& item) { return warned(item); });
    m_sheet->showPlan(all, visibleText(context), asksForName() ? context : QString());
}

} // namespace konductor::ui
