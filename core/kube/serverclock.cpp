// SPDX-License-Identifier: Apache-2.0
#include "core/kube/serverclock.h"

#include <algorithm>

namespace konductor::kube {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

void ServerClock::addSample(Timestamp date, Timestamp sent, Timestamp received)
{
    if (received < sent) {
        return; // our own clock was set back meanwhile
    }
    // The server wrote `date` at some moment of [sent, received], and its clock then showed [date, date + 1 s).
    const milliseconds low = date - received;
    const milliseconds high = date + 1s - sent;
    if (m_low && std::max(*m_low, low) <= std::min(*m_high, high)) {
        m_low = std::max(*m_low, low);
        m_high = std::min(*m_high, high);
    } else {
        m_low = low;
        m_high = high;
    }
}

milliseconds ServerClock::offset() const
{
    return m_low ? *m_low + (*m_high - *m_low) / 2 : 0ms;
}

milliseconds ServerClock::uncertainty() const
{
    return m_low ? std::max<milliseconds>((*m_high - *m_low) / 2, 1ms) : 0ms;
}

} // namespace konductor::kube
