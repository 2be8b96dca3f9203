// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/background.h"

#include <QLinearGradient>
#include <QPainter>
#include <QPixmap>
#include <QSemaphore>
#include <QTest>
#include <QThread>

#include <memory>

using namespace konductor;

class tst_Background : public QObject {
    Q_OBJECT
private slots:
    void whatWasDoneIsHandedToTheThreadThatAsked()
    {
        QObject context;
        QThread* there = nullptr;
        QThread* here = nullptr;
        ui::inBackground(
            &context, [] { return QThread::currentThread(); },
            [&](QThread* thread) {
                there = thread;
                here = QThread::currentThread();
            });
        QTRY_VERIFY(there);
        QCOMPARE(here, QThread::currentThread());
        QVERIFY(there != here);
    }

    void nobodyIsToldOnceTheContextIsGone()
    {
        QSemaphore goOn;
        bool told = false;
        auto context = std::make_unique<QObject>();
        ui::inBackground(
            context.get(),
            [&goOn] {
                goOn.acquire();
                return 1;
            },
            [&told](int) { told = true; });
        context.reset();
        goOn.release();
        QVERIFY(ui::backgroundThreads().waitForDone(10'000));
        QObject later;
        bool done = false;
        ui::inBackground(
            &later, [] { return 1; }, [&done](int) { done = true; });
        QTRY_VERIFY(done);
        QVERIFY(!told);
    }

    void theWindowPaintsHoweverMuchIsWorkedOn()
    {
        QSemaphore goOn;
        QObject context;
        int ended = 0;
        const int jobs = 2 * backgroundJobs();
        for (int i = 0; i < jobs; ++i) {
            ui::inBackground(
                &context,
                [&goOn] {
                    goOn.acquire();
                    return 1;
                },
                [&ended](int) { ++ended; });
        }
        QPixmap picture(2'000, 2'000); // large enough for Qt to paint it with several threads
        QPainter painter(&picture);
        QLinearGradient gradient(0, 0, 2'000, 2'000);
        gradient.setColorAt(0, Qt::red);
        gradient.setColorAt(1, Qt::blue);
        painter.fillRect(picture.rect(), gradient);
        painter.end();
        QCOMPARE(ended, 0);
        goOn.release(jobs);
        QTRY_COMPARE(ended, jobs);
    }

private:
    static int backgroundJobs() { return ui::backgroundThreads().maxThreadCount(); }
};

QTEST_MAIN(tst_Background)
#include "tst_background.moc"
