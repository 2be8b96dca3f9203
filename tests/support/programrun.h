// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

/// Programs as another would run them.
namespace konductor::test {

inline const QString inspectProgram = QStringLiteral(KONDUCTOR_BIN_DIR "/konductor-inspect");

/// How a program ended and what it said.
struct Ended {
    int code = -1; ///< -1: not in time; -2: it crashed.
    QByteArray out;
    QByteArray err;

    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
    qsizetype errorLines() const { return err.count('\n'); }
};

/// Also true where it had ended before it was asked, which QProcess::waitForFinished() takes for a failure.
inline bool hasEnded(QProcess& process, int milliseconds = 30'000)
{
    return process.state() == QProcess::NotRunning || process.waitForFinished(milliseconds);
}

/// Waits for a program that was started, without input.
inline Ended endOf(QProcess& process, int milliseconds = 30'000)
{
    process.closeWriteChannel();
    if (!hasEnded(process, milliseconds)) {
        process.kill();
        process.waitForFinished();
        return {-1, process.readAllStandardOutput(), "did not end"};
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

inline Ended runInspect(const QStringList& arguments,
                        const QProcessEnvironment& environment = QProcessEnvironment::systemEnvironment(),
                        int milliseconds = 30'000)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(inspectProgram, arguments);
    return endOf(process, milliseconds);
}

} // namespace konductor::test
