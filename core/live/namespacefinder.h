// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/kube/request.h"

#include <QObject>
#include <QStringList>

#include <optional>

namespace konductor::kube {
class Connection;
}

namespace konductor::live {

/// The namespaces to look into when a kind may not be listed cluster-wide (kube.md 1.48): those the server lists, or
/// those known beforehand when it may not be asked. One answer serves all kinds; from the first question on it is asked
/// for again every minute, because namespaces come and go. Lives on the engine's thread.
class NamespaceFinder final : public QObject {
    Q_OBJECT
public:
    static constexpr auto again = std::chrono::minutes(1);

    NamespaceFinder(kube::Connection& connection, Clock& clock, QStringList known);

    /// found() follows, perhaps for a list that is already there.
    void ask();
    /// Looks again now, if it was ever asked.
    void refresh();

signals:
    void found(const QStringList& namespaces);

private:
    void send();
    void answered(const Result<kube::Response>& answer);

    kube::Connection& m_connection;
    Clock& m_clock;
    QStringList m_known;
    std::optional<QStringList> m_found;
    bool m_asking = false;
    TimerHandle m_again;
};

} // namespace konductor::live
