// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/action/planner.h"
#include "core/action/planrun.h"
#include "core/live/livesession.h"
#include "tests/support/realcluster.h"

#include <QObject>

namespace konductor::test {

/// What this program relies on of any API server with the Konductor CRDs and an operator. The sandbox and the real
/// server run the same body.
class ClusterContract : public QObject {
    Q_OBJECT
protected:
    /// Starts the server and its operator; the path of a kubeconfig for it.
    virtual Result<QString> startServer() = 0;

    ObjectPtr seen(const ObjectKey& key) const;
    Result<kube::Response> create(const ObjectKey& key, const QJsonObject& spec, const QJsonObject& owner = {});
    Result<kube::Response> patch(const ObjectKey& key, const QJsonObject& body, QStringView subresource = {});
    QJsonObject get(const QString& path);
    std::optional<action::Outcome> carryOut(const action::Plan& plan, bool dry = false);
    Timestamp now() const;

    SystemClock m_clock;
    QString m_kubeconfig;
    kube::ConnectionSettings m_settings;
    std::unique_ptr<Client> m_client;
    std::unique_ptr<live::LiveSession> m_session;

private slots:
    void initTestCase();
    void everyKindIsSeenFromCreationToDeletion_data();
    void everyKindIsSeenFromCreationToDeletion();
    void everyActionDoesWhatItsPlanSays_data();
    void everyActionDoesWhatItsPlanSays();
    void stalePlanIsRefusedAndWritesNothing();
    void arrivalWithoutOwnerCountsOnceTheBarrierIsTouched();
    void expiredLeaseGoesToTheNextRequest();
    void overcommitmentFreezesTheStatus();
    void gateOpensAfterItsBarrier();
    void hostileHolderIsKeptAsItIs();
    void eventsOfAnObjectAreToldWhileSomebodyLooks();
    void logOfAPodIsReadOrRefusedInTheServersWords();
    void inspectListsWhatTheServerHas();
    void wholeSetDoesWhatItsPlansSay_data();
    void wholeSetDoesWhatItsPlansSay();
    void cleanupTestCase();

private:
    void prepareHold(Kind kind, const QString& name, bool write);
};

} // namespace konductor::test
