// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/loadserver/answers.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace konductor::bench {

namespace {

using namespace std::chrono_literals;

constexpr std::string_view group = "/apis/sync.konductor.io/v1";

struct KindNames {
    std::string_view kind;
    std::string_view plural;
};
constexpr std::array kinds{KindNames{"Semaphore", "semaphores"}, KindNames{"Permit", "permits"},
                           KindNames{"Barrier", "barriers"},     KindNames{"Arrival", "arrivals"},
                           KindNames{"Lease", "leases"},         KindNames{"LeaseRequest", "leaserequests"},
                           KindNames{"Gate", "gates"},           KindNames{"Mutex", "mutexes"},
                           KindNames{"RWMutex", "rwmutexes"},    KindNames{"Once", "onces"},
                           KindNames{"WaitGroup", "waitgroups"}};

std::string discovery()
{
    std::string text =
        R"({"kind":"APIResourceList","apiVersion":"v1","groupVersion":"sync.konductor.io/v1","resources":[)";
    for (const auto& [kind, plural] : kinds) {
        text += R"({"name":")" + std::string(plural) + R"(","singularName":"","namespaced":true,"kind":")"
            + std::string(kind) + R"(","verbs":["get","list","watch"]},)";
    }
    text.back() = ']';
    return text + '}';
}

std::string listHead(std::string_view kind, const std::string& metadata)
{
    return R"({"apiVersion":"sync.konductor.io/v1","kind":")" + std::string(kind) + R"(List","metadata":{)" + metadata
        + R"(},"items":[)";
}

} // namespace

Target Target::parse(std::string_view text)
{
    Target target;
    const size_t mark = text.find('?');
    target.path = std::string(text.substr(0, mark));
    std::string_view rest = mark == std::string_view::npos ? std::string_view() : text.substr(mark + 1);
    while (!rest.empty()) {
        const std::string_view pair = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
        const size_t equals = std::min(pair.find('='), pair.size());
        target.query.emplace(pair.substr(0, equals), pair.substr(std::min(pair.size(), equals + 1)));
    }
    return target;
}

size_t Target::number(const std::string& name, size_t otherwise) const
{
    const auto found = query.find(name);
    return found == query.end() || found->second.empty() ? otherwise : std::stoull(found->second);
}

ListAnswer listAnswer(const Dataset& data, const Target& target)
{
    const size_t first = std::min(target.number("continue", 0), data.size());
    const size_t limit = target.number("limit", 0);
    const size_t last = limit == 0 ? data.size() : std::min(data.size(), first + limit);
    std::string metadata;
    if (last < data.size()) {
        metadata = R"("continue":")" + std::to_string(last) + R"(","remainingItemCount":)"
            + std::to_string(data.size() - last) + ',';
    }
    metadata += R"("resourceVersion":")" + std::to_string(data.listVersion()) + '"';
    return {.head = listHead("Permit", metadata), .items = data.slice(first, last)};
}

std::optional<std::string> smallAnswer(const std::string& path)
{
    if (path == "/version") {
        return R"({"major":"1","minor":"36","gitVersion":"v1.36.0-load"})";
    }
    if (path == "/api") {
        return R"({"kind":"APIVersions","versions":["v1"]})";
    }
    if (path == "/apis") {
        return R"({"kind":"APIGroupList","apiVersion":"v1","groups":[{"name":"sync.konductor.io","versions":[)"
               R"({"groupVersion":"sync.konductor.io/v1","version":"v1"}],"preferredVersion":)"
               R"({"groupVersion":"sync.konductor.io/v1","version":"v1"}}]})";
    }
    if (path == "/api/v1") {
        return R"({"kind":"APIResourceList","groupVersion":"v1","resources":[]})";
    }
    if (path == group) {
        return discovery();
    }
    for (const auto& [kind, plural] : kinds) {
        if (path.starts_with(group) && path.ends_with('/' + std::string(plural))) {
            return listHead(kind, R"("resourceVersion":"1")") + "]}";
        }
    }
    return std::nullopt;
}

bool isPermits(const std::string& path)
{
    return path == std::string(group) + "/permits";
}

size_t Orders::given() const
{
    const std::lock_guard guard(m_lock);
    return m_orders.size();
}

void Orders::give(const Order& order)
{
    const std::lock_guard guard(m_lock);
    m_orders.push_back(order);
    m_given.notify_all();
}

Order Orders::next(size_t seen) const
{
    std::unique_lock guard(m_lock);
    m_given.wait_for(guard, 5s, [&] { return m_orders.size() > seen; });
    return m_orders.size() > seen ? m_orders[seen] : Order();
}

} // namespace konductor::bench
