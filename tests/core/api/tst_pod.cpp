// SPDX-License-Identifier: Apache-2.0
#include "core/api/pod.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor;

namespace {

PodPtr podOf(const QByteArray& json)
{
    const auto page = podPageFromJson("{\"metadata\":{\"resourceVersion\":\"9\"},\"items\":[" + json + "]}");
    return page && page->pods.size() == 1 ? page->pods.front() : nullptr;
}

} // namespace

class tst_Pod : public QObject {
    Q_OBJECT
private slots:
    void podIsReadWithWhatItRuns()
    {
        const PodPtr pod = podOf(
            R"({"metadata":{"namespace":"a","name":"w-1","uid":"u"},"spec":{"nodeName":"n1","containers":[)"
            R"({"name":"main","command":["koncli","barrier","wait","extract","--timeout","5m"]},)"
            R"({"name":"done","command":["koncli","gate","wait","g"]}]},"status":{"phase":"Running",)"
            R"("containerStatuses":[{"name":"main","state":{"running":{}}},{"name":"done","state":{"terminated":{}}}]}})");
        QVERIFY(pod);
        QCOMPARE(pod->node, u"n1"_s);
        QVERIFY(!pod->restarting && !pod->isFinished());
        QCOMPARE(pod->calls.size(), size_t(1));
        QVERIFY(pod->calls[0] == (ClientCall{Kind::Barrier, u"a"_s, u"extract"_s, u"w-1"_s}));
    }
    void crashedContainerIsRestarting()
    {
        const PodPtr pod = podOf(R"({"metadata":{"namespace":"a","name":"p"},"status":{"phase":"Running",)"
                                 R"("containerStatuses":[{"name":"m","restartCount":3,"state":{"waiting":{}}}]}})");
        QVERIFY(pod && pod->restarting);
    }
    void finishedPodTellsSinceWhen()
    {
        const PodPtr pod =
            podOf(R"({"metadata":{"namespace":"a","name":"p"},"status":{"phase":"Succeeded","containerStatuses":[)"
                  R"({"name":"m","state":{"terminated":{"finishedAt":"2026-11-24T01:00:00Z"}}}]}})");
        QVERIFY(pod && pod->isFinished() && pod->finished);
    }
    void callIsFoundInWords_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("call");
        QTest::newRow("plain") << QStringList{u"/bin/koncli"_s, u"lease"_s, u"acquire"_s, u"db"_s}
                               << u"Lease a/db pod"_s;
        QTest::newRow("options first") << QStringList{u"koncli"_s, u"--holder=me"_s, u"mutex"_s, u"lock"_s, u"tape"_s}
                                       << u"Mutex a/tape me"_s;
        QTest::newRow("script") << QStringList{u"sh"_s, u"-c"_s,
                                               u"set -e; NAMESPACE=b koncli semaphore acquire 's' && work"_s}
                                << u"Semaphore b/s pod"_s;
        QTest::newRow("release is no wait") << QStringList{u"koncli"_s, u"lease"_s, u"release"_s, u"db"_s} << QString();
        QTest::newRow("unlock is no wait") << QStringList{u"koncli"_s, u"mutex"_s, u"unlock"_s, u"m"_s} << QString();
        QTest::newRow("unknown name") << QStringList{u"sh"_s, u"-c"_s, u"koncli gate wait $GATE"_s} << QString();
        QTest::newRow("another program") << QStringList{u"kubectl"_s, u"wait"_s, u"job/x"_s} << QString();
    }
    void callIsFoundInWords()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, call);
        QString found;
        for (const ClientCall& one : clientCalls({words.begin(), words.end()}, u"a"_s, u"pod"_s)) {
            found += u"%1 %2/%3 %4"_s.arg(kindInfo(one.kind).name, one.ns, one.name, one.holder);
        }
        QCOMPARE(found, call);
    }
    void hostileJsonIsAnErrorOrAnEmptyPod()
    {
        QVERIFY(!podPageFromJson("{"));
        QVERIFY(!podPageFromJson("{}"));
        QVERIFY(!podEventFromJson(R"({"type":"ADDED"})"));
        QVERIFY(!podEventFromJson(R"({"type":"ADDED","object":{}})"));
        const PodPtr pod = podOf(R"({"metadata":7,"spec":{"containers":{}},"status":[]})");
        QVERIFY(pod && pod->name.isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_Pod)
#include "tst_pod.moc"
