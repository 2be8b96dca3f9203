// SPDX-License-Identifier: Apache-2.0
#include "core/action/editable.h"
#include "core/action/newobject.h"
#include "core/api/encoder.h"
#include "core/api/kinds.h"
#include "core/base/text.h"
#include "core/base/words.h"
#include "core/insight/hold.h"
#include "ui/dialogs/holderchoice.h"
#include "ui/panels/detailsparts.h"
#include "ui/window/actions.h"

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {

QString textOf(const QJsonValue& value)
{
    return value.isDouble() ? QString::number(value.toInteger()) : value.toString();
}

std::vector<FormSheet::Field> fieldsOf(const Object& object)
{
    std::vector<FormSheet::Field> fields;
    const QJsonObject spec = specJson(object);
    for (const action::EditableField& field : action::editableFields(object.kind)) {
        const QString name = field.name.toString();
        fields.push_back({name, field.label, textOf(spec.value(name)),
                          field.type == action::EditableField::Type::Number
                              ? inWords("Actions", "a number")
                              : inWords("Actions", "30s, 5m, 1h30m; empty for none"),
                          field.required});
    }
    return fields;
}

action::CountChange changeOf(CatalogueAction what)
{
    return what == CatalogueAction::CountAdd ? action::CountChange::Add
        : what == CatalogueAction::CountDone ? action::CountChange::Done
                                             : action::CountChange::Set;
}

} // namespace

void Actions::start(CatalogueAction what, const ObjectKey& target)
{
    if (isBusy()) {
        return;
    }
    const ObjectIndex& objects = m_mirror.objects();
    const QString name = visibleText(target.name);
    switch (what) {
    case CatalogueAction::LookAgain:
        return show(tr("Look again at %1").arg(name), action::planLookAgain(target, objects, serverNow()));
    case CatalogueAction::HandOver:
        return handOver(target);
    case CatalogueAction::CancelRequest:
        return chooseRequest(tr("Cancel a request for %1").arg(name), target, [this](const ObjectKey& request) {
            show(tr("Cancel request %1").arg(visibleText(request.name)),
                 action::planCancelRequest(request, m_mirror.objects(), serverNow()));
        });
    case CatalogueAction::Prioritise:
        return chooseRequest(tr("Change a priority at %1").arg(name), target,
                             [this](const ObjectKey& request) { edit(request); });
    case CatalogueAction::Withdraw:
        return withdraw(target);
    case CatalogueAction::Rescue:
        return rescue(target);
    case CatalogueAction::Reset:
        return show(tr("Reset %1").arg(name), action::planReset(target, objects, serverNow()));
    case CatalogueAction::CountAdd:
    case CatalogueAction::CountDone:
    case CatalogueAction::CountSet:
        return count(what, target);
    case CatalogueAction::Edit:
        return edit(target);
    case CatalogueAction::Create:
        return create(target);
    case CatalogueAction::Delete:
        return show(tr("Delete %1").arg(name), action::planDelete(target, objects, serverNow()));
    }
}

void Actions::fill(const QString& title, const std::vector<FormSheet::Field>& fields, Planner planner)
{
    auto* form = new FormSheet(title, fields, m_host);
    m_form = form;
    connect(form, &FormSheet::accepted, this, [this, form, title, planner](const FormSheet::Values& values) {
        const Result<action::Plan> plan = planner(values);
        if (!plan) {
            form->showProblem(visibleText(spokenLine(plan.error()).shown));
            return;
        }
        form->leave();
        form->deleteLater();
        show(title, plan);
    });
    connect(form, &FormSheet::cancelled, form, &QObject::deleteLater);
    form->ask();
}

void Actions::edit(const ObjectKey& target)
{
    const ObjectPtr object = m_mirror.objects().find(target);
    if (!object) {
        return;
    }
    fill(tr("Change %1").arg(visibleText(target.name)), fieldsOf(*object),
         [this, target](const action::SpecValues& values) {
             return action::planEdit(target, values, m_mirror.objects(), serverNow());
         });
}

QStringList Actions::waitersFor(const ObjectKey& lease) const
{
    QStringList waiters = insight::waitersOf(insight::grantOrder(lease, m_mirror.objects()));
    waiters.removeDuplicates();
    return waiters;
}

void Actions::handOver(const ObjectKey& lease)
{
    ask(tr("Hand over %1").arg(visibleText(lease.name)), tr("To one of those that asked for it"), waitersFor(lease),
        false, [this, lease](const QStringList& chosen) { planHandOver(lease, chosen.value(0)); });
}

void Actions::planHandOver(const ObjectKey& lease, const QString& to)
{
    Result<action::Plan> plan = action::planHandOver(lease, to, m_mirror.objects(), serverNow());
    if (plan) {
        warnOfJam(*plan, to);
    }
    show(tr("Hand over %1").arg(visibleText(lease.name)), plan);
}

