// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/reflector.h"
#include "tests/support/scriptedserver.h"

#include <QTest>

namespace konductor::test {

/// Keeps names, so that a test sees what a reflector would show.
class Names final : public kube::ReflectorHandler {
public:
    QStringList shown;
    QStringList collected;
    int replaced = 0;
    int bad = 0;
    int frames = 0; ///< Of any sort.

    Result<Page> page(const QByteArray& body) override;
    Result<Frame> initialFrame(const QByteArray& json) override;
    void replace() override;
    void discard() override { collected.clear(); }
    Result<Frame> frame(const QByteArray& json) override;
    void frameLost(const Error&) override { ++bad; }

private:
    Result<Frame> take(const QByteArray& json, QStringList& names);
};

/// A reflector of leases against a scripted server that lists a and b at 10. Time and chance are the test's: nothing
/// waits out a pause.
class ReflectorRig {
protected:
    using Phase = kube::ReflectorState::Phase;

    void reset();
    void start();
    /// Up to an open watch after an ordinary list.
    bool startLive();

    Phase phase() const { return m_reflector->state().phase; }
    qsizetype lists() const { return m_server->count(path(), false); }
    qsizetype watches() const { return m_server->count(path(), true); }
    bool isPausing() const { return m_reflector->state().retryAt.has_value(); }
    QString lastQuery(const QString& key) const { return m_server->requests().last().query.queryItemValue(key); }
    static QString path() { return QStringLiteral("/leases"); }

    std::unique_ptr<ManualClock> m_clock;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<kube::Connection> m_connection;
    std::unique_ptr<Names> m_names;
    std::unique_ptr<kube::Reflector> m_reflector;
    kube::Reflector::Options m_options;
    QList<Phase> m_phases; ///< Each change of it.
    ExchangePtr m_watch; ///< The last one.
    double m_random = 0;
    std::function<void(const ExchangePtr&)> m_onList;
    std::function<void(const ExchangePtr&)> m_onWatch;
};

} // namespace konductor::test
