// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sandbox/http.h"

#include <boost/asio/ip/tcp.hpp>

namespace konductor::sandbox {

/// One connection to the sandbox. It keeps itself alive while the connection lasts.
class HttpSession {
public:
    static void start(boost::asio::ip::tcp::socket socket, std::shared_ptr<HttpHandler> handler);
};

} // namespace konductor::sandbox
