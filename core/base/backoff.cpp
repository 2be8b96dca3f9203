// SPDX-License-Identifier: Apache-2.0
#include "core/base/backoff.h"

#include <algorithm>

namespace konductor {

using std::chrono::milliseconds;

milliseconds Backoff::next(milliseconds now)
{
    if (m_attempts > 0 && now - m_lastAsked >= m_options.resetAfter) {
        reset();
    }
    m_lastAsked = now;
    ++m_attempts;
    const auto grown = milliseconds(static_cast<long long>(static_cast<double>(m_pause.count()) * m_options.factor));
    m_pause = m_pause.count() == 0 ? m_options.initial : std::min(grown, m_options.longest);
    const double stretched = static_cast<double>(m_pause.count()) * (1.0 + m_options.jitter * m_random());
    return milliseconds(static_cast<long long>(stretched));
}

void Backoff::reset()
{
    m_pause = milliseconds{0};
    m_attempts = 0;
}

} // namespace konductor
