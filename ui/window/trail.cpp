// SPDX-License-Identifier: Apache-2.0
#include "ui/window/trail.h"

#include <utility>

namespace konductor::ui {

void Trail::leave(const Place& from)
{
    m_ahead.clear();
    if (m_behind.empty() || !(m_behind.back() == from)) {
        m_behind.push_back(from);
    }
    if (m_behind.size() > longest) {
        m_behind.erase(m_behind.begin());
    }
}

Place Trail::back(const Place& from)
{
    Place place = std::move(m_behind.back());
    m_behind.pop_back();
    m_ahead.push_back(from);
    return place;
}

Place Trail::forward(const Place& from)
{
    Place place = std::move(m_ahead.back());
    m_ahead.pop_back();
    m_behind.push_back(from);
    return place;
}

} // namespace konductor::ui
