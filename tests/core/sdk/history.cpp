// SPDX-License-Identifier: Apache-2.0
#include "tests/core/sdk/history.h"

#include <QStringList>

#include <optional>
#include <set>

using namespace Qt::StringLiterals;

namespace konductor::test {

namespace {

struct State {
    qint64 exclusive = 0;
    qint64 shared = 0;
    qint64 counter = 0;
    bool executed = false;

    friend auto operator<=>(const State&, const State&) = default;
};

/// The state after the step; none when the specification does not allow it now.
std::optional<State> after(State state, const Step& step, const Specification& specification)
{
    using Primitive = Specification::Primitive;
    switch (step.what) {
    case Step::What::Acquire:
        ++state.exclusive;
        return state.exclusive <= specification.permits
                && (specification.primitive != Primitive::RWMutex || state.shared == 0)
            ? std::optional(state)
            : std::nullopt;
    case Step::What::AcquireShared:
        ++state.shared;
        return state.exclusive == 0 ? std::optional(state) : std::nullopt;
    case Step::What::Release:
        --state.exclusive;
        return state.exclusive >= 0 ? std::optional(state) : std::nullopt;
    case Step::What::ReleaseShared:
        --state.shared;
        return state.shared >= 0 ? std::optional(state) : std::nullopt;
    case Step::What::Add:
        state.counter = std::max<qint64>(state.counter + step.argument, 0);
        return step.returned == Step::never || state.counter == step.result ? std::optional(state) : std::nullopt;
    case Step::What::Execute:
        return std::exchange(state.executed, true) ? std::nullopt : std::optional(state);
    case Step::What::SkipExecuted:
        return state.executed ? std::optional(state) : std::nullopt;
    }
    Q_UNREACHABLE();
}

class Search {
public:
    Search(const std::vector<Step>& history, const Specification& specification)
        : m_history(history)
        , m_specification(specification)
    {
    }

    bool from(quint64 done, const State& state)
    {
        const qint64 horizon = firstReturn(done);
        if (horizon == Step::never) {
            return true; // what is left need not have happened
        }
        if (!m_tried.insert({done, state}).second) {
            return false;
        }
        for (size_t i = 0; i < m_history.size(); ++i) {
            const bool possible = !(done & bit(i)) && m_history[i].invoked <= horizon;
            const auto next = possible ? after(state, m_history[i], m_specification) : std::nullopt;
            if (next && from(done | bit(i), *next)) {
                return true;
            }
        }
        return false;
    }

private:
    static quint64 bit(size_t i) { return quint64(1) << i; }
    /// Whatever comes next has to be called before the first of the rest returned.
    qint64 firstReturn(quint64 done) const
    {
        qint64 first = Step::never;
        for (size_t i = 0; i < m_history.size(); ++i) {
            if (!(done & bit(i))) {
                first = std::min(first, m_history[i].returned);
            }
        }
        return first;
    }

    const std::vector<Step>& m_history;
    Specification m_specification;
    std::set<std::pair<quint64, State>> m_tried;
};

} // namespace

bool isLinearizable(const std::vector<Step>& history, const Specification& specification)
{
    Q_ASSERT(history.size() <= 64);
    return Search(history, specification).from(0, {});
}

QString toString(const std::vector<Step>& history)
{
    static const QStringList words{u"acquire"_s, u"acquire shared"_s, u"release"_s, u"release shared"_s,
                                   u"add"_s,     u"execute"_s,        u"skip"_s};
    QStringList lines;
    for (const Step& step : history) {
        lines.append(u"client %1 %2 %3…%4 µs %5→%6"_s.arg(step.client)
                         .arg(words[static_cast<int>(step.what)])
                         .arg(step.invoked)
                         .arg(step.returned == Step::never ? u"?"_s : QString::number(step.returned))
                         .arg(step.argument)
                         .arg(step.result));
    }
    return lines.join(u'\n');
}

} // namespace konductor::test
