// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/models/world.h"
#include "ui/widgets/clocktime.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <ctime>

using namespace konductor;
using namespace konductor::ui;
using namespace konductor::ui::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// UTC or local, relative or absolute, as a person reads it.
class TimesTest : public QObject {
    Q_OBJECT
private slots:
    void init() { setZone("Asia/Kolkata"); }
    void cleanup() { setZone("UTC"); }

    void aTimeOfDayIsLocalUnlessUtcIsChosen()
    {
        QCOMPARE(clockTime(start, {}), u"15:30:00"_s);
        QCOMPARE(clockTime(start, {.utc = true}), u"10:00:00"_s);
    }

    void theExactTimeNamesItsZone()
    {
        QCOMPARE(exactTime(start, {}), u"2026-11-24 15:30:00 +05:30"_s);
        QCOMPARE(exactTime(start, {.utc = true}), u"2026-11-24 10:00:00 UTC"_s);
        setZone("America/St_Johns");
        QCOMPARE(exactTime(start, {}), u"2026-11-24 06:30:00 -03:30"_s);
    }

    void aMomentOfAnotherDayHasItsDate()
    {
        QCOMPARE(momentText(start - 1h, start, {}), u"14:30:00"_s);
        QCOMPARE(momentText(start - 16h, start, {}), u"11-23 23:30"_s);
        QCOMPARE(momentText(start - 16h, start, {.utc = true}), u"11-23 18:00"_s);
        QCOMPARE(momentText(start - 10h - 1s, start, {.utc = true}), u"11-23 23:59"_s);
    }

    void aTableTellsSpansOrMomentsAndTheOtherOnHover()
    {
        World world;
        world.put({json(Kind::Lease, u"x"_s,
                        R"({"spec":{"ttl":"10m"},"status":{"phase":"Held","holder":"w",
                            "acquiredAt":"2026-11-24T09:55:00Z","expiresAt":"2026-11-24T10:05:00Z"}})")});
        LiveTableModel model(leaseTable(), world.mirror, world.clock);
        const QAbstractItemModelTester tester(&model);
        const QModelIndex held = cell(model, u"heldFor"_s);
        const QModelIndex ends = cell(model, u"expires"_s);
        QVERIFY(held.isValid() && ends.isValid());
        QCOMPARE(held.data().toString(), u"5 min"_s);
        QCOMPARE(held.data(Qt::ToolTipRole).toString(), u"2026-11-24 15:25:00 +05:30"_s);
        QCOMPARE(ends.data().toString(), u"5 min 00 s"_s);
        QCOMPARE(titleOf(ends), u"Expires in"_s);
        const QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        model.setTimes({.utc = true, .absolute = true});
        QCOMPARE(changes.count(), 1);
        QCOMPARE(titleOf(ends), u"Expires at"_s);
        QCOMPARE(titleOf(held), u"Held since"_s);
        QCOMPARE(held.data().toString(), u"09:55:00"_s);
        QCOMPARE(held.data(Qt::ToolTipRole).toString(), u"2026-11-24 09:55:00 UTC · 5 min ago"_s);
        QCOMPARE(ends.data().toString(), u"10:05:00"_s);
        QCOMPARE(ends.data(Qt::ToolTipRole).toString(), u"2026-11-24 10:05:00 UTC · in 5 min 00 s"_s);
        model.setTimes({.utc = false, .absolute = true});
        QCOMPARE(held.data().toString(), u"15:25:00"_s);
    }

    void theOrderIsTheSameEitherWay()
    {
        World world;
        const auto held = [](const char* since) {
            return QByteArray(R"({"status":{"phase":"Held","holder":"w","acquiredAt":")") + since + "\"}}";
        };
        world.put({json(Kind::Lease, u"young"_s, held("2026-11-24T09:55:00Z")),
                   json(Kind::Lease, u"old"_s, held("2026-11-23T11:00:00Z"))});
        LiveTableModel model(leaseTable(), world.mirror, world.clock);
        model.sort(cell(model, u"heldFor"_s).column());
        const QStringList before = names(model);
        model.setTimes({.utc = true, .absolute = true});
        QCOMPARE(names(model), before);
    }

private:
    static void setZone(const char* name)
    {
        qputenv("TZ", name);
        ::tzset();
    }
    static QString titleOf(const QModelIndex& index)
    {
        return index.model()->headerData(index.column(), Qt::Horizontal).toString();
    }
    static QModelIndex cell(const LiveTableModel& model, const QString& column)
    {
        for (int i = 0; i < model.columnCount(); ++i) {
            if (model.spec().columns[static_cast<size_t>(i)].id == column) {
                return model.index(0, i);
            }
        }
        return {};
    }
};

QTEST_GUILESS_MAIN(TimesTest)
#include "tst_times.moc"
