// SPDX-License-Identifier: Apache-2.0
#include "core/live/clustermirror.h"
#include "core/snapshot/capture.h"
#include "core/snapshot/selection.h"
#include "tests/core/snapshot/samples.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace konductor::snapshot;
using namespace konductor::test;

namespace {

const Timestamp now = at("2026-11-24T12:00:00Z");

void fill(live::ClusterMirror& mirror)
{
    auto batch = std::make_shared<live::ChangeBatch>();
    const ObjectIndex objects = sampleSnapshot().objects;
    for (const Kind kind : konductorKinds) {
        for (const ObjectPtr& object : objects.sorted(kind)) {
            batch->changes.push_back({nullptr, object});
        }
        batch->scopes[kind].phase = live::ScopeState::Phase::Live;
        batch->versions[kind] = {{QString(), u"99"_s}};
    }
    batch->scopes[Kind::Gate].phase = live::ScopeState::Phase::Forbidden;
    batch->scopes[Kind::Gate].error = makeError(Error::Kind::Forbidden, {}, u"may not list gates"_s);
    batch->versions.erase(Kind::Gate);
    live::ConnectionState connection;
    connection.phase = live::ConnectionState::Phase::Degraded;
    connection.contextName = u"prod"_s;
    connection.server = u"https://user:pw@[::1]:6443/s-secret/k8s?token=x"_s;
    connection.clockOffset = std::chrono::milliseconds(-5'000);
    connection.clockUncertainty = std::chrono::milliseconds(600);
    batch->connection = connection;
    mirror.apply(batch);
}

} // namespace

class tst_Capture : public QObject {
    Q_OBJECT
private slots:
    void aMirrorIsTakenWithItsVersionsAndGaps()
    {
        live::ClusterMirror mirror;
        fill(mirror);
        const Snapshot taken = captured(mirror, now);
        QCOMPARE(taken.objects.count(), sampleSnapshot().objects.count());
        QCOMPARE(taken.visibility.at(Kind::Lease).versions.value(QString()), u"99"_s);
        QVERIFY(taken.visibility.at(Kind::Lease).state == Visibility::State::Complete);
        QVERIFY(taken.visibility.at(Kind::Gate).state == Visibility::State::Forbidden);
        QVERIFY(taken.visibility.at(Kind::Gate).versions.isEmpty());
        QVERIFY(taken.visibility.at(Kind::Gate).why.contains(u"may not list gates"_s));
        QVERIFY(taken.connection.state == Health::State::Degraded);
    }

    void theServersPathAndCredentialsAreLeftOut()
    {
        live::ClusterMirror mirror;
        fill(mirror);
        QCOMPARE(captured(mirror, now).server, u"https://[::1]:6443"_s);
    }

    void itStandsAtTheServersTime()
    {
        live::ClusterMirror mirror;
        fill(mirror);
        const Snapshot taken = captured(mirror, now + std::chrono::milliseconds(400));
        QVERIFY(taken.takenAt == now);
        QVERIFY(taken.serverTime == now - std::chrono::seconds(5));
        QVERIFY(taken.uncertainty == std::chrono::milliseconds(600));
    }

    void holdersComeWithTheirVerdictsAndCalls()
    {
        live::ClusterMirror mirror;
        fill(mirror);
        const Snapshot sample = sampleSnapshot();
        const RecordedVerdicts verdicts(sample.holders, sample.pods);
        CaptureOptions options;
        options.verdicts = &verdicts;
        options.pods = sample.pods;
        const Snapshot taken = captured(mirror, now, options);
        QVERIFY(taken.pods == sample.pods);
        const auto b = std::find_if(taken.holders.begin(), taken.holders.end(),
                                    [](const HolderFact& fact) { return fact.holder.second == u"b"_s; });
        QVERIFY(b != taken.holders.end());
        QVERIFY(b->verdict.state == insight::HolderVerdict::State::Running);
        QCOMPARE(b->calls.size(), size_t(1));
    }

    void withoutVerdictsNobodyIsSaidToBeGone()
    {
        live::ClusterMirror mirror;
        fill(mirror);
        const Meaning meaning(captured(mirror, now));
        QVERIFY(meaning.verdict(u"team-a"_s, u"a"_s).state == insight::HolderVerdict::State::Unknown);
    }

    void aQueryChoosesPrimitivesWithWhatBelongsToThem()
    {
        const auto chosen = [](const QString& line) {
            return chosenFrom(sampleSnapshot(), insight::Query::parse(line), line);
        };
        const Snapshot leases = chosen(u"kind:lease"_s);
        QCOMPARE(leases.objects.count(Kind::Lease), 1);
        QCOMPARE(leases.objects.count(Kind::LeaseRequest), 1);
        QCOMPARE(leases.objects.count(Kind::Semaphore), 0);
        QCOMPARE(leases.objects.count(Kind::Permit), 0);
        QCOMPARE(leases.selection, u"kind:lease"_s);
        QCOMPARE(leases.holders.size(), size_t(1)); // b, who asked; nothing is known of who holds it
        QCOMPARE(chosen(u"finding:semaphore-overcommitted"_s).objects.count(Kind::Permit), 2);
        QCOMPARE(chosen(u"ns:elsewhere"_s).objects.count(), 0);
        // What was left out is not "none": nothing may be concluded from its absence.
        const RecordedVerdicts verdicts;
        QVERIFY(!surroundingsOf(leases, verdicts).knows(Kind::LeaseRequest));
    }

    void whatWasFoundOfTheOperatorComesAlongAndIsAFindingWhereItIsNotThere()
    {
        live::ClusterMirror mirror;
        fill(mirror);
        live::OperatorHealth health;
        health.presence = live::OperatorHealth::Presence::Absent;
        health.renewed = now - std::chrono::milliseconds(1500);
        const Snapshot taken = captured(mirror, now, {.operatorHealth = health});
        QVERIFY(taken.operatorHealth->renewed == now - std::chrono::seconds(2));
        QCOMPARE(operatorStateOf(taken).problems.size(), 1);
        QVERIFY(!operatorStateOf(taken).certain);
        const auto isOfOperator = [](const insight::Finding& finding) {
            return finding.rule == "operator-not-running"_L1;
        };
        const Meaning meaning(taken);
        QVERIFY(std::any_of(meaning.findings().begin(), meaning.findings().end(), isOfOperator));
        const Meaning unasked(captured(mirror, now));
        QVERIFY(std::none_of(unasked.findings().begin(), unasked.findings().end(), isOfOperator));
    }

    void theOperatorsHealthIsReadFromWhatItWrites()
    {
        Snapshot taken = sampleSnapshot();
        QVERIFY(Meaning(taken).operatorSigns().state == OperatorSigns::State::Writing);
        QVERIFY(Meaning(taken).operatorSigns().lastWrite == at("2026-11-24T11:00:00Z"));
        Gate unseen;
        unseen.meta = meta(u"g"_s);
        put(taken.objects, unseen);
        QVERIFY(Meaning(taken).operatorSigns().state == OperatorSigns::State::NotWriting);
        taken.objects.clear();
        QVERIFY(Meaning(taken).operatorSigns().state == OperatorSigns::State::Unknown);
    }
};

QTEST_GUILESS_MAIN(tst_Capture)
#include "tst_capture.moc"
