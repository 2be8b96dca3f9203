// SPDX-License-Identifier: Apache-2.0
#include "core/live/namespacefinder.h"

#include "core/base/words.h"
#include "core/kube/connection.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>

namespace konductor::live {

using namespace Qt::StringLiterals;

NamespaceFinder::NamespaceFinder(kube::Connection& connection, Clock& clock, QStringList known)
    : m_connection(connection)
    , m_clock(clock)
    , m_known(std::move(known))
{
}

void NamespaceFinder::ask()
{
    if (m_found) {
        QMetaObject::invokeMethod(
            this, [this] { emit found(*m_found); }, Qt::QueuedConnection);
    } else {
        send();
    }
}

void NamespaceFinder::refresh()
{
    if (m_found) {
        send();
    }
}

void NamespaceFinder::send()
{
    if (std::exchange(m_asking, true)) {
        return;
    }
    m_again.cancel();
    kube::Request request;
    request.path = u"/api/v1/namespaces"_s;
    request.subject = spoken("Server", "namespaces");
    request.timeout = std::chrono::seconds(10);
    const QPointer<NamespaceFinder> self(this);
    m_connection.send(request).then([self](Result<kube::Response> answer) {
        if (self) {
            self->m_asking = false;
            self->answered(answer);
        }
    });
}

void NamespaceFinder::answered(const Result<kube::Response>& answer)
{
    if (!answer && answer.error().kind == Error::Kind::Cancelled) {
        return;
    }
    QStringList names;
    if (answer) {
        const QJsonArray items = QJsonDocument::fromJson(answer->body).object().value("items"_L1).toArray();
        for (const QJsonValue& item : items) {
            names += item.toObject().value("metadata"_L1).toObject().value("name"_L1).toString();
        }
        names.removeAll(QString());
    }
    m_again = m_clock.after(again, [this] { send(); });
    if (names.isEmpty()) {
        names = m_found.value_or(m_known); // what was known stays true until the server says otherwise
    }
    m_found = names;
    emit found(names);
}

} // namespace konductor::live
