// SPDX-License-Identifier: Apache-2.0
#include "app/console/trayicon.h"

#include "core/base/clock.h"
#include "core/live/clustermirror.h"
#include "ui/dialogs/planrunner.h"
#include "ui/window/clusterstack.h"
#include "ui/window/mainwindow.h"

#include <QTest>

using namespace konductor;
using namespace Qt::StringLiterals;
using insight::Severity;

class NoRunner : public ui::PlanRunner {
public:
    void dryRun(const action::BulkPlan&) override { }
    void execute(const action::BulkPlan&, action::OnSurprise) override { }
};

class TrayIconTest : public QObject {
    Q_OBJECT
private slots:
    void itSaysTheWorstInWords()
    {
        using app::TrayIcon;
        QCOMPARE(TrayIcon::words({{}, 0, 1}), u"Konductor: nothing wrong"_s);
        QCOMPARE(TrayIcon::words({Severity::Warning, 3, 1}), u"Konductor: 3 findings, the worst a warning"_s);
        QCOMPARE(TrayIcon::words({Severity::Error, 5, 2}),
                 u"Konductor: 5 findings, the worst an error in 2 clusters"_s);
    }

    void itsShapesDifferToo()
    {
        const auto shape = [](const app::TrayIcon::State& state) {
            return app::TrayIcon::icon(state).pixmap(64, 64).toImage().createAlphaMask();
        };
        QVERIFY(shape({{}, 0, 1}) != shape({Severity::Warning, 1, 1}));
        QVERIFY(shape({Severity::Warning, 1, 1}) != shape({Severity::Error, 1, 1}));
        QCOMPARE(shape({Severity::Info, 1, 1}), shape({{}, 0, 1})); // a remark is nothing to look up for
    }

    void itCountsAllOpenClustersAndCanBeTurnedOnAndOffWithoutATray()
    {
        live::ClusterMirror first;
        live::ClusterMirror second;
        SystemClock clock;
        NoRunner runner;
        ui::MainWindow one(first, clock, runner);
        ui::MainWindow two(second, clock, runner);
        ui::ClusterStack stack;
        app::TrayIcon tray(stack);
        tray.setWanted(true);
        stack.insert(one);
        stack.insert(two);
        tray.refresh();
        QCOMPARE(tray.state().clusters, 2);
        QVERIFY(!tray.state().worst);
        tray.setWanted(false);
        tray.refresh();
        stack.removeWidget(&two);
        stack.removeWidget(&one);
        one.setParent(nullptr);
        two.setParent(nullptr);
    }
};

QTEST_MAIN(TrayIconTest)
#include "tst_trayicon.moc"
