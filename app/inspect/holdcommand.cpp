// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/holdcommand.h"

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace konductor::inspect {

HoldCommand::HoldCommand(CLI::App& options, const Globals& globals, HoldPlanner planner)
    : ActionCommand(options, globals)
    , m_planner(planner)
{
    options.add_option("KIND/NAME", m_target, "What is held, such as lease/db-migration")->required();
    options.add_option("--holder", m_holder, "Whose hold; may be left out when there is only one")->type_name("HOLDER");
    options.add_option("--permit", m_permit, "Which permit of a semaphore; else the holder's oldest")
        ->type_name("NAME");
}

void HoldCommand::start()
{
    const Result<NamedTarget> target = targetFromArgument(m_target);
    if (!target) {
        return endWith(target.error(), Usage);
    }
    if (!m_permit.empty() && target->kind != Kind::Semaphore) {
        return endWith(makeError(Error::Kind::Invalid, u"--permit"_s, u"only semaphores have permits"_s), Usage);
    }
    const QString holder = QString::fromStdString(m_holder);
    const QString permit = QString::fromStdString(m_permit);
    act(target->kind, target->name,
        [planner = m_planner, holder, permit](const ObjectKey& key, const ObjectIndex& objects, Timestamp now) {
            return planner({key, holder, permit}, objects, now);
        });
}

} // namespace konductor::inspect
