// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/opened.h"
#include "ui/pages/pagestate.h"

#include <QTest>

using namespace konductor;
using namespace konductor::ui;
using namespace Qt::StringLiterals;

/// What a page says of a cluster that is seen in part.
class TestPageState final : public QObject {
    Q_OBJECT

    static PageState stateOf(const live::ScopeState& scope)
    {
        live::ClusterMirror mirror;
        live::ChangeBatch batch;
        batch.scopes[Kind::Lease] = scope;
        mirror.apply(std::make_shared<const live::ChangeBatch>(std::move(batch)));
        return pageStateOf(u"Leases"_s, {Kind::Lease}, mirror, 2, 2, {});
    }

private slots:
    void namespacesThatAreNotVisibleAreNamed()
    {
        const PageState state = stateOf(
            {.phase = live::ScopeState::Phase::Live, .namespaces = {u"one"_s, u"two"_s}, .refused = {u"secret"_s}});
        QCOMPARE(state.band, u"Only what you may see: one, two. Not visible: secret."_s);
    }

    void aHundredOfThemAreCounted()
    {
        QStringList many;
        for (int i = 0; i < 100; ++i) {
            many += u"n%1"_s.arg(i);
        }
        const PageState state =
            stateOf({.phase = live::ScopeState::Phase::Live, .namespaces = {u"one"_s}, .refused = many});
        QCOMPARE(state.band, u"Only what you may see: one. Not visible: n0, n1, n2, n3, n4, n5 and 94 more."_s);
    }

    void anEmptyPageOffersToCreateWhatItListsUnlessNothingMayBeWritten()
    {
        const auto empty = [](bool readOnly) {
            live::ClusterMirror mirror;
            live::ChangeBatch batch;
            batch.scopes[Kind::Lease].phase = live::ScopeState::Phase::Live;
            batch.connection = live::ConnectionState();
            batch.connection->readOnly = readOnly;
            mirror.apply(std::make_shared<const live::ChangeBatch>(batch));
            return pageStateOf(u"Leases"_s, {Kind::Lease}, mirror, 0, 0, {});
        };
        QVERIFY(empty(false).offer == PageState::Offer::Create);
        QCOMPARE(empty(false).offerText, u"Create a Lease…"_s);
        QVERIFY(empty(true).offer == PageState::Offer::None);
    }

    void aSnapshotSaysWhatItHasNotAndNothingIsTriedAgain()
    {
        const auto bandOf = [](snapshot::Snapshot taken) {
            live::ClusterMirror mirror;
            taken.takenAt = taken.serverTime = Timestamp(std::chrono::hours(500'000));
            snapshot::fillMirror(taken, mirror);
            return pageStateOf(u"Leases"_s, {Kind::Lease}, mirror, 2, 2, taken.takenAt, {.utc = true}).band;
        };
        snapshot::Snapshot taken;
        taken.visibility[Kind::Lease].state = snapshot::Visibility::State::Complete;
        QCOMPARE(bandOf(taken), QString());
        taken.selection = u"ns:team-a"_s;
        QCOMPARE(bandOf(taken), u"Only what this filter shows is in this snapshot: ns:team-a"_s);
        taken.redacted = true;
        QCOMPARE(bandOf(taken), u"Only a part of the cluster is in this snapshot."_s);
        taken.selection.clear();
        taken.visibility[Kind::Lease] = {
            snapshot::Visibility::State::Outdated, u"lost"_s, Timestamp(std::chrono::hours(499'999)), {}};
        QCOMPARE(bandOf(taken), u"It was not live when the snapshot was taken, but as of 07:00:00."_s);
    }

    void whoMaySeeNothingIsAskedForNamespaces()
    {
        const PageState state = stateOf({.phase = live::ScopeState::Phase::Forbidden});
        QVERIFY(state.phase == PageState::Phase::Forbidden);
        QVERIFY(state.offer == PageState::Offer::Namespaces);
    }
};

QTEST_MAIN(TestPageState)
#include "tst_pagestate.moc"
