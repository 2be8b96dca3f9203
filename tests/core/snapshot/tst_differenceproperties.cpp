// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/difference.h"
#include "tests/core/snapshot/samples.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <rapidcheck.h>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace konductor::snapshot;
using namespace konductor::test;

namespace {

QString word()
{
    static const std::vector<QString> words{u"a"_s,      u"b"_s,   u"worker-1"_s, u"team/x"_s, u"t~y"_s,
                                            u"=cmd()"_s, u"☃ é"_s, u"\u202e"_s,   u""_s};
    return *rc::gen::elementOf(words);
}

QJsonValue value(int depth)
{
    switch (*rc::gen::inRange(0, depth > 0 ? 7 : 5)) {
    case 0:
        return *rc::gen::inRange(-3, 3);
    case 1:
        return word();
    case 2:
        return *rc::gen::arbitrary<bool>();
    case 3:
        return QJsonValue::Null;
    case 4:
        return *rc::gen::element(0.5, 1e300, 9007199254740993.0);
    case 5: {
        QJsonArray array;
        for (int i = *rc::gen::inRange(0, 3); i > 0; --i) {
            array.append(value(depth - 1));
        }
        return array;
    }
    default: {
        QJsonObject object;
        for (int i = *rc::gen::inRange(0, 3); i > 0; --i) {
            object.insert(word(), value(depth - 1));
        }
        return object;
    }
    }
}

ObjectPtr object()
{
    const Kind kind = *rc::gen::elementOf(snapshotKinds());
    const QJsonObject metadata{{u"name"_s, *rc::gen::element(u"x"_s, u"y"_s, u"z"_s)},
                               {u"namespace"_s, *rc::gen::element(u"n"_s, u"m"_s)},
                               {u"uid"_s, word()},
                               {u"resourceVersion"_s, QString::number(*rc::gen::inRange(1, 5))},
                               {u"labels"_s, QJsonObject{{u"semaphore"_s, u"x"_s}, {word(), word()}}}};
    QJsonObject spec{{u"permits"_s, 1}, {u"holder"_s, word()}, {u"semaphore"_s, u"x"_s}, {u"lease"_s, u"x"_s}};
    spec.insert(u"more"_s, value(3));
    const QJsonObject json{{u"metadata"_s, metadata},
                           {u"spec"_s, spec},
                           {u"status"_s, QJsonObject{{u"phase"_s, word()}, {u"holder"_s, word()}, {word(), value(2)}}}};
    return asSent(QJsonDocument(json).toJson(QJsonDocument::Compact), kind);
}

Snapshot anySnapshot()
{
    Snapshot snapshot = sampleSnapshot();
    snapshot.objects.clear();
    snapshot.holders.clear();
    for (int i = *rc::gen::inRange(0, 8); i > 0; --i) {
        snapshot.objects.insert(object());
    }
    std::map<insight::Place, HolderFact> facts;
    for (int i = *rc::gen::inRange(0, 4); i > 0; --i) {
        const insight::Place place(u"n"_s, word());
        facts[place] = {place, {static_cast<insight::HolderVerdict::State>(*rc::gen::inRange(0, 7)), std::nullopt}, {}};
    }
    for (const auto& [place, fact] : facts) {
        snapshot.holders.push_back(fact);
    }
    return snapshot;
}

} // namespace

/// What holds whatever the snapshots are (RapidCheck; RC_PARAMS="seed=…" repeats a run).
class tst_DifferenceProperties : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        if (!qEnvironmentVariableIsSet("RC_PARAMS")) {
            qputenv("RC_PARAMS", "max_success=500");
        }
    }

    void ofASnapshotAndItselfItIsEmpty()
    {
        QVERIFY(rc::check("diff(A, A) is empty, through a file too", [] {
            const Snapshot taken = anySnapshot();
            RC_ASSERT(differenceOf(Meaning(taken), Meaning(taken)).isEmpty());
            const auto read = readDocument(written(taken));
            RC_ASSERT(read.has_value());
            RC_ASSERT(differenceOf(Meaning(taken), Meaning(*read)).isEmpty());
        }));
    }

    void addedToTheFirstItIsTheSecond()
    {
        QVERIFY(rc::check("A + diff(A, B) is B", [] {
            const Snapshot before = anySnapshot();
            const Snapshot after = anySnapshot();
            const Difference steps = differenceOf(Meaning(before), Meaning(after));
            const auto reached = withDifference(before, steps);
            RC_ASSERT(reached.has_value());
            RC_ASSERT(differenceOf(Meaning(*reached), Meaning(after)).isEmpty());
            RC_ASSERT(reached->objects.count() == after.objects.count());
            RC_ASSERT(reached->holders == after.holders);
            RC_ASSERT(steps.isEmpty() == differenceOf(Meaning(after), Meaning(before)).isEmpty());
        }));
    }

    void aDocumentIsReadAsWhatItWasWrittenFrom()
    {
        QVERIFY(rc::check("read(write(A)) writes as A", [] {
            const QByteArray once = written(anySnapshot());
            const auto read = readDocument(once);
            RC_ASSERT(read.has_value());
            RC_ASSERT(written(*read) == once);
        }));
    }
};

QTEST_GUILESS_MAIN(tst_DifferenceProperties)
#include "tst_differenceproperties.moc"
