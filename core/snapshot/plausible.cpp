// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/plausible.h"

#include "core/api/kinds.h"

namespace konductor::snapshot {

namespace {

using std::chrono::sys_days;
using namespace std::chrono_literals;

/// Looks at the times among the fields of a struct and of what it holds.
class TimeCheck {
public:
    template <class T> void operator()(const char*, const T& value) { check(value); }
    bool sane() const { return m_sane; }

private:
    void check(const std::optional<Timestamp>& time) { m_sane &= isPlausible(time); }
    void check(const std::optional<Duration>& duration)
    {
        constexpr auto most = std::chrono::hours(24) * 365 * 50;
        m_sane &= !duration || (*duration <= most && *duration >= -most);
    }
    template <class T> void check(const std::vector<T>& items)
    {
        for (const T& item : items) {
            T::fields(item, *this);
        }
    }
    template <class T> void check(const T&) { }

    bool m_sane = true;
};

} // namespace

bool isPlausible(Timestamp time)
{
    return time >= sys_days(1970y / 1 / 1) && time < sys_days(2200y / 1 / 1);
}

bool isPlausible(const Object& object)
{
    return visitObject(object, [](const auto& typed) {
        TimeCheck check;
        ObjectMeta::fields(typed.meta, check);
        std::remove_cvref_t<decltype(typed.spec)>::fields(typed.spec, check);
        std::remove_cvref_t<decltype(typed.status)>::fields(typed.status, check);
        return check.sane();
    });
}

} // namespace konductor::snapshot
