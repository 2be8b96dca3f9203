// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/export.h"
#include "core/base/result.h"
#include "core/kube/connectionsettings.h"
#include "core/kube/request.h"
#include "core/kube/serverclock.h"

#include <QCoro/QCoroTask>
#include <QObject>

#include <memory>
#include <stop_token>

namespace konductor::kube {

class Transfer;
class WatchStream;
class WatchTurns;
struct AnswerFacts;

/// One identity at one API server: a pool of QNetworkAccessManagers for it (design decision 2) with one manager kept
/// for plain requests and at most five watches on each of the others. A new pool when the client certificate changes.
/// The proxy is the settings' or, by Go's rules, the environment's. HTTP/1.1 only, redirects never followed,
/// cookies and caches off, no credentials over plain http except to loopback.
///
/// Lives on one thread, the engine's. Destroying it aborts every request and stream at once: what awaits send() goes on
/// with Error::Kind::Cancelled and must not touch the connection again.
class KONDUCTOR_EXPORT Connection : public QObject {
    Q_OBJECT
public:
    /// Checks keys, certificates and options without touching the network. `clock` must outlive the connection.
    static Result<std::unique_ptr<Connection>> open(const ConnectionSettings& settings, Clock& clock);
    ~Connection() override;

    const ConnectionSettings& settings() const;
    /// From now on: what is under way goes on, what would write is refused or not (ConnectionSettings::readOnly).
    void setReadOnly(bool readOnly);

    /// Sends and waits for the whole answer. Any status of 300 and above is an Error made from the server's Status
    /// object. A request that writes is refused with Error::Kind::ReadOnly when the settings say so. Stopping the
    /// token aborts the transfer: Error::Kind::Cancelled. A write whose connection broke may have been carried out,
    /// also twice (Qt sends again by itself, kube.md §3a.8): guard writes with uid and resourceVersion. An exec plugin
    /// is waited for. A 401 is sent again, once, when the token file or the plugin has something else by then.
    QCoro::Task<Result<Response>> send(Request request, std::stop_token stop = {});

    /// Opens a streaming GET. Deleting the stream closes it. While an exec plugin still has to give credentials, the
    /// stream fails at once, to be tried again.
    std::unique_ptr<WatchStream> watch(const Request& request);

    /// Whoever opens watches takes a turn for each first.
    WatchTurns& watchTurns();

    /// Opens the connections that the first lists will travel on, so that they are there when discovery has answered.
    /// Not while an exec plugin still has to give credentials.
    void warmUp();

    /// The server's clock as its Date headers show it.
    const ServerClock& serverClock() const;

signals:
    /// A warning the server attached to an answer; each text once per connection.
    void serverWarned(const QString& text);
    /// After any answer that moved the estimate.
    void serverClockChanged();

private:
    struct Private;
    explicit Connection(std::unique_ptr<Private> d);
    QCoro::Task<Result<Response>> exchange(Request request, std::stop_token stop);
    std::shared_ptr<Transfer> start(const Request& request);
    void learn(const AnswerFacts& facts);

    std::unique_ptr<Private> d;
};

} // namespace konductor::kube
