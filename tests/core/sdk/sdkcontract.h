// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/core/sdk/sdkrig.h"

#include <QObject>

namespace konductor::test {

/// What the client library promises on any API server with an operator. The sandbox and the real server run the same
/// body. Each slot works in objects of its own.
class SdkContract : public QObject {
    Q_OBJECT
protected:
    /// Starts the server and its operator.
    virtual Result<kube::ConnectionSettings> startServer() = 0;

    sdk::Client client(const QString& holder) const { return m_client->withHolder(holder); }
    ObjectPtr make(const ObjectPtr& object);
    ObjectPtr fresh(Kind kind, const QString& name);
    Result<ObjectPtr> patchStatus(Kind kind, const QString& name, const QJsonObject& status);
    qsizetype childrenOf(Kind child, const QString& parent);
    /// No permit, request or place in a queue is left of it, within a moment.
    bool isClean(Kind kind, const QString& name);

    SystemClock m_clock;
    kube::ConnectionSettings m_settings;
    std::unique_ptr<kube::Connection> m_connection;
    std::optional<sdk::Client> m_client;

private slots:
    void initTestCase();
    // sdkcontractholds.cpp
    void uncontendedPermitTakesTwoWritesAndLooksLikeTheGoSdks();
    void noMorePermitsThanTheSemaphoreHasAndWaitersAreServedInOrder();
    void permitsOfOthersCount();
    void expiredPermitIsTakenOver();
    void deletedPermitIsLostAtOnce();
    void holdRenewsItself();
    void uncontendedLockTakesOneWrite();
    void lockedMutexGoesToWhoWaitsLongest();
    void mutexTakenAwayIsLost();
    void readersShareAndAWaitingWriterIsNotPassed();
    void freeLeaseIsGrantedAtOnce();
    void leaseGoesToTheHighestPriorityThatWaits();
    void deadRequestDoesNotWin();
    void leaseWithoutTtlGetsAnExpiry();
    void fencingTokensGrow();
    void workUnderAHoldReleasesItOnEveryWayOut();
    void droppedHoldIsReleased();
    // sdkcontractwaits.cpp
    void barrierWaitReturnsWithTheOpeningArrival();
    void secondArrivalOfAHolderIsAConflict();
    void failedBarrierFailsTheWait();
    void stepsStandBetweenTwoBarriers();
    void gateOpensWithItsLastCondition();
    void waitingForTryingAndTimingOutAreToldApart_data();
    void waitingForTryingAndTimingOutAreToldApart();
    void aTryIsMadeForTheHolderItIsGiven();
    void absentObjectIsNotFound();
    void stoppedWaitIsCancelled();
    void closedClientCancelsItsWaits();
    void onceIsDoneOnce();
    void failedOnceIsPendingAgain();
    void waitGroupIsDoneAtZero();
    void objectsAreCreatedReadChangedAndDeleted();
    // sdkcontractlatency.cpp
    void waitsReturnSoonAfterTheEnablingWrite_data();
    void waitsReturnSoonAfterTheEnablingWrite();
    void cleanupTestCase();
};

} // namespace konductor::test
