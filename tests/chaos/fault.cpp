// SPDX-License-Identifier: Apache-2.0
#include "tests/chaos/fault.h"

#include <array>
#include <vector>

namespace konductor::test {

namespace {

using Type = Fault::Type;

constexpr std::array anywhere{Type::Gone,        Type::Throttled, Type::ServerError, Type::WebPage, Type::SignInPage,
                              Type::BrokenGzip,  Type::Reset,     Type::Silence,     Type::Cut,     Type::CutCleanly,
                              Type::ResetInside, Type::Stall,     Type::Drip,        Type::Delay};
constexpr std::array onFrames{Type::Cut,   Type::CutCleanly, Type::ResetInside, Type::Stall,           Type::Drip,
                              Type::Delay, Type::Duplicate,  Type::Duplicate,   Type::Garbage,         Type::Garbage,
                              Type::Drip,  Type::Delay,      Type::GoneEvent,   Type::ServerErrorEvent};

constexpr std::array garbage{
    R"({"type":"ADDED","object":{"kind":"Lease","metadata":{"na)", // broken off
    R"({"type":"MODIFIED","object":null})",
    R"({"type":"ADDED"})",
    R"({"type":"UNHEARD-OF","object":{"metadata":{"name":"n0","namespace":"team-a"}}})",
    R"({"type":"ADDED","object":{"apiVersion":"v1","kind":"Secret","metadata":{"name":"n0","resourceVersion":"9"}}})",
    R"({"type":"DELETED","object":{"metadata":{}}})",
    R"({"type":"BOOKMARK","object":{"metadata":{}}})",
    R"([1,2,{"a":[]}])",
    R"(}}}]]])",
    "\x1f\x8b\x08\x01\xff\xfe{{[",
    "<html><body>Bad gateway</body></html>",
    "\"a string",
};

QByteArray status(int code, const char* reason)
{
    return R"({"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"by chaos","reason":")"
        + QByteArray(reason) + R"(","code":)" + QByteArray::number(code) + '}';
}

QByteArray answer(const char* head, const QByteArray& body)
{
    return "HTTP/1.1 " + QByteArray(head) + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n"
        + body;
}

} // namespace

Fault FaultPlan::next(const QByteArray& path, bool isWatch)
{
    const QByteArray place = path + (isWatch ? " watch" : "");
    std::vector<quint32> parts(place.begin(), place.end());
    parts.insert(parts.end(), {static_cast<quint32>(m_seed), static_cast<quint32>(m_seed >> 32), m_requests[place]++});
    std::seed_seq mixed(parts.begin(), parts.end());
    std::mt19937 random(mixed);
    Fault fault;
    // Lists and discovery must get through now and then, or there is no watch to disturb.
    const bool harmless = random() % 100 < (isWatch ? 15 : 55);
    const bool frames = isWatch && random() % 100 < 75;
    const size_t drawn = random();
    fault.after = static_cast<int>(frames ? random() % 8 : random() % 1500);
    fault.amount = static_cast<int>(1 + random() % 100);
    fault.shape = static_cast<quint32>(random());
    if (!harmless) {
        fault.type = frames ? onFrames[drawn % onFrames.size()] : anywhere[drawn % anywhere.size()];
    }
    return fault;
}

QByteArray answerOf(const Fault& fault)
{
    switch (fault.type) {
    case Type::Gone:
        return answer("410 Gone\r\nContent-Type: application/json", status(410, "Expired"));
    case Type::Throttled:
        return answer("429 Too Many Requests\r\nRetry-After: 1\r\nContent-Type: application/json",
                      status(429, "TooManyRequests"));
    case Type::ServerError:
        return answer("500 Internal Server Error\r\nContent-Type: application/json", status(500, "InternalError"));
    case Type::WebPage:
        return answer("502 Bad Gateway\r\nContent-Type: text/html", "<html><h1>502 Bad Gateway</h1></html>");
    case Type::SignInPage:
        return answer("200 OK\r\nContent-Type: text/html; charset=utf-8", "<html><form>Sign in</form></html>");
    case Type::BrokenGzip:
        return answer("200 OK\r\nContent-Encoding: gzip\r\nContent-Type: application/json",
                      QByteArray::fromHex("1f8b08000000000000ffab562a4b2d2acecccf53b2523254d2"));
    default:
        return {};
    }
}

QByteArray frameOf(const Fault& fault, quint32 turn)
{
    if (fault.type == Type::GoneEvent) {
        return R"({"type":"ERROR","object":)" + status(410, "Expired") + '}';
    }
    if (fault.type == Type::ServerErrorEvent) {
        return R"({"type":"ERROR","object":)" + status(500, "InternalError") + '}';
    }
    return garbage[(fault.shape + turn) % garbage.size()];
}

} // namespace konductor::test
