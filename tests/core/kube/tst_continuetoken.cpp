// SPDX-License-Identifier: Apache-2.0
#include "core/kube/continuetoken.h"

#include <QTest>

using namespace konductor::kube;
using namespace Qt::StringLiterals;

class TestContinueToken : public QObject {
    Q_OBJECT
private slots:
    void tokenIsFoundWhereTheMetadataStands_data();
    void tokenIsFoundWhereTheMetadataStands();
};

void TestContinueToken::tokenIsFoundWhereTheMetadataStands_data()
{
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<QString>("token");
    const QByteArray item = R"({"metadata":{"name":"a","annotations":{"continue":"no"}}})";
    const QByteArray many = item + QByteArray("," + item).repeated(1'000);
    QTest::newRow("before the items") << R"({"metadata":{"continue":"t1","resourceVersion":"1"},"items":[)" + many
            + "]}" << u"t1"_s;
    QTest::newRow("after the items") << R"({"items":[)" + many + R"(],"kind":"L","metadata":{"continue":"t+/=2"}})"
                                     << u"t+/=2"_s;
    QTest::newRow("the last page, metadata first")
        << R"({"metadata":{"resourceVersion":"1"},"items":[)" + many + "]}" << QString();
    QTest::newRow("the last page, metadata last")
        << R"({"items":[)" + many + R"(],"metadata":{"resourceVersion":"1"}})" << QString();
    QTest::newRow("escaped") << QByteArray(R"({"metadata":{"continue":"a\u002fb"},"items":[]})") << QString();
    QTest::newRow("cut") << QByteArray(R"({"metadata":{"continue":"abc)") << QString();
    QTest::newRow("nothing") << QByteArray() << QString();
}

void TestContinueToken::tokenIsFoundWhereTheMetadataStands()
{
    QFETCH(const QByteArray, page);
    QFETCH(const QString, token);
    QCOMPARE(peekContinueToken(page), token);
}

QTEST_GUILESS_MAIN(TestContinueToken)
#include "tst_continuetoken.moc"
