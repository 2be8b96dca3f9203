// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/httpserver.h"

#include "core/sandbox/httpsession.h"

#include <boost/asio/ip/tcp.hpp>

using namespace Qt::StringLiterals;

namespace konductor::sandbox {

namespace asio = boost::asio;
using asio::ip::tcp;

struct HttpServer::Private {
    Private(asio::io_context& loop, HttpHandler h)
        : acceptor(loop)
        , handler(std::make_shared<HttpHandler>(std::move(h)))
    {
    }

    void accept()
    {
        acceptor.async_accept([this](const boost::system::error_code& error, tcp::socket socket) {
            if (error == asio::error::operation_aborted) {
                return;
            }
            if (!error) {
                HttpSession::start(std::move(socket), handler);
            }
            accept();
        });
    }

    tcp::acceptor acceptor;
    std::shared_ptr<HttpHandler> handler;
};

Result<std::unique_ptr<HttpServer>> HttpServer::listen(asio::io_context& loop, quint16 port, HttpHandler handler)
{
    auto p = std::make_unique<Private>(loop, std::move(handler));
    boost::system::error_code error;
    const tcp::endpoint endpoint(asio::ip::address_v4::loopback(), port);
    p->acceptor.open(endpoint.protocol(), error);
    if (!error) {
        p->acceptor.set_option(tcp::acceptor::reuse_address(true), error);
        p->acceptor.bind(endpoint, error);
    }
    if (!error) {
        p->acceptor.listen(asio::socket_base::max_listen_connections, error);
    }
    if (error) {
        return fail(makeError(Error::Kind::Offline, u"sandbox on 127.0.0.1:%1"_s.arg(port),
                              QString::fromStdString(error.message()), u"choose another port"_s));
    }
    p->accept();
    return std::unique_ptr<HttpServer>(new HttpServer(std::move(p)));
}

HttpServer::HttpServer(std::unique_ptr<Private> p) : d(std::move(p)) { }

HttpServer::~HttpServer() = default;

quint16 HttpServer::port() const
{
    return d->acceptor.local_endpoint().port();
}

} // namespace konductor::sandbox
