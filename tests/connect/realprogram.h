// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

namespace konductor::test {

/// A server program of this machine on a loopback port, while the object lives.
class RealProgram {
public:
    RealProgram() = default;
    ~RealProgram();

    /// Where it is installed, also in sbin; empty if nowhere.
    static QString path(const QString& name);
    static quint16 freePort();

    /// Starts it and waits until the port takes connections; false with its last words when it does not.
    bool start(const QString& program, const QStringList& arguments, quint16 port);
    /// Writes a file into its folder and says where.
    QString write(const QString& name, const QByteArray& content) const;
    QByteArray read(const QString& name) const;
    QString folder() const { return m_folder.path(); }
    QByteArray said() const { return m_said; }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    QByteArray m_said;
};

} // namespace konductor::test
