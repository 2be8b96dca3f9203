// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/kind.h"
#include "core/base/result.h"

#include <QMap>
#include <QString>

namespace konductor::snapshot {

/// Other names for names: the same for the same name, wherever it stands, and not to be turned back without the key
/// (HMAC-SHA256). What the names of holders show by their shape stays: "worker-a" and "worker-b" remain siblings,
/// "load-x7k2p" remains a pod of job "load"; so a single letter and a number of up to four digits at the end stay too.
class Aliases {
public:
    /// A key of its own, from the system's random numbers.
    Aliases();
    explicit Aliases(QByteArray key) : m_key(std::move(key)) { }

    /// Reads what save() wrote; a new key where there is no such file. Fails with Config or Malformed.
    static Result<Aliases> load(const QString& path);
    /// For the sender alone: the key, and what each alias stands for. Readable by its owner only.
    Result<void> save(const QString& path) const;

    QString ofNamespace(const QString& ns);
    QString ofObject(Kind kind, const QString& name);
    /// Of holders, pods and jobs, which are called alike.
    QString ofHolder(const QString& name);
    QString ofText(const QString& prefix, const QString& text);

    /// Alias to name, of all that were asked for.
    const QMap<QString, QString>& table() const { return m_table; }

private:
    QByteArray digest(const QString& text) const;
    QString holderAlias(const QString& name) const;
    QString noted(const QString& alias, const QString& name);

    QByteArray m_key;
    QMap<QString, QString> m_table;
};

} // namespace konductor::snapshot
