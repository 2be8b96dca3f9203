// SPDX-License-Identifier: Apache-2.0
#include "core/base/rare.h"

#include <QStringList>
#include <QTest>

using namespace konductor;
using namespace Qt::StringLiterals;

class TestRare : public QObject {
    Q_OBJECT
private slots:
    void whatIsNotThereReadsAsEmpty();
    void emptyAndAbsentAreTheSame();
    void aCopyHasItsOwnValue();
    void aMovedFromOneIsEmpty();
    void costsOnePointer();
};

void TestRare::whatIsNotThereReadsAsEmpty()
{
    const Rare<QStringList> rare;
    QVERIFY(rare->isEmpty());
    QCOMPARE(*rare, QStringList());
}

void TestRare::emptyAndAbsentAreTheSame()
{
    QCOMPARE(Rare<QString>(QString()), Rare<QString>());
    QVERIFY(!(Rare<QString>(u"a"_s) == Rare<QString>()));
    QVERIFY(!(Rare<QString>() == Rare<QString>(u"a"_s)));
    QVERIFY(!(Rare<QString>(u"b"_s) == Rare<QString>(u"a"_s)));
}

void TestRare::aCopyHasItsOwnValue()
{
    Rare<QString> first(u"a"_s);
    const Rare<QString> second = first;
    first = u"b"_s;
    QCOMPARE(*second, u"a"_s);
    QCOMPARE(*first, u"b"_s);
    first = second;
    QCOMPARE(first, second);
    first.clear();
    QVERIFY(first->isEmpty());
    QCOMPARE(*second, u"a"_s);
}

void TestRare::aMovedFromOneIsEmpty()
{
    Rare<QString> first(u"a"_s);
    const Rare<QString> second = std::move(first);
    QCOMPARE(*second, u"a"_s);
    QVERIFY(first->isEmpty()); // NOLINT(bugprone-use-after-move): it is what is promised
}

void TestRare::costsOnePointer()
{
    QCOMPARE(sizeof(Rare<QStringList>), sizeof(void*));
}

QTEST_APPLESS_MAIN(TestRare)
#include "tst_rare.moc"
