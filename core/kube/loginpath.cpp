// SPDX-License-Identifier: Apache-2.0
#include "core/kube/loginpath.h"

#include <QDir>

#include <csignal>
#include <unistd.h>

namespace konductor::kube {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A profile may print what it likes; the last line that sets PATH is the one of env.
QString pathIn(const QByteArray& output)
{
    QString path;
    for (const QByteArray& line : output.split('\n')) {
        if (line.startsWith("PATH=")) {
            path = QString::fromLocal8Bit(line.sliced(5));
        }
    }
    return path;
}

} // namespace

LoginPath::~LoginPath()
{
    if (m_shell) {
        m_shell->disconnect(this);
        if (m_shell->processId() > 0) {
            ::kill(static_cast<pid_t>(-m_shell->processId()), SIGKILL);
        }
        m_shell->kill();
        m_shell.release()->deleteLater();
    }
}

QString LoginPath::merged(const QString& login, const QString& own)
{
    QStringList folders;
    for (const QString& folder : (login + u':' + own).split(u':', Qt::SkipEmptyParts)) {
        if (QDir::isAbsolutePath(folder) && !folders.contains(folder)) {
            folders += folder;
        }
    }
    return folders.join(u':');
}

void LoginPath::ask()
{
    const QString shell = qEnvironmentVariable("SHELL", u"/bin/sh"_s);
    m_shell = std::make_unique<QProcess>();
    m_shell->setStandardInputFile(QProcess::nullDevice());
    m_shell->setStandardErrorFile(QProcess::nullDevice());
    m_shell->setChildProcessModifier([] { ::setsid(); });
    connect(m_shell.get(), &QProcess::finished, this, [this] { finish(pathIn(m_shell->readAllStandardOutput())); });
    connect(m_shell.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            finish({});
        }
    });
    m_deadline = m_clock.after(5s, [this] { finish({}); });
    m_shell->start(shell, {u"-l"_s, u"-c"_s, u"env"_s});
}

void LoginPath::finish(const QString& login)
{
    m_deadline.cancel();
    m_shell->disconnect(this);
    emit found(merged(login, qEnvironmentVariable("PATH")));
}

} // namespace konductor::kube
