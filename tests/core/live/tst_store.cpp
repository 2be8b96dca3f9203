// SPDX-License-Identifier: Apache-2.0
#include "core/live/store.h"

#include "core/api/lease.h"

#include <QTest>

using namespace konductor;
using namespace konductor::live;
using namespace Qt::StringLiterals;

namespace {

ObjectPtr lease(const QString& name, const QString& version, const QString& uid = u"u1"_s, const QString& ns = u"a"_s)
{
    auto object = std::make_shared<Lease>();
    object->meta.name = name;
    object->meta.ns = ns;
    object->meta.uid = uid;
    object->meta.resourceVersion = version;
    return object;
}

/// "+name@version", "~name@old>new", "-name@version", "?" for an unknown final state.
QStringList told(std::vector<Change> changes)
{
    QStringList lines;
    for (const Change& change : changes) {
        const auto label = [](const ObjectPtr& o) { return o->meta.name + u'@' + o->meta.resourceVersion.toString(); };
        lines += change.before && change.after
            ? u'~' + label(change.before) + u'>' + change.after->meta.resourceVersion.toString()
            : change.after ? u'+' + label(change.after)
                           : u'-' + label(change.before) + (change.finalStateUnknown ? u"?"_s : QString());
    }
    return lines;
}

} // namespace

class TestStore : public QObject {
    Q_OBJECT
private slots:
    void kube_1_13_relistTurnsVanishedObjectsIntoDeletions();
    void kube_1_13_relistOfOneNamespaceLeavesTheOthersAlone();
    void kube_1_14_sameNameWithNewUidIsDeletionThenAddition();
    void kube_1_30_unknownDeletionIsNothingAndUnknownChangeIsAnAddition();
    void kube_1_33_olderVersionNeverOverwrites();
    void olderLifeOfANameDoesNotTouchTheNewerOne();
    void listFromARestoredServerIsTheTruth();
    void kube_1_55_changesOfOneObjectAreCoalesced();
    void sameVersionAgainIsNoChange();
};

void TestStore::kube_1_13_relistTurnsVanishedObjectsIntoDeletions()
{
    Store store;
    store.replace(Kind::Lease, {}, {lease(u"x"_s, u"1"_s), lease(u"y"_s, u"2"_s)});
    QCOMPARE(told(store.take()), QStringList({u"+x@1"_s, u"+y@2"_s}));
    store.replace(Kind::Lease, {}, {lease(u"y"_s, u"5"_s), lease(u"z"_s, u"6"_s)});
    QCOMPARE(told(store.take()), QStringList({u"-x@1?"_s, u"~y@2>5"_s, u"+z@6"_s}));
    QCOMPARE(store.count(Kind::Lease), 2);
}

void TestStore::kube_1_13_relistOfOneNamespaceLeavesTheOthersAlone()
{
    Store store;
    store.replace(Kind::Lease, u"a"_s, {lease(u"x"_s, u"1"_s)});
    store.replace(Kind::Lease, u"b"_s, {lease(u"x"_s, u"1"_s, u"u2"_s, u"b"_s)});
    store.take();
    store.replace(Kind::Lease, u"a"_s, {});
    QCOMPARE(told(store.take()), QStringList({u"-x@1?"_s}));
    QCOMPARE(store.count(Kind::Lease), 1);
}

void TestStore::kube_1_14_sameNameWithNewUidIsDeletionThenAddition()
{
    Store store;
    store.apply(lease(u"x"_s, u"1"_s, u"old"_s));
    store.take();
    store.replace(Kind::Lease, {}, {lease(u"x"_s, u"9"_s, u"new"_s)});
    QCOMPARE(told(store.take()), QStringList({u"-x@1?"_s, u"+x@9"_s}));
}

void TestStore::kube_1_30_unknownDeletionIsNothingAndUnknownChangeIsAnAddition()
{
    Store store;
    store.remove(lease(u"x"_s, u"1"_s));
    QVERIFY(!store.hasChanges());
    store.apply(lease(u"x"_s, u"2"_s));
    QCOMPARE(told(store.take()), QStringList({u"+x@2"_s}));
}

void TestStore::kube_1_33_olderVersionNeverOverwrites()
{
    Store store;
    store.apply(lease(u"x"_s, u"100"_s));
    store.take();
    store.apply(lease(u"x"_s, u"99"_s));
    QVERIFY(!store.hasChanges());
    store.apply(lease(u"x"_s, u"18446744073709551617"_s)); // beyond 64 bits
    QCOMPARE(told(store.take()), QStringList({u"~x@100>18446744073709551617"_s}));
    store.apply(lease(u"x"_s, u"101"_s));
    QVERIFY(!store.hasChanges());
}

void TestStore::olderLifeOfANameDoesNotTouchTheNewerOne()
{
    Store store;
    store.apply(lease(u"x"_s, u"50"_s, u"new"_s));
    store.take();
    store.remove(lease(u"x"_s, u"40"_s, u"old"_s));
    store.apply(lease(u"x"_s, u"39"_s, u"old"_s));
    QVERIFY(!store.hasChanges());
}

void TestStore::listFromARestoredServerIsTheTruth()
{
    Store store;
    store.apply(lease(u"x"_s, u"5000"_s));
    store.take();
    store.replace(Kind::Lease, {}, {lease(u"x"_s, u"70"_s)});
    QCOMPARE(told(store.take()), QStringList({u"~x@5000>70"_s}));
}

void TestStore::kube_1_55_changesOfOneObjectAreCoalesced()
{
    Store store;
    for (int i = 1; i <= 1'000; ++i) {
        store.apply(lease(u"x"_s, QString::number(i)));
    }
    store.apply(lease(u"brief"_s, u"1"_s));
    store.remove(lease(u"brief"_s, u"2"_s));
    QCOMPARE(told(store.take()), QStringList({u"+x@1000"_s}));
}

void TestStore::sameVersionAgainIsNoChange()
{
    Store store;
    store.apply(lease(u"x"_s, u"1"_s));
    store.take();
    store.apply(lease(u"x"_s, u"1"_s));
    store.replace(Kind::Lease, {}, {lease(u"x"_s, u"1"_s)});
    QVERIFY(!store.hasChanges());
}

QTEST_GUILESS_MAIN(TestStore)
#include "tst_store.moc"
