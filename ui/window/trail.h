// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"

#include <optional>
#include <vector>

namespace konductor::ui {

/// Where a person was: a page, and what it was at.
struct Place {
    QString page;
    std::optional<ObjectKey> object = std::nullopt;

    friend bool operator==(const Place&, const Place&) = default;
};

/// The places a person came by, as a browser keeps them. A value.
class Trail {
public:
    /// A new place is gone to from `from`; what lay ahead is forgotten.
    void leave(const Place& from);
    bool canGoBack() const { return !m_behind.empty(); }
    bool canGoForward() const { return !m_ahead.empty(); }
    /// The place before; `from` can be gone forward to again. Only where canGoBack().
    Place back(const Place& from);
    /// Only where canGoForward().
    Place forward(const Place& from);

private:
    static constexpr size_t longest = 100;

    std::vector<Place> m_behind;
    std::vector<Place> m_ahead;
};

} // namespace konductor::ui
