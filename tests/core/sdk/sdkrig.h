// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/decoder.h"
#include "core/api/paths.h"
#include "core/kube/connection.h"
#include "core/sdk/client.h"
#include "core/sdk/objects.h"

#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

#include <optional>

namespace konductor::test {

/// A task watched from a test: started, and perhaps done.
template <class T> class Started {
public:
    using Moment = std::chrono::steady_clock::time_point;

    explicit Started(QCoro::Task<Result<T>> task) : m_done(std::make_shared<End>()) { follow(std::move(task), m_done); }
    bool isDone() const { return m_done->result.has_value(); }
    Moment endedAt() const { return m_done->at; }
    /// Waits for it; the test ends if it never is.
    Result<T>& result(int milliseconds = 20'000)
    {
        // A spy, because qWaitFor() sleeps between its looks, and nothing else goes on meanwhile.
        QSignalSpy done(&m_done->bell, &QObject::objectNameChanged);
        if (!isDone() && !done.wait(milliseconds)) {
            m_done->result.emplace(fail(makeError(Error::Kind::Timeout, {}, QStringLiteral("the task is not done"))));
        }
        return *m_done->result;
    }

private:
    struct End {
        std::optional<Result<T>> result;
        Moment at;
        QObject bell;
    };
    static QCoro::Task<void> follow(QCoro::Task<Result<T>> task, std::shared_ptr<End> done)
    {
        Result<T> result = co_await task;
        done->at = std::chrono::steady_clock::now();
        done->result.emplace(std::move(result));
        done->bell.setObjectName(QStringLiteral("done"));
    }
    std::shared_ptr<End> m_done;
};
template <class T> Started<T> start(QCoro::Task<Result<T>> task)
{
    return Started<T>(std::move(task));
}
/// Runs it to its end.
template <class T> Result<T> await(QCoro::Task<Result<T>> task)
{
    Started<T> started(std::move(task));
    return std::move(started.result());
}

inline QString words(const Error& error)
{
    return sdk::toString(sdk::failureOf(error)) + QStringLiteral(" ") + oneLine(error);
}

/// Fails the test with the error's words.
#define VERIFY_RESULT(result)                                                                                          \
    do {                                                                                                               \
        const auto& checked = (result);                                                                                \
        QVERIFY2(checked.has_value(), qPrintable(checked ? QString() : test::words(checked.error())));                 \
    } while (false)

} // namespace konductor::test
