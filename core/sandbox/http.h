// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QStringList>

#include <functional>
#include <memory>

namespace konductor::sandbox {

/// What the API part of the sandbox sees of a request: no sockets, no Beast.
struct HttpRequest {
    QByteArray method;
    QByteArray target; ///< Path and query as sent, encoded.
    QByteArray host;
    QByteArray accept;
    QByteArray contentType;
    QByteArray body;
};

/// A body that goes on until it ends or the client leaves: a watch.
class ResponseStream {
public:
    virtual ~ResponseStream() = default;
    /// The next bytes; empty when there are none now.
    virtual QByteArray take() = 0;
    virtual bool hasEnded() const = 0;
    /// `wake` is called when take() has more to give or the stream has ended; it does not call back into the stream.
    void setWake(std::function<void()> wake) { m_wake = std::move(wake); }

protected:
    void wake() const
    {
        if (m_wake) {
            m_wake();
        }
    }

private:
    std::function<void()> m_wake;
};

struct HttpResponse {
    int status = 200;
    QByteArray contentType = "application/json";
    QByteArray body;
    QStringList warnings; ///< Each a Warning header.
    int retryAfter = 0; ///< Seconds; 0: no such header.
    std::unique_ptr<ResponseStream> stream; ///< When set, it is the body.
};

using HttpHandler = std::function<HttpResponse(const HttpRequest&)>;

} // namespace konductor::sandbox
