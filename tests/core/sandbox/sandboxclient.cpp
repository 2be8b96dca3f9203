// SPDX-License-Identifier: Apache-2.0
#include "tests/core/sandbox/sandboxclient.h"

#include <QJsonDocument>
#include <QSignalSpy>

using namespace Qt::StringLiterals;

namespace konductor::test {

QString Answered::reason() const
{
    return json["reason"_L1].toString();
}

QString Answered::message() const
{
    return json["message"_L1].toString();
}

QString Answered::version() const
{
    return json["metadata"_L1].toObject()["resourceVersion"_L1].toString();
}

QStringList Answered::names() const
{
    QStringList found;
    for (const QJsonValue& item : json["items"_L1].toArray()) {
        found.append(item.toObject()["metadata"_L1].toObject()["name"_L1].toString());
    }
    return found;
}

QByteArray Answered::header(const QByteArray& name) const
{
    for (const auto& [key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0) {
            return value;
        }
    }
    return {};
}

Answered SandboxClient::get(const QString& path, const QByteArray& accept)
{
    QNetworkRequest request(QUrl(m_base + path));
    request.setRawHeader("Accept", accept);
    return finish(m_manager.get(request));
}

Answered SandboxClient::remove(const QString& path, const QJsonObject& options)
{
    return sendRaw("DELETE", path, options.isEmpty() ? QByteArray() : QJsonDocument(options).toJson(),
                   "application/json");
}

Answered SandboxClient::send(const QByteArray& method, const QString& path, const QJsonObject& body,
                             const QByteArray& contentType)
{
    return sendRaw(method, path, QJsonDocument(body).toJson(), contentType);
}

Answered SandboxClient::sendRaw(const QByteArray& method, const QString& path, const QByteArray& body,
                                const QByteArray& contentType)
{
    QNetworkRequest request(QUrl(m_base + path));
    request.setHeader(QNetworkRequest::ContentTypeHeader, contentType);
    return finish(m_manager.sendCustomRequest(request, method, body));
}

Answered SandboxClient::sendTo(const QUrl& url, const QByteArray& method, const QByteArray& host)
{
    QNetworkRequest request(url);
    if (!host.isEmpty()) {
        request.setRawHeader("Host", host);
    }
    return finish(m_manager.sendCustomRequest(request, method));
}

std::unique_ptr<QNetworkReply> SandboxClient::watch(const QString& path)
{
    return std::unique_ptr<QNetworkReply>(m_manager.get(QNetworkRequest(QUrl(m_base + path))));
}

Answered SandboxClient::finish(QNetworkReply* reply)
{
    const std::unique_ptr<QNetworkReply> owned(reply);
    QSignalSpy finished(reply, &QNetworkReply::finished);
    if (!reply->isFinished()) {
        finished.wait(10'000);
    }
    Answered answered;
    answered.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    answered.body = reply->readAll();
    answered.json = QJsonDocument::fromJson(answered.body).object();
    answered.headers = reply->rawHeaderPairs();
    return answered;
}

QList<QJsonObject> frames(QNetworkReply& reply, QByteArray& buffer)
{
    buffer += reply.readAll();
    QList<QJsonObject> whole;
    for (qsizetype end = buffer.indexOf('\n'); end >= 0; end = buffer.indexOf('\n')) {
        whole.append(QJsonDocument::fromJson(buffer.left(end)).object());
        buffer.remove(0, end + 1);
    }
    return whole;
}

QString path(const QString& ns, const QString& plural, const QString& name, const QString& subresource)
{
    QString text = u"/apis/sync.konductor.io/v1"_s;
    if (!ns.isEmpty()) {
        text += u"/namespaces/"_s + ns;
    }
    text += u'/' + plural;
    if (!name.isEmpty()) {
        text += u'/' + name;
    }
    return subresource.isEmpty() ? text : text + u'/' + subresource;
}

QJsonObject object(const QString& kind, const QString& name, const QJsonObject& spec, const QJsonObject& metadata)
{
    QJsonObject meta = metadata;
    if (!name.isEmpty()) {
        meta[u"name"_s] = name;
    }
    return {{u"apiVersion"_s, u"sync.konductor.io/v1"_s}, {u"kind"_s, kind}, {u"metadata"_s, meta}, {u"spec"_s, spec}};
}

} // namespace konductor::test
