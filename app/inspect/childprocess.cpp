// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/childprocess.h"

#include <QFile>
#include <QStandardPaths>

#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>

namespace konductor::inspect {

namespace {

constexpr int notExecutable = 126;
constexpr int notFound = 127;
constexpr int bySignal = 128;

} // namespace

ChildProcess::ChildProcess(QObject* parent) : QObject(parent)
{
    m_kill.setSingleShot(true);
    connect(&m_kill, &QTimer::timeout, &m_process, &QProcess::kill);
    m_process.setProcessChannelMode(QProcess::ForwardedChannels);
    m_process.setInputChannelMode(QProcess::ForwardedInputChannel);
    m_process.setChildProcessModifier([parent = ::getpid()] {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parent) { // it died before the line above
            ::_exit(bySignal + SIGKILL);
        }
    });
    connect(&m_process, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        // For a crash the code is the signal's number.
        emit ended(status == QProcess::CrashExit ? bySignal + code : code);
    });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            const bool exists = m_process.program().contains(u'/') && QFile::exists(m_process.program());
            emit ended(exists ? notExecutable : notFound);
        }
    });
}

void ChildProcess::start(const QStringList& command, const QProcessEnvironment& environment)
{
    m_process.setProcessEnvironment(environment);
    m_process.start(command.front(), command.mid(1));
}

void ChildProcess::forward(int signal)
{
    if (isRunning() && m_process.processId() > 0) {
        ::kill(static_cast<pid_t>(m_process.processId()), signal);
    }
}

void ChildProcess::terminate(std::chrono::milliseconds grace)
{
    if (isRunning()) {
        m_process.terminate();
        m_kill.start(grace);
    }
}

} // namespace konductor::inspect
