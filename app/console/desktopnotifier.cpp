// SPDX-License-Identifier: Apache-2.0
#include "app/console/desktopnotifier.h"

#include <QCoreApplication>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QUuid>
#include <QVariantMap>

namespace konductor::app {

using namespace Qt::StringLiterals;

namespace {

const QString service = u"org.freedesktop.Notifications"_s;
const QString path = u"/org/freedesktop/Notifications"_s;
const QString showAction = u"default"_s; // a click on the notice itself

QDBusConnection connectTo(const QString& address)
{
    return address.isEmpty()
        ? QDBusConnection(QString())
        : QDBusConnection::connectToBus(address, u"konductor-"_s + QUuid::createUuid().toString(QUuid::Id128));
}

} // namespace

DesktopNotifier::DesktopNotifier(const QString& busAddress, QObject* parent)
    : QObject(parent)
    , m_bus(connectTo(busAddress))
{
    if (m_bus.isConnected()) {
        // An empty service, as in ui/theme/colorscheme.cpp: looking its owner up would wait for the answer.
        m_bus.connect(QString(), path, service, u"ActionInvoked"_s, this, SLOT(takeAction(uint, QString)));
        m_bus.connect(QString(), path, service, u"NotificationClosed"_s, this, SLOT(takeClosed(uint, uint)));
    }
}

DesktopNotifier::~DesktopNotifier()
{
    if (!m_bus.name().isEmpty()) {
        QDBusConnection::disconnectFromBus(m_bus.name());
    }
}

void DesktopNotifier::tell(const ui::Notice& notice, std::function<void()> show)
{
    if (!m_bus.isConnected()) {
        return;
    }
    if (m_markup) {
        send(notice, std::move(show));
        return;
    }
    m_waiting.emplace_back(notice, std::move(show));
    if (std::exchange(m_asked, true)) {
        return;
    }
    auto* watcher = new QDBusPendingCallWatcher(
        m_bus.asyncCall(QDBusMessage::createMethodCall(service, path, service, u"GetCapabilities"_s)), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QStringList> reply = *watcher;
        m_asked = false;
        auto waiting = std::exchange(m_waiting, {});
        if (reply.isError()) { // no service; there may be one the next time
            return;
        }
        m_markup = reply.value().contains(u"body-markup"_s);
        for (auto& one : waiting) {
            send(one.first, std::move(one.second));
        }
    });
}

void DesktopNotifier::send(const ui::Notice& notice, std::function<void()> show)
{
    QDBusMessage call = QDBusMessage::createMethodCall(service, path, service, u"Notify"_s);
    call << QCoreApplication::applicationName() << uint(0) << u"io.konductor.Console"_s << notice.title
         << (*m_markup ? notice.text.toHtmlEscaped() : notice.text) << QStringList{showAction, tr("Show")}
         << QVariantMap{{u"desktop-entry"_s, u"io.konductor.Console"_s}} << -1;
    auto* watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, show = std::move(show)] {
        watcher->deleteLater();
        const QDBusPendingReply<uint> reply = *watcher;
        if (reply.isError()) {
            m_markup.reset(); // the service went; another may take its place
        } else {
            m_shown.insert(reply.value(), show);
        }
    });
}

void DesktopNotifier::takeAction(uint id, const QString& action)
{
    const auto shown = m_shown.constFind(id);
    if (shown != m_shown.constEnd() && action == showAction) {
        const std::function<void()> show = *shown;
        show();
    }
}

void DesktopNotifier::takeClosed(uint id, uint)
{
    m_shown.remove(id);
}

} // namespace konductor::app
