// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/reflector.h"
#include "core/live/kindfeed.h"

#include <QObject>

#include <memory>
#include <vector>

namespace konductor::live {

/// One kind of one cluster: followed cluster-wide, or in each of the given namespaces. Refused cluster-wide, it asks
/// for namespaces to look into and follows those that do not refuse. Lives on the engine's thread.
class KindWatch final : public QObject {
    Q_OBJECT
public:
    struct Options {
        QStringList namespaces; ///< Empty: cluster-wide.
        bool mayFallBack = true; ///< To namespaces, when refused cluster-wide.
        bool keepJson = false;
        bool tellJson = false;
    };
    KindWatch(Kind kind, Options options, kube::Connection& connection, Store& store, Clock& clock,
              std::function<double()> random);
    ~KindWatch() override;

    void start();
    /// The answer to needsNamespaces(), and later ones when namespaces have come and gone.
    void followFound(const QStringList& namespaces);
    /// Ends every pause. A kind that is forbidden is tried cluster-wide again, and namespaces that refused are
    /// followed anew when they are found again.
    void retryNow();
    /// The same for what only waits for the network.
    void networkIsBack();
    void suspectDead(const Error& why);

    Kind kind() const { return m_kind; }
    ScopeState state() const;
    /// Namespaces followed one by one; empty when cluster-wide.
    QStringList namespaces() const;
    /// Where what is in the store of this kind stands; nothing of what was never listed.
    Versions versions() const;

signals:
    /// State or store changed.
    void changed();
    /// A reflector knows everything up to now.
    void heard();
    /// Cluster-wide it is forbidden: which namespaces are there?
    void needsNamespaces();

private:
    struct Part {
        QString ns;
        std::unique_ptr<KindFeed> feed;
        std::unique_ptr<kube::Reflector> reflector;
    };
    void follow(const QStringList& namespaces);
    Part makePart(const QString& ns);
    void partChanged();
    void leaveRefused();

    Kind m_kind;
    Options m_options;
    kube::Connection& m_connection;
    Store& m_store;
    Clock& m_clock;
    std::function<double()> m_random;
    std::vector<Part> m_parts;
    QStringList m_refused; ///< Namespaces found and refused; not asked again of our own accord.
    bool m_fellBack = false;
    bool m_changing = false; ///< Refused cluster-wide, the namespaces are not known yet.
    bool m_leaving = false; ///< leaveRefused() is queued.
};

} // namespace konductor::live
