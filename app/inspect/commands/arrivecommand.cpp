// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/actionrun.h"
#include "app/inspect/commands/commands.h"
#include "core/action/planner.h"

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace konductor::inspect {

namespace {

class ArriveCommand final : public ActionCommand {
public:
    ArriveCommand(CLI::App& options, const Globals& globals) : ActionCommand(options, globals)
    {
        options.add_option("BARRIER", m_barrier, "The barrier's name")->required();
        options.add_option("--as", m_holders, "The holder to arrive as; several with --missing")
            ->required()
            ->type_name("HOLDER")
            ->expected(1)
            ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
        options.add_flag("--missing", m_missing, "As many of the given holders as arrivals are missing");
    }

    void start() override
    {
        QStringList holders;
        for (const std::string& holder : m_holders) {
            holders.append(QString::fromStdString(holder));
        }
        if (!m_missing && holders.size() > 1) {
            return endWith(makeError(Error::Kind::Invalid, u"--as"_s, u"several holders are for --missing only"_s),
                           Usage);
        }
        QString name = QString::fromStdString(m_barrier);
        if (name.startsWith(u"barrier/"_s)) { // as release and expire take it
            name = name.mid(8);
        }
        act(Kind::Barrier, name,
            [holders, missing = m_missing](const ObjectKey& target, const ObjectIndex& objects, Timestamp now) {
                return missing ? action::planArriveMissing(target, holders, objects, now)
                               : action::planArrive(target, holders.front(), objects, now);
            });
    }

private:
    std::string m_barrier;
    std::vector<std::string> m_holders;
    bool m_missing = false;
};

} // namespace

std::unique_ptr<Command> makeArriveCommand(CLI::App& options, const Globals& globals)
{
    return std::make_unique<ArriveCommand>(options, globals);
}

} // namespace konductor::inspect
