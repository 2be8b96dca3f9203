// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/live/clustermirror.h"
#include "core/live/livesession.h"
#include "tests/support/scriptedserver.h"

#include <QSignalSpy>
#include <QTest>

namespace konductor::test {

/// The path of the group's collections, "/apis/…/v1".
inline const QString group = QStringLiteral("/apis/sync.konductor.io/v1");
QStringList allPlurals();
QByteArray emptyList(Kind kind);

/// A whole session, with its engine thread, against a scripted cluster that has leases a and b.
class SessionRig {
protected:
    using Phase = live::ScopeState::Phase;
    using ConnectionPhase = live::ConnectionState::Phase;

    void reset();
    void serve(const QStringList& plurals);
    /// Up to the session's having settled.
    bool start(live::LiveOptions options = {});
    bool start(const kube::ConnectionSettings& settings, const live::LiveOptions& options);
    live::ScopeState scope(Kind kind) const { return m_live->mirror().scope(kind); }
    live::ConnectionState connection() const { return m_live->mirror().connection(); }

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<live::LiveSession> m_live;
    QList<ExchangePtr> m_leaseWatches;
    QStringList m_told; ///< Changes: "+a", "~a", "-a", with "?" for an unknown final state.
};

} // namespace konductor::test
