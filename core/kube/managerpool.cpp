// SPDX-License-Identifier: Apache-2.0
#include "core/kube/managerpool.h"

namespace konductor::kube {

QNetworkAccessManager& ManagerPool::of(Manager& manager) const
{
    if (!manager) {
        manager = std::make_unique<QNetworkAccessManager>();
        manager->setProxy(m_proxy); // also when it is none: Debian's Qt would ask libproxy (kube.md §3a.12)
        manager->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
        manager->setAutoDeleteReplies(false);
    }
    return *manager;
}

void ManagerPool::warm(const QNetworkRequest& request)
{
    constexpr size_t connectionsPerManager = 6; // Qt's own number for HTTP/1.1
    const QUrl url = request.url();
    for (size_t i = 0; i < connectionsPerManager * m_bulk.size(); ++i) {
        QNetworkAccessManager& manager = bulk();
        if (url.scheme() == u"https") {
            manager.connectToHostEncrypted(url.host(), static_cast<quint16>(url.port(443)), request.sslConfiguration(),
                                           request.peerVerifyName());
        } else {
            manager.connectToHost(url.host(), static_cast<quint16>(url.port(80)));
        }
    }
}

ManagerPool::WatchSlot ManagerPool::takeWatchSlot()
{
    auto free = m_watch.begin();
    while (free != m_watch.end() && *free->inUse >= watchesPerManager) {
        ++free;
    }
    if (free == m_watch.end()) {
        free = m_watch.insert(free, Shared());
    }
    QNetworkAccessManager& manager = of(free->manager);
    ++*free->inUse;
    std::shared_ptr<void> place(static_cast<void*>(nullptr), [count = free->inUse](void*) { --*count; });
    return {&manager, std::move(place)};
}

} // namespace konductor::kube
