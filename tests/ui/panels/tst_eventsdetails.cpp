// SPDX-License-Identifier: Apache-2.0
#include "core/base/clock.h"
#include "tests/core/insight/make.h"
#include "ui/panels/eventsdetails.h"

#include <QTest>

using namespace konductor;
using namespace konductor::ui;
using namespace Qt::StringLiterals;
using State = live::ObjectEvents::State;

namespace {
const Timestamp now = test::at("2026-11-24T10:47:00Z");

ClusterEvent warning()
{
    ClusterEvent event;
    event.isWarning = true;
    event.reason = u"PolicyViolation"_s;
    event.message = u"no <b>ttl</b>\x1b[31m"_s;
    event.source = u"kyverno"_s;
    event.count = 3;
    event.first = test::at("2026-11-24T10:00:00Z");
    event.last = test::at("2026-11-24T10:45:00Z");
    return event;
}

QStringList rowsOf(const live::ObjectEvents& events)
{
    DetailsContent content;
    addClusterEvents(content, events, now, {.utc = true});
    QStringList rows;
    if (const DetailsSection* section = content.section(u"Kubernetes events")) {
        for (const DetailsRow& row : section->rows) {
            rows.append(row.plainText());
        }
    }
    return rows;
}

live::ObjectEvents told(State state, std::vector<ClusterEvent> events = {})
{
    return {.about = {{Kind::Lease, u"team-a"_s, u"db"_s}, {}}, .state = state, .events = std::move(events)};
}
} // namespace

class TestEventsDetails final : public QObject {
    Q_OBJECT

private slots:
    void eventSaysWhatWhoAndHowOften()
    {
        DetailsContent content;
        addClusterEvents(content, told(State::Current, {warning()}), now, {.utc = true});
        const auto& rows = content.section(u"Kubernetes events")->rows;
        QCOMPARE(rows.size(), size_t(2));
        QCOMPARE(rows[0].plainText(), u"PolicyViolation: no <b>ttl</b>␛[31m"_s);
        QVERIFY(rows[0].tone == Tone::Warning);
        QCOMPARE(rows[0].toolTip, u"first 2026-11-24 10:00:00 UTC\nlast 2026-11-24 10:45:00 UTC"_s);
        QCOMPARE(rows[1].plainText(), u"kyverno · 3 times, last 2 min ago"_s);
    }

    void onlyTheNewestAreShown()
    {
        live::ObjectEvents many = told(State::Current, std::vector<ClusterEvent>(7, warning()));
        many.more = 10;
        const QStringList rows = rowsOf(many);
        QCOMPARE(rows.size(), 11);
        QCOMPARE(rows.last(), u"and 12 more"_s);
    }

    void noEventsAreNoSection()
    {
        QVERIFY(rowsOf(told(State::Current)).isEmpty());
        QVERIFY(rowsOf(told(State::Reading)).isEmpty());
    }

    void missingRightIsOneLine()
    {
        live::ObjectEvents refused = told(State::Refused);
        refused.error = Error{.kind = Error::Kind::Forbidden};
        QCOMPARE(rowsOf(refused), QStringList{u"You may not list events in team-a."_s});
    }

    void whatIsNotFollowedSaysSinceWhen()
    {
        live::ObjectEvents stale = told(State::Stale, {warning()});
        stale.since = test::at("2026-11-24T10:46:00Z");
        QCOMPARE(rowsOf(stale).last(), u"As of 10:46:00: the server tells no more at the moment."_s);
        stale.error = Error{.kind = Error::Kind::Forbidden};
        QCOMPARE(rowsOf(stale).last(), u"As of 10:46:00: you may not watch events in team-a."_s);
    }
};

QTEST_GUILESS_MAIN(TestEventsDetails)
#include "tst_eventsdetails.moc"
