// SPDX-License-Identifier: Apache-2.0
#include "core/kube/execcredential.h"

#include "core/base/text.h"
#include "core/base/words.h"
#include "core/kube/loginpath.h"

#include <QPointer>
#include <QStandardPaths>

#include <coroutine>
#include <csignal>
#include <unistd.h>

namespace konductor::kube {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype longestComplaint = 2'000;
constexpr std::chrono::milliseconds margin = 60s;

tl::unexpected<Error> stopped(const Spoken& subject)
{
    return fail(makeError(Error::Kind::Cancelled, subject, u"stopped"_s));
}

} // namespace

/// One who waits for the run: a coroutine that goes on once, with the run's end or its own stop.
struct ExecCredential::Waiter : QObject {
    std::optional<Result<void>> result;
    std::coroutine_handle<> waiting;

    void complete(Result<void> how)
    {
        if (result) {
            return;
        }
        result = std::move(how);
        if (waiting) {
            std::exchange(waiting, nullptr).resume();
        }
    }

    /// Only a pointer: see Transfer::Done.
    struct Done {
        Waiter* waiter;
        bool await_ready() const noexcept { return waiter->result.has_value(); }
        void await_suspend(std::coroutine_handle<> handle) const { waiter->waiting = handle; }
        Result<void> await_resume() const { return std::move(*waiter->result); }
    };
};

ExecCredential::ExecCredential(const ConnectionSettings& settings, Clock& clock, Limits limits)
    : m_settings(settings)
    , m_plugin(settings.exec.value_or(ExecPlugin()))
    , m_clock(clock)
    , m_limits(limits)
{
}

ExecCredential::~ExecCredential()
{
    kill();
    const auto waiters = std::exchange(m_waiters, {});
    for (const auto& waiter : waiters) {
        waiter->complete(stopped(subject()));
    }
}

Spoken ExecCredential::subject() const
{
    return spoken("ExecPlugin", "exec plugin \"%1\" of user \"%2\"").arg(m_plugin.command, m_settings.userName);
}

bool ExecCredential::isUsable()
{
    const bool expired = m_current.expires && *m_current.expires <= m_clock.now();
    if (!m_usable || expired) {
        begin();
        return false;
    }
    return true;
}

QCoro::Task<Result<void>> ExecCredential::ready(std::stop_token stop)
{
    if (stop.stop_requested()) {
        co_return stopped(subject());
    }
    if (isUsable()) {
        co_return Result<void>();
    }
    if (m_failure && !m_running) { // just now, or it could not even be started
        co_return fail(*m_failure);
    }
    const auto waiter = std::make_shared<Waiter>();
    m_waiters.push_back(waiter);
    // The token may be stopped on any thread; the run goes on for the others.
    const std::stop_callback stopper(stop, [raw = waiter.get(), what = subject()] {
        QMetaObject::invokeMethod(raw, [raw, what] { raw->complete(stopped(what)); });
    });
    Waiter::Done done{waiter.get()};
    co_return co_await done;
}

void ExecCredential::refused(int generation)
{
    if (generation == m_generation) {
        m_usable = false;
    }
}

void ExecCredential::begin()
{
    if (m_running || (m_failure && m_clock.monotonic() - m_failedAt < m_limits.failureStands)) {
        return;
    }
    m_running = true;
    m_failure.reset();
    if (!m_plugin.allowed) {
        end(fail(makeError(
            Error::Kind::Config, subject(), spoken("ExecPlugin", "it may not run until you agree to it"),
            spoken("ExecPlugin",
                   "Allow it when the console asks; in the terminal, with --allow-exec or kuberc's allowlist."))));
        return;
    }
    if (m_plugin.interactiveMode == u"Always") {
        end(fail(makeError(
            Error::Kind::Unsupported, subject(),
            spoken("ExecPlugin", "it asks for a standard input (interactiveMode: Always), and there is none here"))));
        return;
    }
    m_deadline = m_clock.after(m_limits.run, [this] {
        end(fail(makeError(
            Error::Kind::Timeout, subject(),
            spoken("ExecPlugin", "it did not end within %1 s").arg(std::chrono::duration<double>(m_limits.run).count()),
            spoken("ExecPlugin", "Run it by hand to see what it waits for."))));
    });
    if (!m_plugin.useLoginPath) {
        launch({});
        return;
    }
    m_loginPath = std::make_unique<LoginPath>(m_clock);
    connect(m_loginPath.get(), &LoginPath::found, this, &ExecCredential::launch);
    m_loginPath->ask();
}

