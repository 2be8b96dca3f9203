// SPDX-License-Identifier: Apache-2.0
#include "core/api/kinds.h"
#include "core/api/objectindex.h"

#include <QTest>

#include <map>
#include <random>
#include <set>

using namespace konductor;
using namespace Qt::StringLiterals;

namespace {
ObjectPtr permit(const QString& name, const QString& semaphore, const QString& version)
{
    auto object = std::make_shared<Permit>();
    object->meta.name = name;
    object->meta.ns = u"a"_s;
    object->meta.resourceVersion = version;
    object->spec.semaphore = semaphore;
    return object;
}
} // namespace

class TestObjectIndex : public QObject {
    Q_OBJECT
private slots:
    void insertAndRemoveTellWhatStoodThere();
    void aChildMovesWithItsParentsName();
    void aRandomCourseEqualsANaiveModel();
};

void TestObjectIndex::insertAndRemoveTellWhatStoodThere()
{
    ObjectIndex index;
    const ObjectPtr first = permit(u"p"_s, u"s"_s, u"1"_s);
    const ObjectPtr second = permit(u"p"_s, u"s"_s, u"2"_s);
    QVERIFY(!index.insert(first));
    QVERIFY(index.insert(second) == first);
    QCOMPARE(index.count(Kind::Permit), 1);
    QVERIFY(index.remove(second->key()) == second);
    QVERIFY(!index.remove(second->key()));
    QCOMPARE(index.count(), 0);
}

void TestObjectIndex::aChildMovesWithItsParentsName()
{
    ObjectIndex index;
    const ObjectKey s{Kind::Semaphore, u"a"_s, u"s"_s};
    const ObjectKey t{Kind::Semaphore, u"a"_s, u"t"_s};
    index.insert(permit(u"p"_s, u"s"_s, u"1"_s));
    index.insert(permit(u"p"_s, u"t"_s, u"2"_s));
    QVERIFY(index.children(s).empty());
    QCOMPARE(index.children(t).size(), size_t(1));
}

void TestObjectIndex::aRandomCourseEqualsANaiveModel()
{
    const unsigned seed = std::random_device{}();
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    ObjectIndex index;
    std::map<QString, QString> naive; // permit → semaphore
    for (int step = 0; step < 3'000; ++step) {
        const QString name = u"p%1"_s.arg(random() % 40);
        if (random() % 100 == 0) {
            index.reserve(Kind::Permit, static_cast<qsizetype>(random() % 400)); // less than there are, or more
        }
        if (random() % 3 == 0) {
            index.remove({Kind::Permit, u"a"_s, name});
            naive.erase(name);
        } else {
            const QString semaphore = u"s%1"_s.arg(random() % 4);
            index.insert(permit(name, semaphore, QString::number(step)));
            naive[name] = semaphore;
        }
        for (int s = 0; s < 4; ++s) {
            const QString semaphore = u"s%1"_s.arg(s);
            QStringList expected;
            for (const auto& [child, parent] : naive) {
                if (parent == semaphore) {
                    expected.append(child);
                }
            }
            QStringList found;
            for (const ObjectPtr& child : index.children({Kind::Semaphore, u"a"_s, semaphore})) {
                found.append(child->meta.name);
            }
            QCOMPARE(found, expected);
        }
        QCOMPARE(index.count(Kind::Permit), static_cast<qsizetype>(naive.size()));
    }
}

QTEST_GUILESS_MAIN(TestObjectIndex)
#include "tst_objectindex.moc"
