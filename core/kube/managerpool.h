// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QNetworkAccessManager>
#include <QNetworkProxy>

#include <array>
#include <memory>
#include <vector>

namespace konductor::kube {

/// The network access managers of one identity. A manager keeps six connections to a host and queues the rest without
/// a word (kube.md §3a.4), so watches are spread, at most five on each, and plain requests have a
/// manager and list pages two that no watch can fill. Never shared between identities: a manager would re-use
/// connections (§3a.1).
class ManagerPool final : public QObject {
public:
    explicit ManagerPool(const QNetworkProxy& proxy, QObject* parent = nullptr) : QObject(parent), m_proxy(proxy) { }

    static constexpr int watchesPerManager = 5;

    /// For plain requests.
    QNetworkAccessManager& plain() { return of(m_plain); }
    /// For pages of lists, which may be long: two managers in turn, so that each of the eleven kinds' first pages has a
    /// connection of its own.
    QNetworkAccessManager& bulk() { return of(m_bulk[m_turn++ % m_bulk.size()]); }

    /// Opens bulk()'s connections to the request's server, with its TLS settings.
    void warm(const QNetworkRequest& request);

    /// A place for one long-lived stream; free again when the last copy of `place` is gone.
    struct WatchSlot {
        QNetworkAccessManager* manager = nullptr;
        std::shared_ptr<void> place;
    };
    WatchSlot takeWatchSlot();

    qsizetype watchManagers() const { return static_cast<qsizetype>(m_watch.size()); }

private:
    using Manager = std::unique_ptr<QNetworkAccessManager>;
    QNetworkAccessManager& of(Manager& manager) const;

    struct Shared {
        std::shared_ptr<int> inUse = std::make_shared<int>(0);
        Manager manager;
    };
    QNetworkProxy m_proxy;
    Manager m_plain;
    std::array<Manager, 2> m_bulk;
    size_t m_turn = 0;
    std::vector<Shared> m_watch;
};

} // namespace konductor::kube
