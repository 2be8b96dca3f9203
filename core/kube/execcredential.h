// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/kube/connectionsettings.h"

#include <QCoro/QCoroTask>
#include <QObject>
#include <QProcess>

#include <memory>
#include <stop_token>
#include <vector>

namespace konductor::kube {

class LoginPath;

/// What a plugin gave: a token, a client certificate with its key, or both.
struct IssuedCredential {
    Secret token;
    QByteArray certificatePem;
    Secret keyPem;
    std::optional<Timestamp> expires; ///< None: until the server refuses it.

    friend bool operator==(const IssuedCredential&, const IssuedCredential&) = default;
};

/// What the plugin printed, checked as client-go does (kube.md 2.25, 2.28). The error never repeats the output.
Result<IssuedCredential> parseExecCredential(const QByteArray& output, const QString& apiVersion,
                                             const Spoken& subject);
/// KUBERNETES_EXEC_INFO (2.27).
QByteArray execInfo(const ConnectionSettings& settings);

/// Gets credentials from the settings' exec plugin (kube.md 2.25-2.31). The program runs beside the event loop, without
/// a shell and without a standard input; one run serves everyone who waits; what it gave is kept until it expires or is
/// refused, and asked for again a minute before it expires. Runs nothing unless the plugin is `allowed`.
/// Lives on the connection's thread. Destroying it kills the program, with what it started.
class ExecCredential final : public QObject {
    Q_OBJECT
public:
    struct Limits {
        std::chrono::milliseconds run{60'000};
        qint64 output = 1024 * 1024;
        std::chrono::milliseconds failureStands{2'000}; ///< Those who ask meanwhile get the same failure.
    };
    ExecCredential(const ConnectionSettings& settings, Clock& clock, Limits limits);
    ExecCredential(const ConnectionSettings& settings, Clock& clock) : ExecCredential(settings, clock, Limits()) { }
    ~ExecCredential() override;

    /// Whether there is a credential that has not expired; wants one soon if not.
    bool isUsable();
    /// Completes once current() can be used; at once when it can already. Config or Unsupported when the plugin cannot
    /// give one, Timeout when it does not end. Do not touch the object afterwards without a QPointer.
    QCoro::Task<Result<void>> ready(std::stop_token stop = {});
    const IssuedCredential& current() const { return m_current; }
    /// Counts credentials; 0 before the first.
    int generation() const { return m_generation; }
    /// The server refused this generation: it is forgotten, unless there is a newer one already.
    void refused(int generation);
    /// How often the program was started.
    int runs() const { return m_runs; }

private:
    struct Waiter;
    void begin();
    void launch(const QString& loginPath);
    void collect();
    void finish();
    void failToStart();
    void end(Result<IssuedCredential> result);
    void keep(const IssuedCredential& credential);
    void kill();
    Spoken subject() const;
    QProcessEnvironment environment(const QString& loginPath) const;

    ConnectionSettings m_settings;
    ExecPlugin m_plugin;
    Clock& m_clock;
    Limits m_limits;
    IssuedCredential m_current;
    int m_generation = 0;
    int m_runs = 0;
    bool m_usable = false;
    bool m_running = false;
    std::optional<Error> m_failure;
    std::chrono::milliseconds m_failedAt{0};
    std::vector<std::shared_ptr<Waiter>> m_waiters;
    std::unique_ptr<QProcess> m_process;
    std::unique_ptr<LoginPath> m_loginPath;
    QByteArray m_output;
    QByteArray m_complaints;
    TimerHandle m_deadline;
    TimerHandle m_renewal;
};

} // namespace konductor::kube
