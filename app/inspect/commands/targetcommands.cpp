// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/actionrun.h"
#include "app/inspect/commands/commands.h"
#include "core/action/planner.h"

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace konductor::inspect {

namespace {

using action::CountChange;
using action::planEdit;

/// A command that names one target.
class TargetCommand : public ActionCommand {
public:
    TargetCommand(CLI::App& options, const Globals& globals, const char* word, const char* help)
        : ActionCommand(options, globals)
    {
        options.add_option(word, m_target, help)->required();
    }

protected:
    std::string m_target;
};

class HandOverCommand final : public TargetCommand {
public:
    HandOverCommand(CLI::App& options, const Globals& globals)
        : TargetCommand(options, globals, "LEASE", "The lease's name")
    {
        options.add_option("--to", m_heir, "Which of those that asked for it")->required()->type_name("HOLDER");
    }
    void start() override
    {
        actOn(Kind::Lease, m_target,
              [heir = QString::fromStdString(m_heir)](const ObjectKey& key, const ObjectIndex& objects, Timestamp now) {
                  return action::planHandOver(key, heir, objects, now);
              });
    }

private:
    std::string m_heir;
};

class WithdrawCommand final : public TargetCommand {
public:
    WithdrawCommand(CLI::App& options, const Globals& globals)
        : TargetCommand(options, globals, "BARRIER", "The barrier's name")
    {
        options.add_option("--as", m_holder, "Whose arrival")->type_name("HOLDER");
        options.add_option("--arrival", m_arrival, "Which arrival; else the holder's first")->type_name("NAME");
    }
    void start() override
    {
        if (m_holder.empty() && m_arrival.empty()) {
            return endWithUsage(u"--as"_s, u"name the holder, or the arrival with --arrival"_s);
        }
        actOn(Kind::Barrier, m_target,
              [holder = QString::fromStdString(m_holder), arrival = QString::fromStdString(m_arrival)](
                  const ObjectKey& key, const ObjectIndex& objects, Timestamp now) {
                  return action::planWithdraw(key, holder, arrival, objects, now);
              });
    }

private:
    std::string m_holder;
    std::string m_arrival;
};

class SetCommand final : public TargetCommand {
public:
    SetCommand(CLI::App& options, const Globals& globals)
        : TargetCommand(options, globals, "KIND/NAME", "What to change, such as semaphore/gpu")
    {
        options.add_option("FIELD=VALUE", m_words, "Such as permits=5 or timeout=1h; without a value it is taken away")
            ->required();
    }
    void start() override
    {
        action::SpecValues values;
        for (const std::string& word : m_words) {
            const QString text = QString::fromStdString(word);
            if (text.indexOf(u'=') <= 0) {
                return endWithUsage(text, u"write it as field=value, such as permits=5"_s);
            }
            values.emplace_back(text.section(u'=', 0, 0), text.section(u'=', 1));
        }
        act(m_target, [values](const ObjectKey& key, const ObjectIndex& objects, Timestamp now) {
            return planEdit(key, values, objects, now);
        });
    }

private:
    std::vector<std::string> m_words;
};

class RescueCommand final : public TargetCommand {
public:
    RescueCommand(CLI::App& options, const Globals& globals)
        : TargetCommand(options, globals, "KIND/NAME", "A barrier or gate, such as barrier/extract")
    {
        options.add_option("--timeout", m_timeout, "The new time-out, from the creation; else it is taken away")
            ->type_name("DURATION");
    }
    void start() override
    {
        std::optional<Duration> timeout;
        if (!m_timeout.empty()) {
            const auto span = spanFromArgument(m_timeout);
            if (!span) {
                return endWith(span.error(), Usage);
            }
            timeout = *span;
        }
        act(m_target, [timeout](const ObjectKey& key, const ObjectIndex& objects, Timestamp now) {
            return action::planRescue(key, timeout, objects, now);
        });
    }

private:
    std::string m_timeout;
};

class CountCommand final : public TargetCommand {
public:
    CountCommand(CLI::App& options, const Globals& globals)
        : TargetCommand(options, globals, "WAITGROUP", "The wait group's name")
    {
        auto* how = options.add_option_group("how");
        m_add = how->add_option("--add", m_value, "So many more are to come")->type_name("N");
        m_done = how->add_option("--done", m_value, "So many are done")->type_name("N");
        m_set = how->add_option("--set", m_value, "The counter itself")->type_name("N");
        how->require_option(1);
    }
    void start() override
    {
        const CountChange change = m_add->count() > 0 ? CountChange::Add
            : m_done->count() > 0                     ? CountChange::Done
                                                      : CountChange::Set;
        actOn(Kind::WaitGroup, m_target,
              [change, value = qint64(m_value)](const ObjectKey& key, const ObjectIndex& objects, Timestamp now) {
                  return action::planCount(key, change, value, objects, now);
              });
    }

private:
    CLI::Option* m_add;
    CLI::Option* m_done;
    CLI::Option* m_set;
    int m_value = 0;
};

/// A command that needs nothing but its target.
class PlainCommand final : public TargetCommand {
public:
    using Plan = Result<action::Plan> (*)(const ObjectKey&, const ObjectIndex&, Timestamp);

    PlainCommand(CLI::App& options, const Globals& globals, const char* word, const char* help, Plan planner,
                 std::optional<Kind> kind)
        : TargetCommand(options, globals, word, help)
        , m_planner(planner)
        , m_kind(kind)
    {
    }
    void start() override
    {
        if (m_kind) {
            actOn(*m_kind, m_target, m_planner);
        } else {
            act(m_target, m_planner);
        }
    }

private:
    Plan m_planner;
    std::optional<Kind> m_kind;
};

} // namespace

std::unique_ptr<Command> makeHandOverCommand(CLI::App& options, const Globals& globals)
{
    return std::make_unique<HandOverCommand>(options, globals);
}

std::unique_ptr<Command> makeWithdrawCommand(CLI::App& options, const Globals& globals)
{
    return std::make_unique<WithdrawCommand>(options, globals);
}

std::unique_ptr<Command> makeSetCommand(CLI::App& options, const Globals& globals)
{
    return std::make_unique<SetCommand>(options, globals);
}

std::unique_ptr<Command> makeRescueCommand(CLI::App& options, const Globals& globals)
{
    return std::make_unique<RescueCommand>(options, globals);
}

std::unique_ptr<Command> makeCountCommand(CLI::App& options, const Globals& globals)
{
    return std::make_unique<CountCommand>(options, globals);
}

std::unique_ptr<Command> makeCancelCommand(CLI::App& options, const Globals& globals)
{
    return std::make_unique<PlainCommand>(options, globals, "REQUEST", "The lease request's name",
                                          &action::planCancelRequest, Kind::LeaseRequest);
}

std::unique_ptr<Command> makeTouchCommand(CLI::App& options, const Globals& globals)
{
    return std::make_unique<PlainCommand>(options, globals, "KIND/NAME", "What to look at, such as gate/release",
                                          &action::planLookAgain, std::nullopt);
}

std::unique_ptr<Command> makeResetCommand(CLI::App& options, const Globals& globals)
{
    return std::make_unique<PlainCommand>(options, globals, "ONCE", "The once's name", &action::planReset, Kind::Once);
}

std::unique_ptr<Command> makeDeleteCommand(CLI::App& options, const Globals& globals)
{
    return std::make_unique<PlainCommand>(options, globals, "KIND/NAME", "What to delete, such as lease/db-migration",
                                          &action::planDelete, std::nullopt);
}

} // namespace konductor::inspect
