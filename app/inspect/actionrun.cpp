// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/actionrun.h"

#include "app/inspect/console.h"
#include "app/inspect/planoutput.h"
#include "core/action/requiredrights.h"
#include "core/base/text.h"
#include "core/live/clustermirror.h"
#include "core/live/livesession.h"

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace konductor::inspect {

ActionCommand::ActionCommand(CLI::App& options, const Globals& globals) : Command(globals)
{
    options.add_flag("--dry-run", m_dryRun, "Print the exact calls and let the server try them; nothing is written");
    options.add_option("--reason", m_reason, "Why, for the journal")->type_name("TEXT");
}

ActionCommand::~ActionCommand() = default;

std::unique_ptr<history::Recorder> openRecorder(const kube::ConnectionSettings& settings, Clock& clock)
{
    auto recorder = std::make_unique<history::Recorder>(history::Journal::open(history::Journal::defaultPath()), clock);
    recorder->setActor(history::actorOf(settings));
    QObject::connect(recorder.get(), &history::Recorder::failed, recorder.get(),
                     [](const Error& error) { writeError(u"Not in the journal: "_s + oneLine(error)); });
    return recorder;
}

void ActionCommand::act(Kind kind, const QString& name, Planner planner)
{
    m_kind = kind;
    m_name = name;
    m_planner = std::move(planner);
    if (!openCluster()) {
        return;
    }
    // Every kind, because the plan tells what gates and waiters will make of it.
    live::LiveSession& session = m_cluster->connect({});
    connect(&session, &live::LiveSession::settled, this, &ActionCommand::settled);
}

void ActionCommand::act(const std::string& target, Planner planner)
{
    const Result<NamedTarget> named = targetFromArgument(target);
    if (!named) {
        return endWith(named.error(), Usage);
    }
    act(named->kind, named->name, std::move(planner));
}

void ActionCommand::actOn(Kind kind, const std::string& target, Planner planner)
{
    const QString prefix = kindInfo(kind).singular.toString() + u'/';
    const QString name = QString::fromStdString(target);
    act(kind, name.startsWith(prefix) ? name.mid(prefix.size()) : name, std::move(planner));
}

void ActionCommand::actWithoutTarget(Planner planner)
{
    m_targetExists = false;
    act(Kind::Lease, {}, std::move(planner));
}

void ActionCommand::endWithUsage(const QString& word, const QString& message)
{
    endWith(makeError(Error::Kind::Invalid, word, message), Usage);
}

Result<ObjectKey> ActionCommand::placeForNew() const
{
    const QStringList& namespaces = m_cluster->namespaces();
    if (namespaces.size() > 1) {
        return fail(makeError(Error::Kind::Invalid, u"--namespace"_s, u"name one to create it in"_s));
    }
    return ObjectKey{m_kind, namespaces.value(0), {}};
}

Result<ObjectKey> ActionCommand::findTarget() const
{
    const live::ClusterMirror& mirror = m_cluster->mirror();
    const live::ScopeState scope = mirror.scope(m_kind);
    if (scope.phase != live::ScopeState::Phase::Live) {
        const Gaps gaps = gapsOf(mirror, {m_kind});
        Error error = scope.error.value_or(makeError(Error::Kind::Unsupported, {}, {}));
        error.subject = {};
        error.advice = {};
        error.message = gaps.lines.value(0);
        return fail(error);
    }
    std::vector<ObjectKey> found;
    for (const ObjectPtr& object : mirror.objects().sorted(m_kind)) {
        if (object->meta.name == m_name) {
            found.push_back(object->key());
        }
    }
    const QString subject = kindInfo(m_kind).singular.toString() + u' ' + m_name;
    if (found.empty()) {
        const QString where = m_cluster->namespaces().isEmpty()
            ? u"in any namespace"_s
            : u"in namespace "_s + m_cluster->namespaces().join(u", "_s);
        return fail(makeError(Error::Kind::NotFound, subject, u"there is none "_s + where));
    }
    if (found.size() > 1) {
        QStringList places;
        for (const ObjectKey& key : found) {
            places.append(key.ns);
        }
        return fail(makeError(Error::Kind::Invalid, subject, u"there is one in each of %1"_s.arg(places.join(u", "_s)),
                              u"Choose with --namespace."_s));
    }
    return found.front();
}

void ActionCommand::settled()
{
    const Result<ObjectKey> target = m_targetExists ? findTarget() : placeForNew();
    if (!target) {
        return endWith(target.error());
    }
    const live::ClusterMirror& mirror = m_cluster->mirror();
    Result<action::Plan> plan = m_planner(*target, mirror.objects(), mirror.serverTime(m_clock.now()));
    if (!plan) {
        return endWith(plan.error());
    }
    plan->reason = QString::fromStdString(m_reason);
    action::Plan shown = *plan;
    warnOfBlindness(shown);
    show(shown);
    m_plan = std::move(*plan);
    m_rights = std::make_unique<live::RightsBook>(m_cluster->session(), m_clock);
    connect(m_rights.get(), &live::RightsBook::changed, this, &ActionCommand::decide);
    decide();
}

/// Nothing begins that would stop half-way for want of a right. A server that does not tell is asked by doing it.
void ActionCommand::decide()
{
    if (m_run) {
        return;
    }
    if (const auto refused = action::refusedOf(action::rightsOf(*m_plan), *m_rights)) {
        m_rights->disconnect(this);
        return endWith(action::refusal(*refused));
    }
    if (m_rights->isAsking()) {
        return;
    }
    m_run = std::make_unique<action::PlanRun>(m_cluster->session(), *m_plan, m_clock);
    connect(m_run.get(), &action::PlanRun::finished, this, &ActionCommand::finished);
    if (m_dryRun) {
        m_run->dryRun();
    } else {
        m_recorder = openRecorder(m_cluster->settings(), m_clock);
        m_recorder->follow(*m_run);
        m_run->start();
    }
}

/// A plan made without sight of requests, arrivals or gates may miss something.
void ActionCommand::warnOfBlindness(action::Plan& plan) const
{
    std::vector<Kind> looked{Kind::Gate};
    for (const Kind child : {Kind::Permit, Kind::Arrival, Kind::LeaseRequest}) {
        if (kindInfo(child).parent == m_kind) {
            looked.push_back(child);
        }
    }
    for (const QString& line : gapsOf(m_cluster->mirror(), looked).lines) {
        plan.warnings.append(u"Planned without seeing everything: "_s + line);
    }
}

void ActionCommand::show(const action::Plan& plan) const
{
    writeOut(planText(plan, m_dryRun));
}

void ActionCommand::finished(const action::Outcome& outcome)
{
    using Phase = action::Outcome::Phase;
    int code = Done;
    switch (outcome.phase) {
    case Phase::Accepted:
        writeOut(u"The server would take every call; nothing was written.\n"_s);
        break;
    case Phase::Done:
        writeOut(
            u"Done in %1 ms. %2\n"_s.arg(QString::number(outcome.took.count()), visibleText(outcome.explanation.kept)));
        break;
    case Phase::NoReaction:
        writeError(visibleText(outcome.explanation.kept));
        code = InPart;
        break;
    case Phase::Stopped:
        code = tellStopped(outcome);
        break;
    }
    emit ended(code);
}

int ActionCommand::tellStopped(const action::Outcome& outcome) const
{
    const Error error = outcome.error.value_or(makeError(Error::Kind::Server, {}, u"stopped"_s));
    const QString said = oneLine(error);
    const QString more = outcome.explanation.isEmpty() ? QString() : u". "_s + visibleText(outcome.explanation.kept);
    writeError(said + more);
    return outcome.callsMade > 0 ? InPart : exitCodeOf(error);
}

} // namespace konductor::inspect
