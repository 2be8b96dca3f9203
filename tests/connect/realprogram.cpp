// SPDX-License-Identifier: Apache-2.0
#include "tests/connect/realprogram.h"

#include <QFile>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;

namespace konductor::test {

RealProgram::~RealProgram()
{
    if (m_process.state() != QProcess::NotRunning) {
        m_process.terminate();
        if (!m_process.waitForFinished(5'000)) {
            m_process.kill();
            m_process.waitForFinished();
        }
    }
}

QString RealProgram::path(const QString& name)
{
    const QString found = QStandardPaths::findExecutable(name);
    return found.isEmpty() ? QStandardPaths::findExecutable(name, {u"/usr/sbin"_s, u"/usr/local/sbin"_s}) : found;
}

quint16 RealProgram::freePort()
{
    QTcpServer probe;
    return probe.listen(QHostAddress::LocalHost) ? probe.serverPort() : 0;
}

bool RealProgram::start(const QString& program, const QStringList& arguments, quint16 port)
{
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.start(program, arguments);
    m_process.waitForStarted();
    const auto isOpen = [port] {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        return socket.waitForConnected(200);
    };
    const bool open = QTest::qWaitFor([&] { return m_process.state() == QProcess::NotRunning || isOpen(); }, 30'000)
        && m_process.state() == QProcess::Running;
    if (!open) {
        m_process.kill();
        m_process.waitForFinished();
        m_said = "exit code " + QByteArray::number(m_process.exitCode()) + ": " + m_process.readAll() + read(u"log"_s);
    }
    return open;
}

QString RealProgram::write(const QString& name, const QByteArray& content) const
{
    const QString path = m_folder.filePath(name);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        qFatal("cannot write the test's own file");
    }
    file.write(content);
    return path;
}

QByteArray RealProgram::read(const QString& name) const
{
    QFile file(m_folder.filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace konductor::test
