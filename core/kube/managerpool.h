// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QNetworkAccessManager>
#include <QNetworkProxy>

#include <memory>
#include <vector>

namespace konductor::kube {

/// The network access managers of one identity. A manager keeps six connections to a host and queues the rest without
/// a word (kube.md §3a.4), so watches are spread, at most five on each, and plain requests and list pages have a
/// manager each that no watch can fill. Never shared between identities: a manager would re-use connections (§3a.1).
class ManagerPool final : public QObject {
public:
    explicit ManagerPool(const QNetworkProxy& proxy, QObject* parent = nullptr) : QObject(parent), m_proxy(proxy) { }

    static constexpr int watchesPerManager = 5;

    /// For plain requests.
    QNetworkAccessManager& plain() { return of(m_plain); }
    /// For pages of lists, which may be long.
    QNetworkAccessManager& bulk() { return of(m_bulk); }

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
    Manager m_bulk;
    std::vector<Shared> m_watch;
};

} // namespace konductor::kube
