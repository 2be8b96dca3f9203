// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/loadserver/session.h"

#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <iostream>
#include <thread>

namespace konductor::bench {

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using Clock = std::chrono::steady_clock;

constexpr size_t chunkSize = 64 * 1024;

std::string httpDate()
{
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&now, &utc);
    std::array<char, 40> text{};
    std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &utc);
    return text.data();
}

std::string head(int status, const std::string& framing)
{
    return "HTTP/1.1 " + std::to_string(status) + (status == 200 ? " OK" : " Refused")
        + "\r\nContent-Type: application/json\r\nDate: " + httpDate() + "\r\n" + framing + "\r\n\r\n";
}

void sendWhole(tcp::socket& socket, int status, const std::string& body)
{
    const std::string before = head(status, "Content-Length: " + std::to_string(body.size()));
    asio::write(socket, std::array<asio::const_buffer, 2>{asio::buffer(before), asio::buffer(body)});
}

void sendList(tcp::socket& socket, const ListAnswer& list)
{
    const size_t length = list.head.size() + list.items.size() + list.tail.size();
    const std::string before = head(200, "Content-Length: " + std::to_string(length)) + list.head;
    asio::write(socket,
                std::array<asio::const_buffer, 3>{asio::buffer(before),
                                                  asio::const_buffer(list.items.data(), list.items.size()),
                                                  asio::const_buffer(list.tail.data(), list.tail.size())});
}

/// One watch: gathers frames into chunks of some size, for that is what a busy server's bytes look like. A watch of
/// another kind than permits stays quiet.
class Watch {
public:
    Watch(tcp::socket& socket, const Load& load, bool permits) : m_socket(socket), m_load(load), m_permits(permits)
    {
        const std::string before = head(200, "Transfer-Encoding: chunked");
        asio::write(m_socket, asio::buffer(before));
    }

    void run(bool initialEvents)
    {
        size_t seen = m_load.orders.given();
        if (initialEvents) {
            for (size_t i = 0; m_permits && i < m_load.data.size(); ++i) {
                add({R"({"type":"ADDED","object":)", m_load.data.permit(i), "}\n"});
            }
            bookmark(R"("annotations":{"k8s.io/initial-events-end":"true"},)");
        }
        flush();
        while (true) {
            const Order order = m_load.orders.next(seen);
            if (order.what == Order::Do::Nothing) {
                bookmark({}); // also finds out whether the client is still there
                flush();
                continue;
            }
            ++seen;
            if (!m_permits) {
                continue;
            }
            if (order.what == Order::Do::Gone) {
                break;
            }
            write(order);
        }
        add({R"({"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",)"
             R"("message":"too old resource version","reason":"Expired","code":410}})",
             "\n"});
        flush();
        asio::write(m_socket, asio::buffer("0\r\n\r\n", 5));
    }

private:
    void add(std::initializer_list<std::string_view> parts)
    {
        for (const std::string_view part : parts) {
            m_pending += part;
        }
        if (m_pending.size() >= chunkSize) {
            flush();
        }
    }

    void flush()
    {
        if (!m_pending.empty()) {
            asio::write(m_socket, http::make_chunk(asio::buffer(m_pending)));
            m_pending.clear();
        }
    }

    void bookmark(const std::string& annotations)
    {
        add({R"({"type":"BOOKMARK","object":{"kind":"Permit","apiVersion":"sync.konductor.io/v1","metadata":{)",
             annotations, R"("resourceVersion":")", std::to_string(m_version), "\"}}}\n"});
    }

    /// Changes of objects far apart, one after the other; spread over each second in steps of a millisecond. An
    /// object's version is the machine's steady clock in microseconds, so that whoever shows it knows how old it is.
    void write(const Order& order)
    {
        const auto began = Clock::now();
        for (size_t i = 0; i < order.count; ++i) {
            const auto [before, after] = m_load.data.aroundVersion(i * 7'919 % m_load.data.size());
            const auto now = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now().time_since_epoch());
            m_version = std::max(m_version + 1, static_cast<size_t>(now.count()));
            add({R"({"type":"MODIFIED","object":)", before, std::to_string(m_version), after, "}\n"});
            if (order.rate > 0) {
                const auto due = began + std::chrono::microseconds((i + 1) * 1'000'000 / order.rate);
                if (due > Clock::now() + std::chrono::milliseconds(1)) {
                    flush();
                    std::this_thread::sleep_until(due);
                }
            }
        }
        bookmark({});
        flush();
        const std::chrono::duration<double> took = Clock::now() - began;
        std::cout << "wrote " + std::to_string(order.count) + " changes in " + std::to_string(took.count()) + " s\n"
                  << std::flush;
    }

    tcp::socket& m_socket;
    const Load& m_load;
    bool m_permits;
    size_t m_version = m_load.data.listVersion();
    std::string m_pending;
};

/// False when the connection is used up.
bool answer(tcp::socket& socket, const Load& load, const Target& target)
{
    if (target.path == "/control/write" || target.path == "/control/gone") {
        const bool gone = target.path.ends_with("gone");
        load.orders.give(
            {gone ? Order::Do::Gone : Order::Do::Write, target.number("count", 0), target.number("rate", 0)});
        sendWhole(socket, 200, "{}\n");
        return true;
    }
    const bool permits = isPermits(target.path);
    if (target.has("watch")) {
        const bool initial = target.has("sendInitialEvents") && target.query.at("sendInitialEvents") == "true";
        if (initial && !load.streaming) {
            sendWhole(socket, 422,
                      R"({"kind":"Status","apiVersion":"v1","status":"Failure","reason":"Invalid","code":422,)"
                      R"("message":"sendInitialEvents is forbidden for watch unless the feature is on"})");
            return true;
        }
        Watch watch(socket, load, permits);
        watch.run(initial);
        return false;
    }
    if (permits) {
        sendList(socket, listAnswer(load.data, target));
        return true;
    }
    const auto small = smallAnswer(target.path);
    sendWhole(
        socket, small ? 200 : 404,
        small.value_or(R"({"kind":"Status","apiVersion":"v1","status":"Failure","reason":"NotFound","code":404})"));
    return true;
}

} // namespace

void serve(tcp::socket socket, const Load& load)
{
    boost::beast::flat_buffer buffer;
    boost::system::error_code error;
    socket.set_option(tcp::no_delay(true), error);
    try {
        while (true) {
            http::request<http::empty_body> request;
            http::read(socket, buffer, request, error);
            const std::string_view text(request.target().data(), request.target().size());
            if (error || !answer(socket, load, Target::parse(text))) {
                return;
            }
        }
    } catch (const std::exception&) {
        // The client went away; there is nobody to tell.
    }
}

} // namespace konductor::bench
