// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/reflector.h"
#include "core/live/kindfeed.h"

#include <QObject>

#include <memory>
#include <vector>

namespace konductor::live {

/// One kind of one cluster: followed cluster-wide, or in each of the given namespaces. Refused cluster-wide, it falls
/// back to one namespace. Lives on the engine's thread.
class KindWatch final : public QObject {
    Q_OBJECT
public:
    struct Options {
        QStringList namespaces; ///< Empty: cluster-wide.
        QString fallbackNamespace;
        bool keepJson = false;
    };
    KindWatch(Kind kind, Options options, kube::Connection& connection, Store& store, Clock& clock,
              std::function<double()> random);
    ~KindWatch() override;

    void start();
    /// Ends every pause. A kind that is forbidden is tried cluster-wide again.
    void retryNow();
    /// The same for what only waits for the network.
    void networkIsBack();
    void suspectDead(const Error& why);

    Kind kind() const { return m_kind; }
    ScopeState state() const;
    /// Namespaces followed one by one; empty when cluster-wide.
    QStringList namespaces() const;

signals:
    /// State or store changed.
    void changed();
    /// A reflector knows everything up to now.
    void heard();

private:
    struct Part {
        QString ns;
        std::unique_ptr<KindFeed> feed;
        std::unique_ptr<kube::Reflector> reflector;
    };
    void follow(const QStringList& namespaces);
    void partChanged();
    void fallBack();

    Kind m_kind;
    Options m_options;
    kube::Connection& m_connection;
    Store& m_store;
    Clock& m_clock;
    std::function<double()> m_random;
    std::vector<Part> m_parts;
    bool m_fellBack = false;
    bool m_changing = false;
};

} // namespace konductor::live
