// SPDX-License-Identifier: Apache-2.0
#include "core/sdk/hold.h"

#include "core/sdk/holdstate.h"

namespace konductor::sdk {

namespace {

QCoro::Task<void> releaseBehind(std::shared_ptr<HoldState> state, std::shared_ptr<void> /*work*/)
{
    const Result<void> released = co_await HoldState::release(state);
    Q_UNUSED(released) // it expires by itself
}

void drop(std::shared_ptr<HoldState> state)
{
    if (state && state->isHeld()) {
        releaseBehind(state, state->core()->workInBackground());
    }
}

QCoro::Task<Result<void>> nothingHeld()
{
    co_return fail(makeError(Error::Kind::Lost, {}, QStringLiteral("nothing is held")));
}

} // namespace

Hold& Hold::operator=(Hold&& other) noexcept
{
    if (this != &other) {
        drop(std::exchange(m_state, std::exchange(other.m_state, {})));
    }
    return *this;
}

Hold::~Hold()
{
    drop(std::move(m_state));
}

bool Hold::isHeld() const
{
    return m_state && m_state->isHeld();
}

ObjectKey Hold::key() const
{
    return m_state ? m_state->facts().key : ObjectKey();
}

QString Hold::holder() const
{
    return m_state ? m_state->facts().holder : QString();
}

ObjectKey Hold::object() const
{
    return m_state ? m_state->facts().object : ObjectKey();
}

QString Hold::fencingToken() const
{
    return m_state ? m_state->facts().fencingToken : QString();
}

std::optional<Timestamp> Hold::expiresAt() const
{
    return m_state ? m_state->lasting().expiresAt : std::nullopt;
}

std::stop_token Hold::lostToken() const
{
    return m_state ? m_state->lostToken() : std::stop_token();
}

const HoldSignals* Hold::events() const
{
    return m_state ? &m_state->events() : nullptr;
}

std::optional<Error> Hold::loss() const
{
    return m_state ? m_state->loss() : std::nullopt;
}

QCoro::Task<Result<void>> Hold::release()
{
    std::shared_ptr<HoldState> state = std::exchange(m_state, {});
    return state ? HoldState::release(std::move(state)) : nothingHeld();
}

} // namespace konductor::sdk
