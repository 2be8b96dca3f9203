// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <utility>

namespace konductor {

/// A value that most of its owners do not have, at the price of one pointer: what is there to be read is then an empty
/// `T`. For implicitly shared types, whose copies cost nothing, and that know whether they are empty. A moved-from
/// one is empty. As thread-safe as `T`.
template <class T> class Rare {
public:
    Rare() = default;
    Rare(T value) // NOLINT(google-explicit-constructor): it is that value
        : m_value(value.isEmpty() ? nullptr : std::make_unique<T>(std::move(value)))
    {
    }
    Rare(const Rare& other) : m_value(other.m_value ? std::make_unique<T>(*other.m_value) : nullptr) { }
    Rare(Rare&&) noexcept = default;
    Rare& operator=(const Rare& other) { return *this = Rare(other); }
    Rare& operator=(Rare&&) noexcept = default;
    ~Rare() = default;

    const T& operator*() const
    {
        static const T nothing;
        return m_value ? *m_value : nothing;
    }
    const T* operator->() const { return &**this; }
    void clear() { m_value.reset(); }

    friend bool operator==(const Rare& a, const Rare& b)
    {
        return a.m_value && b.m_value ? *a.m_value == *b.m_value : !a.m_value && !b.m_value;
    }

private:
    std::unique_ptr<T> m_value;
};

} // namespace konductor
