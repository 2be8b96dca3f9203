// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/colorscheme.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QFileInfo>
#include <QUuid>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView appearance = u"org.freedesktop.appearance";
constexpr QStringView colorKey = u"color-scheme";
constexpr uint prefersDark = 1; // 0: no preference, 2: light

QDBusConnection connectTo(const QString& address)
{
    if (address.isEmpty()) {
        return QDBusConnection(QString()); // asking libdbus for a default would try to launch a bus, and block
    }
    return QDBusConnection::connectToBus(address, u"konductor-"_s + QUuid::createUuid().toString(QUuid::Id128));
}

} // namespace

QString ColorScheme::sessionBusAddress()
{
    const QString named = qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS");
    if (!named.isEmpty()) {
        return named;
    }
    const QString folder = qEnvironmentVariable("XDG_RUNTIME_DIR");
    const QString socket = folder + u"/bus"_s;
    return !folder.isEmpty() && QFileInfo::exists(socket) ? u"unix:path="_s + socket : QString();
}

ColorScheme::ColorScheme(const QString& busAddress, QObject* parent) : QObject(parent), m_bus(connectTo(busAddress))
{
    if (m_bus.isConnected()) {
        // An empty service: a match on the portal's name would look up its owner and wait for the answer.
        m_bus.connect(QString(), u"/org/freedesktop/portal/desktop"_s, u"org.freedesktop.portal.Settings"_s,
                      u"SettingChanged"_s, this, SLOT(takeChange(QString, QString, QDBusVariant)));
        ask();
    }
}

ColorScheme::~ColorScheme()
{
    if (!m_bus.name().isEmpty()) {
        QDBusConnection::disconnectFromBus(m_bus.name());
    }
}

Scheme ColorScheme::scheme() const
{
    return m_override.value_or(m_desktop);
}

void ColorScheme::setOverride(std::optional<Scheme> scheme)
{
    update(m_desktop, scheme);
}

void ColorScheme::ask()
{
    QDBusMessage call =
        QDBusMessage::createMethodCall(u"org.freedesktop.portal.Desktop"_s, u"/org/freedesktop/portal/desktop"_s,
                                       u"org.freedesktop.portal.Settings"_s, u"Read"_s);
    call << appearance.toString() << colorKey.toString();
    auto* watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (!reply.isError()) {
            takeValue(reply.value().variant());
        }
    });
}

void ColorScheme::takeChange(const QString& group, const QString& key, const QDBusVariant& value)
{
    if (group == appearance && key == colorKey) {
        takeValue(value.variant());
    }
}

void ColorScheme::takeValue(const QVariant& value)
{
    // Read wraps its answer in a second variant; the signal does not.
    const QVariant inner =
        value.metaType() == QMetaType::fromType<QDBusVariant>() ? value.value<QDBusVariant>().variant() : value;
    update(inner.toUInt() == prefersDark ? Scheme::Dark : Scheme::Light, m_override);
}

void ColorScheme::update(Scheme desktop, std::optional<Scheme> chosen)
{
    const Scheme before = scheme();
    m_desktop = desktop;
    m_override = chosen;
    if (scheme() != before) {
        emit schemeChanged(scheme());
    }
}

} // namespace konductor::ui
