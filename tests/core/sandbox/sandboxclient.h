// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sandbox/sandbox.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>

namespace konductor::test {

struct Answered {
    int status = 0;
    QJsonObject json;
    QByteArray body;
    QList<QNetworkReply::RawHeaderPair> headers;

    QString reason() const;
    QString message() const;
    /// metadata.resourceVersion
    QString version() const;
    QStringList names() const; ///< Of a list's items.
    QByteArray header(const QByteArray& name) const;
};

/// A plain HTTP client of one sandbox. Paths begin below its prefix ("/apis/…").
class SandboxClient {
public:
    explicit SandboxClient(const sandbox::Sandbox& sandbox) : m_base(sandbox.url().toString()) { }

    Answered get(const QString& path, const QByteArray& accept = "application/json");
    Answered post(const QString& path, const QJsonObject& body) { return send("POST", path, body); }
    Answered put(const QString& path, const QJsonObject& body) { return send("PUT", path, body); }
    Answered merge(const QString& path, const QJsonObject& body)
    {
        return send("PATCH", path, body, "application/merge-patch+json");
    }
    Answered remove(const QString& path, const QJsonObject& options = {});
    Answered send(const QByteArray& method, const QString& path, const QJsonObject& body,
                  const QByteArray& contentType = "application/json");
    Answered sendRaw(const QByteArray& method, const QString& path, const QByteArray& body,
                     const QByteArray& contentType);
    Answered sendTo(const QUrl& url, const QByteArray& method = "GET", const QByteArray& host = {});
    /// An open watch; its frames come through frames().
    std::unique_ptr<QNetworkReply> watch(const QString& path);
    QNetworkAccessManager& manager() { return m_manager; }

private:
    Answered finish(QNetworkReply* reply);

    QString m_base;
    QNetworkAccessManager m_manager;
};

/// Appends what has arrived to `buffer` and takes the whole frames out of it.
QList<QJsonObject> frames(QNetworkReply& reply, QByteArray& buffer);

/// "/apis/sync.konductor.io/v1/namespaces/NS/PLURAL[/NAME[/SUBRESOURCE]]"
QString path(const QString& ns, const QString& plural, const QString& name = {}, const QString& subresource = {});
/// An object ready to be created.
QJsonObject object(const QString& kind, const QString& name, const QJsonObject& spec, const QJsonObject& metadata = {});

} // namespace konductor::test
