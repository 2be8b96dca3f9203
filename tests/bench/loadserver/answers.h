// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/bench/loadserver/dataset.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace konductor::bench {

/// A request's target, taken apart: "/apis/…/permits?limit=500" (values are not percent-decoded).
struct Target {
    std::string path;
    std::map<std::string, std::string> query;

    static Target parse(std::string_view text);
    size_t number(const std::string& name, size_t otherwise) const;
    bool has(const std::string& name) const { return query.contains(name); }
};

/// A page of the permits: bytes around a slice of the dataset, which is not copied.
struct ListAnswer {
    std::string head;
    std::string_view items;
    std::string_view tail = "]}\n";
};
ListAnswer listAnswer(const Dataset& data, const Target& target);

/// What is the same for any number of permits: /version, discovery, the empty lists of the other kinds. None: 404.
std::optional<std::string> smallAnswer(const std::string& path);

bool isPermits(const std::string& path);

/// What every open watch shall do next, told through /control/write?count=N&rate=R (changes a second, 0: as fast as
/// the client reads) and /control/gone (an ERROR event 410 and the end).
struct Order {
    enum class Do { Nothing, Write, Gone };
    Do what = Do::Nothing;
    size_t count = 0;
    size_t rate = 0;
};

/// Hands each order to every watch that is open. For any thread.
class Orders {
public:
    /// How many orders were given so far; a watch begins to listen from here.
    size_t given() const;
    void give(const Order& order);
    /// The order after `seen`, or Nothing after some seconds.
    Order next(size_t seen) const;

private:
    mutable std::mutex m_lock;
    mutable std::condition_variable m_given;
    std::vector<Order> m_orders;
};

} // namespace konductor::bench
