// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/watchlist.h"

#include <QDBusConnection>
#include <QHash>
#include <QObject>

#include <functional>

namespace konductor::app {

/// Hands notices to the desktop's own service: org.freedesktop.Notifications on the session bus. Where there is no bus
/// or no such service nothing happens; the activity panel has said it by then. Nothing is waited for. Text is escaped
/// where the service takes markup. Window's thread.
class DesktopNotifier final : public QObject {
    Q_OBJECT
public:
    /// Without an address it tells nobody.
    explicit DesktopNotifier(const QString& busAddress, QObject* parent = nullptr);
    ~DesktopNotifier() override;

    /// `show` is called when the person clicks it; not after the notice was closed.
    void tell(const ui::Notice& notice, std::function<void()> show);
    /// The service has not said yet what it can show.
    bool isWaiting() const { return m_asked; }

private slots:
    void takeAction(uint id, const QString& action);
    void takeClosed(uint id, uint reason);

private:
    void send(const ui::Notice& notice, std::function<void()> show);

    QDBusConnection m_bus;
    std::optional<bool> m_markup; ///< Whether a body may be markup; none: not answered yet.
    bool m_asked = false;
    std::vector<std::pair<ui::Notice, std::function<void()>>> m_waiting; ///< For that answer.
    QHash<uint, std::function<void()>> m_shown; ///< By the service's number.
};

} // namespace konductor::app