QString Actions::heirOf(const ObjectKey& lease) const
{
    constexpr qsizetype mostTried = 8; // each costs what it can reach
    const QStringList waiters = waitersFor(lease).mid(0, mostTried);
    const auto free = std::find_if(waiters.begin(), waiters.end(),
                                   [&](const QString& waiter) { return m_jam(lease, waiter).isEmpty(); });
    return free == waiters.end() ? waiters.value(0) : *free;
}

void Actions::nameHeir(DetailsContent& content) const
{
    for (DetailsAction& action : content.actions) {
        if (action.type == DetailsAction::Type::HandOver) {
            action.text = details::handOverWords(heirOf(content.key));
        }
    }
}

action::Plan Actions::warned(action::Plan plan) const
{
    using Verb = action::Plan::Verb;
    const bool passesOn = plan.verb == Verb::Release || plan.verb == Verb::ForceExpire;
    if (passesOn && plan.target.kind == Kind::Lease) {
        warnOfJam(plan, waitersFor(plan.target).value(0));
    }
    return plan;
}

void Actions::warnOfJam(action::Plan& plan, const QString& heir) const
{
    if (const QString jam = heir.isEmpty() ? QString() : m_jam(plan.target, heir); !jam.isEmpty()) {
        plan.warnings.prepend(jam);
    }
}

void Actions::chooseRequest(const QString& title, const ObjectKey& lease, std::function<void(ObjectKey)> then)
{
    QStringList names;
    for (const insight::QueuedRequest& queued : insight::grantOrder(lease, m_mirror.objects())) {
        names.append(queued.request->meta.name);
    }
    ask(title, tr("Which request"), names, false, [lease, then = std::move(then)](const QStringList& chosen) {
        then({Kind::LeaseRequest, lease.ns, chosen.value(0)});
    });
}

void Actions::withdraw(const ObjectKey& barrier)
{
    QStringList names;
    for (const ObjectPtr& arrival : m_mirror.objects().children(barrier)) {
        names.append(arrival->meta.name);
    }
    const QString title = tr("Withdraw an arrival from %1").arg(visibleText(barrier.name));
    ask(title, tr("Which arrival"), names, false, [this, title, barrier](const QStringList& chosen) {
        show(title, action::planWithdraw(barrier, {}, chosen.value(0), m_mirror.objects(), serverNow()));
    });
}

void Actions::rescue(const ObjectKey& target)
{
    fill(tr("Rescue %1").arg(visibleText(target.name)),
         {{u"timeout"_s, tr("New time-out"), {}, tr("from its creation, such as 12h; empty for none")}},
         [this, target](const action::SpecValues& values) -> Result<action::Plan> {
             std::optional<Duration> timeout;
             if (const QString text = values.front().second; !text.isEmpty()) {
                 const Result<Duration> duration = parseDuration(text);
                 if (!duration) {
                     return fail(duration.error());
                 }
                 timeout = *duration;
             }
             return action::planRescue(target, timeout, m_mirror.objects(), serverNow());
         });
}

void Actions::count(CatalogueAction what, const ObjectKey& group)
{
    const QString title = what == CatalogueAction::CountAdd ? tr("Add to %1")
        : what == CatalogueAction::CountDone                ? tr("Count as done at %1")
                                                            : tr("Set the counter of %1");
    fill(title.arg(visibleText(group.name)), {{u"value"_s, tr("Number"), u"1"_s, {}, true}},
         [this, what, group](const action::SpecValues& values) {
             // What is no number is 0 or too small, which the planner refuses.
             const qint64 value = values.front().second.toLongLong();
             return action::planCount(group, changeOf(what), value, m_mirror.objects(), serverNow());
         });
}

void Actions::create(const ObjectKey& like)
{
    std::vector<FormSheet::Field> fields{{u"name"_s, tr("Name"), {}, {}, true},
                                         {u"namespace"_s, tr("Namespace"), like.ns, {}, true}};
    for (const action::FormField& field : action::formFields(like.kind)) {
        fields.push_back({field.name, field.label, field.value, field.hint, field.required});
    }
    fill(tr("Create a %1").arg(kindInfo(like.kind).name.toString()), fields,
         [this, kind = like.kind](const action::SpecValues& values) -> Result<action::Plan> {
             const ObjectKey key{kind, values[1].second, values[0].second};
             const auto manifest = action::manifestOf(key, {values.begin() + 2, values.end()});
             return manifest ? action::planCreate(*manifest, m_mirror.objects(), serverNow()) : fail(manifest.error());
         });
}

} // namespace konductor::ui
