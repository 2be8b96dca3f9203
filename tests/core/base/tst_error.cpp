// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"

#include <QTest>

using namespace konductor;
using namespace Qt::StringLiterals;

class TestError : public QObject {
    Q_OBJECT
private slots:
    void aLineSaysWhatWhereAndWhatToDo();
    void aLineStaysOneLineAndBounded();
    void anErrorWithoutWordsNamesItsKind();
};

void TestError::aLineSaysWhatWhereAndWhatToDo()
{
    const Error error = makeError(Error::Kind::Forbidden, u"leases in team-a"_s, u"you may not list them"_s,
                                  u"Ask for the verb list."_s);
    QCOMPARE(oneLine(error), u"leases in team-a: you may not list them. Ask for the verb list."_s);
}

void TestError::aLineStaysOneLineAndBounded()
{
    const QString line = oneLine(makeError(Error::Kind::Server, {}, u"a\nb\u001b[2J"_s + QString(10'000, u'x')));
    QVERIFY(!line.contains(u'\n'));
    QVERIFY(!line.contains(QChar(0x1b)));
    QVERIFY(line.size() <= 620);
}

void TestError::anErrorWithoutWordsNamesItsKind()
{
    QCOMPARE(oneLine(Error{.kind = Error::Kind::Timeout}), u"Timeout"_s);
}

QTEST_GUILESS_MAIN(TestError)
#include "tst_error.moc"
