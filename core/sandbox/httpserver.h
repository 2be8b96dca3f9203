// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/sandbox/http.h"

#include <boost/asio/io_context.hpp>

#include <memory>

namespace konductor::sandbox {

/// HTTP/1.1 on 127.0.0.1: keep-alive, chunked streams, one request at a time per connection. Everything happens on
/// the loop's thread.
class HttpServer {
public:
    /// Fails with Offline when the port cannot be had. Accepts connections from the next turn of the loop on.
    static Result<std::unique_ptr<HttpServer>> listen(boost::asio::io_context& loop, quint16 port, HttpHandler handler);
    ~HttpServer();

    quint16 port() const;

private:
    struct Private;
    explicit HttpServer(std::unique_ptr<Private> p);
    std::unique_ptr<Private> d;
};

} // namespace konductor::sandbox
