// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/tokens.h"

#include <QDBusConnection>
#include <QObject>

#include <optional>

class QDBusVariant;

namespace konductor::ui {

/// Follows the desktop's light or dark preference: org.freedesktop.portal.Settings, namespace
/// org.freedesktop.appearance, key color-scheme. Light until the portal answers, and for good when there is no bus, no
/// portal or no preference. The portal's answer is never waited for. Lives in the thread of the window.
class ColorScheme final : public QObject {
    Q_OBJECT
public:
    /// The session's bus as the environment names it; empty when there is none. Never starts a bus.
    static QString sessionBusAddress();

    explicit ColorScheme(const QString& busAddress = sessionBusAddress(), QObject* parent = nullptr);
    ~ColorScheme() override;

    Scheme scheme() const;
    /// The user's choice, which wins over the desktop's; nullopt follows the desktop again.
    void setOverride(std::optional<Scheme> scheme);

signals:
    void schemeChanged(konductor::ui::Scheme scheme);

private slots:
    void takeChange(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void ask();
    void takeValue(const QVariant& value);
    void update(Scheme desktop, std::optional<Scheme> chosen);

    QDBusConnection m_bus;
    Scheme m_desktop = Scheme::Light;
    std::optional<Scheme> m_override;
};

} // namespace konductor::ui
