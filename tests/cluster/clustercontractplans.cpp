// SPDX-License-Identifier: Apache-2.0
#include "core/action/prediction.h"
#include "core/live/clustermirror.h"
#include "core/rules/operatormodel.h"
#include "tests/cluster/clustercontract.h"
#include "tests/support/actionworld.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace konductor::test {

void ClusterContract::wholeSetDoesWhatItsPlansSay_data()
{
    QTest::addColumn<int>("number");
    for (size_t i = 0; i < actionCases().size(); ++i) {
        QTest::newRow(actionCases()[i].name) << int(i);
    }
}

/// Every action: planned from what the watch shows, tried, carried out, and its effect as predicted.
void ClusterContract::wholeSetDoesWhatItsPlansSay()
{
    QFETCH(int, number);
    const ActionCase& action = actionCases()[size_t(number)];
    const QString prefix = u"set-%1"_s.arg(number);
    ActionWorld world(*m_client);
    QVERIFY2(world.make(action.scene, prefix), qPrintable(world.trouble));
    const ObjectIndex& objects = m_session->mirror().objects();
    // Until the operator has nothing left to do for them; it would move them under the plan.
    const auto atRest = [&] {
        const std::vector<ObjectKey> keys = world.keys();
        return std::all_of(keys.begin(), keys.end(), [&](const ObjectKey& key) {
            const ObjectPtr made = world.objects().find(key);
            const ObjectPtr now = objects.find(key);
            return now && compareResourceVersions(now->meta.resourceVersion, made->meta.resourceVersion) >= 0
                && rules::reconcile(key, objects, this->now()).writes.empty();
        });
    };
    const auto versions = [&] {
        QStringList seen;
        for (const ObjectKey& key : world.keys()) {
            const ObjectPtr now = objects.find(key);
            seen.append(now ? now->meta.resourceVersion.toString() : QString());
        }
        return seen;
    };
    QTRY_VERIFY_WITH_TIMEOUT(atRest(), 15'000);
    QStringList seen = versions();
    auto plan = action.plan(prefix, objects, now());
    QVERIFY2(plan, plan ? "" : qPrintable(oneLine(plan.error())));
    auto tried = carryOut(*plan, true);
    QVERIFY(tried);
    // What the operator sees may lag behind what is seen here: if it has written once more, the guard has held, and a
    // person would plan anew from what has come.
    if (tried->error && tried->error->kind == Error::Kind::Conflict) {
        QTRY_VERIFY_WITH_TIMEOUT(versions() != seen && atRest(), 15'000);
        plan = action.plan(prefix, objects, now());
        QVERIFY2(plan, plan ? "" : qPrintable(oneLine(plan.error())));
        tried = carryOut(*plan, true);
        QVERIFY(tried);
    }
    QVERIFY2(tried->phase == action::Outcome::Phase::Accepted,
             qPrintable(tried->error ? oneLine(*tried->error) : tried->explanation.kept));
    const auto done = carryOut(*plan);
    QVERIFY(done);
    QVERIFY2(done->phase == action::Outcome::Phase::Done,
             qPrintable((done->error ? oneLine(*done->error) : QString()) + done->explanation.kept));
    QVERIFY2(done->comparison.deviations.empty(), qPrintable(done->comparison.told().kept));
}

} // namespace konductor::test
