// SPDX-License-Identifier: Apache-2.0
#include "core/action/difference.h"
#include "core/action/plan.h"
#include "core/action/shellquote.h"
#include "tests/core/insight/make.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace konductor::action;
using namespace konductor::test;

namespace {
Call call(Call::Type type, const QJsonObject& body)
{
    Call made;
    made.type = type;
    made.key = {Kind::Lease, u"team-a"_s, u"db"_s};
    made.body = body;
    return made;
}
} // namespace

class tst_Call : public QObject {
    Q_OBJECT
private slots:
    void requestCarriesVerbPathAndBody_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<int>("verb");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("contentType");
        const QString collection = u"/apis/sync.konductor.io/v1/namespaces/team-a/leases"_s;
        using T = Call::Type;
        using V = kube::Verb;
        QTest::newRow("create") << int(T::Create) << int(V::Post) << collection << QByteArray("application/json");
        QTest::newRow("patch") << int(T::MergePatch) << int(V::Patch) << collection + u"/db"_s
                               << QByteArray("application/merge-patch+json");
        QTest::newRow("patch status") << int(T::MergePatchStatus) << int(V::Patch) << collection + u"/db/status"_s
                                      << QByteArray("application/merge-patch+json");
        QTest::newRow("delete") << int(T::Delete) << int(V::Delete) << collection + u"/db"_s
                                << QByteArray("application/json");
    }
    void requestCarriesVerbPathAndBody()
    {
        QFETCH(int, type);
        QFETCH(int, verb);
        QFETCH(QString, path);
        QFETCH(QByteArray, contentType);
        const kube::Request request = call(static_cast<Call::Type>(type), {{u"a"_s, 1}}).request(false);
        QCOMPARE(int(request.verb), verb);
        QCOMPARE(request.path, path);
        QCOMPARE(request.contentType, contentType);
        QCOMPARE(request.body, QByteArray(R"({"a":1})"));
        QVERIFY(request.query.isEmpty());
        QVERIFY(request.writes());
    }

    void dryRunIsSaidWhereTheServerLooks()
    {
        const kube::Request patch = call(Call::Type::MergePatchStatus, {}).request(true);
        QCOMPARE(patch.query.toString(), u"dryRun=All"_s);
        const kube::Request removal = call(Call::Type::Delete, {{u"kind"_s, u"DeleteOptions"_s}}).request(true);
        QCOMPARE(QJsonDocument::fromJson(removal.body).object()["dryRun"_L1].toArray(), QJsonArray{u"All"_s});
    }

    void kubectlLinesAreExact()
    {
        QCOMPARE(
            call(Call::Type::MergePatchStatus, {{u"status"_s, QJsonObject{{u"holder"_s, QJsonValue::Null}}}}).kubectl(),
            uR"(kubectl -n team-a patch leases.sync.konductor.io db --subresource=status --type=merge -p '{"status":{"holder":null}}')"_s);
        QCOMPARE(call(Call::Type::MergePatch, {{u"a"_s, u"it's"_s}}).kubectl(),
                 uR"(kubectl -n team-a patch leases.sync.konductor.io db --type=merge -p '{"a":"it'\''s"}')"_s);
        QCOMPARE(call(Call::Type::Create, {{u"kind"_s, u"Lease"_s}}).kubectl(),
                 uR"(printf %s '{"kind":"Lease"}' | kubectl create -f -)"_s);
        QCOMPARE(call(Call::Type::Delete, {{u"kind"_s, u"DeleteOptions"_s}}).kubectl(),
                 uR"(printf %s '{"kind":"DeleteOptions"}' | kubectl delete --raw )"
                 "/apis/sync.konductor.io/v1/namespaces/team-a/leases/db -f -"_s);
    }

    void kubectlLinesNameTheirCluster()
    {
        for (const Call::Type type :
             {Call::Type::Create, Call::Type::MergePatch, Call::Type::MergePatchStatus, Call::Type::Delete}) {
            const QString line = call(type, {{u"a"_s, 1}}).kubectl(u"prod eu"_s);
            QVERIFY2(line.contains(u"kubectl --context 'prod eu' "_s), qPrintable(line));
        }
    }

    void kube_6_5_shellGivesBackTheArgument_data()
    {
        QTest::addColumn<QString>("argument");
        QTest::newRow("plain") << u"worker-0"_s;
        QTest::newRow("empty") << QString();
        QTest::newRow("quote") << u"it's \"so\""_s;
        QTest::newRow("substitution") << u"$(touch /nowhere) `id` $HOME !!"_s;
        QTest::newRow("newline and quote") << u"a\nb'c\\d"_s;
        QTest::newRow("escape sequence") << u"\x1b[31mred"_s;
        QTest::newRow("right to left") << u"a\u202Eb"_s;
        QTest::newRow("beyond the first plane") << u"😀 tag \U000E0041"_s;
    }
    void kube_6_5_shellGivesBackTheArgument()
    {
        QFETCH(QString, argument);
        const QString bash = QStandardPaths::findExecutable(u"bash"_s);
        QVERIFY2(!bash.isEmpty(), "needs bash, as ./dev does");
        const QString quoted = shellQuoted(argument);
        QVERIFY(!quoted.contains(u'\n') && !quoted.contains(u'\x1b') && !quoted.contains(u'\u202E'));
        QProcess shell;
        shell.start(bash, {u"-c"_s, u"printf %s "_s + quoted});
        QVERIFY(shell.waitForFinished());
        QCOMPARE(QString::fromUtf8(shell.readAllStandardOutput()), argument);
    }

    void hiddenCharactersInJsonAreEscapedAndMeanTheSame()
    {
        const QJsonObject json{{u"holder"_s, u"a\u202Eb\u200Bc"_s}};
        const QString text = visibleJson(json);
        QCOMPARE(text, uR"({"holder":"a\u202eb\u200bc"})"_s);
        QCOMPARE(QJsonDocument::fromJson(text.toUtf8()).object(), json);
    }

    void changesAreNamedFieldByField()
    {
        Lease before;
        before.meta = meta(u"db"_s);
        before.status.holder = u"a"_s;
        Lease after = before;
        after.status.holder = u"b"_s;
        after.status.phase = LeasePhase::Held;
        QCOMPARE(changesBetween(before, &after),
                 (QStringList{uR"(status.holder: "a" → "b")"_s, uR"(status.phase: none → "Held")"_s}));
        QCOMPARE(changesBetween(before, nullptr), QStringList{u"it is gone"_s});
        after = before;
        after.meta.uid = u"other"_s;
        QCOMPARE(changesBetween(before, &after).front(), u"it was deleted and created anew"_s);
    }
};

QTEST_GUILESS_MAIN(tst_Call)
#include "tst_call.moc"
