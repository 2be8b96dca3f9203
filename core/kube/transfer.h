// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/kube/request.h"

#include <QNetworkReply>
#include <QObject>
#include <QPointer>
#include <QSslError>

#include <coroutine>
#include <memory>

namespace konductor::kube {

/// Facts of an answer that concern the connection rather than the caller.
struct AnswerFacts {
    int status = 0;
    QByteArray date;
    QStringList warnings;
    Timestamp sent;
    Timestamp received;
};
AnswerFacts factsOf(const QNetworkReply& reply, Timestamp sent, Timestamp received);

/// Why a 2xx answer cannot be JSON whatever its body, judged by its headers: a web page (kube.md 1.49), or bytes in an
/// encoding that was not asked for (1.50; so nothing is ever inflated here).
std::optional<Error> unusableAnswer(const QNetworkReply& reply, const Spoken& subject);
/// The Error of an answer of 300 and above.
Error refusal(const QNetworkReply& reply, const QByteArray& body, const Spoken& subject, Timestamp now);

/// One plain exchange under way: gathers the body up to a cap, keeps the deadline, and wakes the one coroutine that
/// awaits it. Whatever happens, it completes exactly once. Lives on the connection's thread; held by the coroutine.
class Transfer final : public QObject {
    Q_OBJECT
public:
    static constexpr qint64 longestBody = 256LL * 1024 * 1024;

    Transfer(QNetworkReply* reply, Spoken subject, std::chrono::milliseconds timeout, Clock& clock);
    ~Transfer() override;

    /// Closes the connection and completes with `why`.
    void abort(const Error& why);

    /// `co_await Transfer::Done{transfer.get()}` gives the result; the coroutine must hold the transfer meanwhile.
    /// Only a pointer: GCC 12 copies awaiters and has been seen to destroy them once too often.
    struct Done {
        Transfer* transfer;
        bool await_ready() const noexcept { return transfer->m_result.has_value(); }
        void await_suspend(std::coroutine_handle<> waiting) const { transfer->m_waiting = waiting; }
        Result<Response> await_resume() const { return std::move(*transfer->m_result); }
    };

signals:
    /// Just before the coroutine goes on; also for answers that are errors.
    void answered(const konductor::kube::AnswerFacts& facts);

private:
    void collect();
    void finish();
    void complete(Result<Response> result);
    Result<Response> evaluate(const AnswerFacts& facts);

    QPointer<QNetworkReply> m_reply;
    Spoken m_subject;
    Clock& m_clock;
    Timestamp m_sent;
    QByteArray m_body;
    QList<QSslError> m_tlsProblems;
    TimerHandle m_deadline;
    std::optional<Result<Response>> m_result;
    std::coroutine_handle<> m_waiting;
};

} // namespace konductor::kube
