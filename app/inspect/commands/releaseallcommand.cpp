// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/commands/releaseallcommand.h"

#include "app/inspect/actionrun.h"
#include "app/inspect/commands/commands.h"
#include "app/inspect/console.h"
#include "app/inspect/planoutput.h"
#include "core/base/text.h"
#include "core/live/clustermirror.h"
#include "core/live/livesession.h"

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace konductor::inspect {

ReleaseAllCommand::ReleaseAllCommand(CLI::App& options, const Globals& globals) : Command(globals)
{
    options.add_option("HOLDER", m_holder, "Whose permits, leases, mutexes and locks")->required();
    options.add_flag("--expire", m_expire, "Force them to expire instead");
    options.add_flag("--go-on", m_goOn, "Go on after an item that was refused or had no effect; else stop there");
    options.add_flag("--dry-run", m_dryRun, "Print the exact calls and let the server try them; nothing is written");
    options.add_option("--reason", m_reason, "Why, for the journal")->type_name("TEXT");
}

void ReleaseAllCommand::start()
{
    if (!openCluster()) {
        return;
    }
    live::LiveSession& session = m_cluster->connect({});
    connect(&session, &live::LiveSession::settled, this, &ReleaseAllCommand::settled);
}

void ReleaseAllCommand::settled()
{
    const live::ClusterMirror& mirror = m_cluster->mirror();
    const auto verb = m_expire ? action::Plan::Verb::ForceExpire : action::Plan::Verb::Release;
    auto bulk = action::planHolder(verb, QString::fromStdString(m_holder), m_cluster->namespaces(), mirror.objects(),
                                   mirror.serverTime(m_clock.now()));
    if (!bulk) {
        return endWith(bulk.error());
    }
    bulk->reason = QString::fromStdString(m_reason);
    bulk->left +=
        gapsOf(mirror, {Kind::Semaphore, Kind::Permit, Kind::Lease, Kind::LeaseRequest, Kind::Mutex, Kind::RWMutex})
            .lines;
    show(*bulk);
    const auto onSurprise = m_goOn ? action::OnSurprise::GoOn : action::OnSurprise::Stop;
    m_run = std::make_unique<action::BulkRun>(m_cluster->session(), *bulk, onSurprise, m_clock);
    connect(m_run.get(), &action::BulkRun::itemFinished, this, &ReleaseAllCommand::itemFinished);
    connect(m_run.get(), &action::BulkRun::finished, this, &ReleaseAllCommand::finished);
    if (m_dryRun) {
        m_run->dryRun();
        return;
    }
    m_recorder = openRecorder(m_cluster->settings(), m_clock);
    connect(m_run.get(), &action::BulkRun::itemStarting, m_recorder.get(), &history::Recorder::follow);
    m_run->start();
}

void ReleaseAllCommand::show(const action::BulkPlan& bulk) const
{
    QString text = visibleText(bulk.title) + (m_dryRun ? u" (dry run)\n"_s : u"\n"_s);
    for (const action::Plan& plan : bulk.items) {
        text += u'\n' + planText(plan, m_dryRun);
    }
    text += bulleted(u"Left alone:"_s, bulk.left) + u'\n';
    writeOut(text);
}

void ReleaseAllCommand::itemFinished(qsizetype item, const action::Outcome& outcome) const
{
    const QString title = visibleText(m_run->plan().items[size_t(item)].title);
    if (action::BulkOutcome::isFine(outcome)) {
        writeOut(title + (m_dryRun ? u": the server would take it\n"_s : u": done\n"_s));
        return;
    }
    const QString said = outcome.error ? oneLine(*outcome.error) + u". "_s : QString();
    writeError(title + u": "_s + said + visibleText(outcome.explanation.kept));
}

void ReleaseAllCommand::finished(const action::BulkOutcome& outcome)
{
    const auto done = std::count_if(outcome.items.begin(), outcome.items.end(),
                                    [](const auto& item) { return item && action::BulkOutcome::isFine(*item); });
    const auto all = static_cast<qsizetype>(outcome.items.size());
    writeOut(u"%1 of %2 %3.\n"_s.arg(done).arg(all).arg(m_dryRun ? u"would be taken"_s : u"done"_s));
    const bool partly = done > 0 || std::any_of(outcome.items.begin(), outcome.items.end(), [](const auto& item) {
                            return item && item->callsMade > 0;
                        });
    emit ended(done == all ? Done : partly ? InPart : Refused);
}

std::unique_ptr<Command> makeReleaseAllCommand(CLI::App& options, const Globals& globals)
{
    return std::make_unique<ReleaseAllCommand>(options, globals);
}

} // namespace konductor::inspect
