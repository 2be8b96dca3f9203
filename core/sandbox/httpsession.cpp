// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/httpsession.h"

#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

using namespace Qt::StringLiterals;

namespace konductor::sandbox {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

constexpr std::uint32_t longestHeader = 64 * 1024;
constexpr std::uint64_t longestBody = 3 * 1024 * 1024; // kube-apiserver's limit

QByteArray bytes(beast::string_view text)
{
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(tcp::socket socket, std::shared_ptr<HttpHandler> handler)
        : m_socket(std::move(socket))
        , m_handler(std::move(handler))
    {
        beast::error_code ignored;
        m_socket.set_option(tcp::no_delay(true), ignored);
    }

    void read()
    {
        m_parser.emplace();
        m_parser->header_limit(longestHeader);
        m_parser->body_limit(longestBody);
        http::async_read(m_socket, m_buffer, *m_parser,
                         [self = shared_from_this()](beast::error_code error, size_t) { self->answer(error); });
    }

private:
    void answer(beast::error_code error)
    {
        if (error == http::error::body_limit) {
            HttpResponse tooLarge;
            tooLarge.status = 413;
            tooLarge.contentType = "text/plain";
            tooLarge.body = "request body too large\n";
            m_keepAlive = false;
            write(std::move(tooLarge));
            return;
        }
        if (error) {
            return; // the client left, or did not speak HTTP
        }
        auto& message = m_parser->get();
        m_keepAlive = message.keep_alive();
        HttpRequest request;
        request.method = bytes(message.method_string());
        request.target = bytes(message.target());
        request.host = bytes(message[http::field::host]);
        request.accept = bytes(message[http::field::accept]);
        request.contentType = bytes(message[http::field::content_type]);
        request.body = QByteArray::fromStdString(message.body());
        write((*m_handler)(request));
    }

    template <class Message> void setHeaders(Message& message, const HttpResponse& response)
    {
        message.set(http::field::content_type, response.contentType.toStdString());
        message.set(http::field::cache_control, "no-cache, private");
        message.set(http::field::date, httpDate());
        for (const QString& warning : response.warnings) {
            QString quoted = warning;
            quoted.replace(u'"', u"\\\""_s);
            message.insert(http::field::warning, "299 - \"" + quoted.toStdString() + '"');
        }
        if (response.retryAfter > 0) {
            message.set(http::field::retry_after, std::to_string(response.retryAfter));
        }
        message.keep_alive(m_keepAlive);
    }

    static std::string httpDate()
    {
        const std::time_t now = std::time(nullptr);
        std::tm parts{};
        gmtime_r(&now, &parts);
        std::array<char, 40> text{};
        const size_t length = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
        return {text.data(), length};
    }

    void write(HttpResponse response)
    {
        if (response.stream) {
            startStream(std::move(response));
            return;
        }
        m_body = std::move(response.body);
        m_whole.emplace(static_cast<http::status>(response.status), 11);
        setHeaders(*m_whole, response);
        m_whole->body() = beast::span<const char>(m_body.constData(), static_cast<size_t>(m_body.size()));
        m_whole->prepare_payload();
        http::async_write(m_socket, *m_whole, [self = shared_from_this()](beast::error_code error, size_t) {
            self->m_whole.reset();
            self->m_body.clear();
            self->next(error);
        });
    }

    void next(beast::error_code error)
    {
        if (error) {
            return;
        }
        if (m_keepAlive) {
            read();
        } else {
            beast::error_code ignored;
            m_socket.shutdown(tcp::socket::shutdown_send, ignored);
        }
    }

    void startStream(HttpResponse response)
    {
        m_stream = std::move(response.stream);
        m_stream->setWake([weak = weak_from_this()] {
            const auto self = weak.lock();
            if (self && !self->m_pumpQueued) {
                self->m_pumpQueued = true;
                asio::post(self->m_socket.get_executor(), [self] {
                    self->m_pumpQueued = false;
                    self->pump();
                });
            }
        });
        m_head.emplace(static_cast<http::status>(response.status), 11);
        setHeaders(*m_head, response);
        m_head->chunked(true);
        m_headWriter.emplace(*m_head);
        m_writing = true;
        watchForLeaving();
        http::async_write_header(m_socket, *m_headWriter, [self = shared_from_this()](beast::error_code error, size_t) {
            self->m_writing = false;
            self->continueStream(error);
        });
    }

    /// A client that leaves makes the socket readable; one that sends before the answer has ended is not served.
    /// The pending wait also is what keeps an idle watch alive.
    void watchForLeaving()
    {
        m_socket.async_wait(tcp::socket::wait_read, [self = shared_from_this()](beast::error_code error) {
            if (!error && self->m_stream) {
                self->drop();
            }
        });
    }

    void drop()
    {
        m_stream.reset();
        beast::error_code ignored;
        m_socket.close(ignored);
    }

    void continueStream(beast::error_code error)
    {
        if (error) {
            drop();
            return;
        }
        pump();
    }

    void pump()
    {
        if (!m_stream || m_writing) {
            return;
        }
        m_body = m_stream->take();
        if (m_body.isEmpty()) {
            if (m_stream->hasEnded()) {
                endStream();
            }
            return;
        }
        m_writing = true;
        asio::async_write(m_socket,
                          http::make_chunk(asio::buffer(m_body.constData(), static_cast<size_t>(m_body.size()))),
                          [self = shared_from_this()](beast::error_code error, size_t) {
                              self->m_writing = false;
                              self->continueStream(error);
                          });
    }

    void endStream()
    {
        m_stream.reset();
        beast::error_code ignored;
        m_socket.cancel(ignored);
        asio::async_write(m_socket, http::make_chunk_last(),
                          [self = shared_from_this()](beast::error_code error, size_t) { self->next(error); });
    }

    tcp::socket m_socket;
    std::shared_ptr<HttpHandler> m_handler;
    beast::flat_buffer m_buffer;
    std::optional<http::request_parser<http::string_body>> m_parser;
    bool m_keepAlive = true;

    QByteArray m_body;
    std::optional<http::response<http::span_body<const char>>> m_whole;

    std::unique_ptr<ResponseStream> m_stream;
    std::optional<http::response<http::empty_body>> m_head;
    std::optional<http::response_serializer<http::empty_body>> m_headWriter;
    bool m_writing = false;
    bool m_pumpQueued = false;
};

} // namespace

void HttpSession::start(tcp::socket socket, std::shared_ptr<HttpHandler> handler)
{
    std::make_shared<Connection>(std::move(socket), std::move(handler))->read();
}

} // namespace konductor::sandbox
