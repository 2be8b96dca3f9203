// SPDX-License-Identifier: Apache-2.0
#include "core/base/openfiles.h"

#include <QTest>

#include <sys/resource.h>

using namespace konductor;

class TestOpenFileLimit : public QObject {
    Q_OBJECT
private slots:
    void isRaisedAsFarAsTheSystemLetsUs()
    {
        rlimit limit{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &limit), 0);
        limit.rlim_cur = 300;
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &limit), 0);
        QCOMPARE(openFileLimit(), size_t{300});
        raiseOpenFileLimit();
        QCOMPARE(openFileLimit(), std::min<size_t>(limit.rlim_max, 8192));
    }
    void isLeftWhereItIsHigher()
    {
        rlimit limit{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &limit), 0);
        if (limit.rlim_max <= 9000) {
            QSKIP("SKIPPED: this system lets nobody open more than 9,000 files");
        }
        limit.rlim_cur = 9000;
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &limit), 0);
        raiseOpenFileLimit();
        QCOMPARE(openFileLimit(), size_t{9000});
    }
};

QTEST_APPLESS_MAIN(TestOpenFileLimit)
#include "tst_openfiles.moc"
