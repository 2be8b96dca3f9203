// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/bench/loadserver/answers.h"

#include <boost/asio/ip/tcp.hpp>

namespace konductor::bench {

/// What all connections share.
struct Load {
    const Dataset& data;
    Orders& orders;
    bool streaming; ///< Answers sendInitialEvents; otherwise refuses it as an older server does.
};

/// Serves one HTTP/1.1 connection until it ends. Blocks; each has its own thread.
void serve(boost::asio::ip::tcp::socket socket, const Load& load);

} // namespace konductor::bench