QProcessEnvironment ExecCredential::environment(const QString& loginPath) const
{
    QProcessEnvironment out = QProcessEnvironment::systemEnvironment();
    if (!loginPath.isEmpty()) {
        out.insert(u"PATH"_s, loginPath);
    }
    for (const ExecPlugin::Variable& variable : m_plugin.environment) {
        out.insert(variable.name, variable.value);
    }
    out.insert(u"KUBERNETES_EXEC_INFO"_s, QString::fromUtf8(execInfo(m_settings)));
    return out;
}

void ExecCredential::launch(const QString& loginPath)
{
    const QProcessEnvironment variables = environment(loginPath);
    const QStringList folders = (loginPath.isEmpty() ? qEnvironmentVariable("PATH") : loginPath).split(u':');
    const QString program =
        m_plugin.command.contains(u'/') ? m_plugin.command : QStandardPaths::findExecutable(m_plugin.command, folders);
    m_output.clear();
    m_complaints.clear();
    m_process = std::make_unique<QProcess>();
    m_process->setProcessEnvironment(variables);
    m_process->setStandardInputFile(QProcess::nullDevice());
    m_process->setChildProcessModifier([] { ::setsid(); }); // no terminal to ask on, and one group to kill
    connect(m_process.get(), &QProcess::readyReadStandardOutput, this, &ExecCredential::collect);
    connect(m_process.get(), &QProcess::readyReadStandardError, this, &ExecCredential::collect);
    connect(m_process.get(), &QProcess::finished, this, &ExecCredential::finish);
    connect(m_process.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            failToStart();
        }
    });
    if (program.isEmpty()) {
        failToStart();
        return;
    }
    ++m_runs;
    m_process->start(program, m_plugin.arguments);
}

void ExecCredential::failToStart()
{
    const QString hint = elided(visibleText(m_plugin.installHint.trimmed()), 2'000);
    end(fail(makeError(
        Error::Kind::Config, subject(),
        m_plugin.command.contains(u'/') ? spoken("ExecPlugin", "it cannot be started")
                                        : spoken("ExecPlugin", "no such program in PATH, or it cannot be started"),
        hint.isEmpty() ? spoken("ExecPlugin", "Install it, or correct its command in %1.").arg(m_plugin.file) : hint)));
}

void ExecCredential::collect()
{
    m_output += m_process->readAllStandardOutput();
    m_complaints += m_process->readAllStandardError();
    m_complaints = m_complaints.right(longestComplaint);
    if (m_output.size() > m_limits.output) {
        end(fail(makeError(Error::Kind::Malformed, subject(),
                           spoken("ExecPlugin", "it printed more than %1 KiB").arg(m_limits.output >> 10))));
    }
}

void ExecCredential::finish()
{
    collect();
    if (!m_running) {
        return;
    }
    if (m_process->exitStatus() != QProcess::NormalExit || m_process->exitCode() != 0) {
        const QString said = elided(visibleText(QString::fromUtf8(m_complaints).simplified()), 300);
        const Spoken how = m_process->exitStatus() == QProcess::NormalExit
            ? spoken("ExecPlugin", "it failed with exit code %1").arg(m_process->exitCode())
            : spoken("ExecPlugin", "it was killed");
        end(fail(makeError(Error::Kind::Config, subject(), said.isEmpty() ? how : how + u": "_s + said)));
        return;
    }
    end(parseExecCredential(m_output, m_plugin.apiVersion, subject()));
}

void ExecCredential::kill()
{
    m_deadline.cancel();
    m_loginPath.reset();
    m_output.fill('\0');
    m_output.clear();
    if (!m_process) {
        return;
    }
    m_process->disconnect(this);
    if (m_process->state() != QProcess::NotRunning) {
        const qint64 pid = m_process->processId();
        if (pid > 0) {
            ::kill(static_cast<pid_t>(-pid), SIGKILL);
        }
        m_process->kill();
    }
    m_process.release()->deleteLater(); // we may be in one of its signals
}

void ExecCredential::end(Result<IssuedCredential> result)
{
    if (!m_running) {
        return;
    }
    kill();
    m_running = false;
    Result<void> outcome;
    if (result) {
        keep(*result);
    } else {
        m_failure = result.error();
        m_failedAt = m_clock.monotonic();
        outcome = fail(result.error());
    }
    const auto waiters = std::exchange(m_waiters, {});
    for (const auto& waiter : waiters) { // one of them may destroy this object
        waiter->complete(outcome);
    }
}

void ExecCredential::keep(const IssuedCredential& credential)
{
    m_failure.reset();
    m_current = credential;
    m_usable = true;
    ++m_generation;
    m_renewal.cancel();
    if (credential.expires) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(*credential.expires - m_clock.now());
        // Streams open without waiting, so there is always one that is good for a while.
        const auto early = std::min<std::chrono::milliseconds>(margin, left / 2);
        if (left > 1s) {
            m_renewal = m_clock.after(left - early, [this] { begin(); });
        }
    }
}

} // namespace konductor::kube
