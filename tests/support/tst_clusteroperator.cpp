// SPDX-License-Identifier: Apache-2.0
#include "tests/support/clusteroperator.h"

#include "tests/core/live/sessionrig.h"

using namespace Qt::StringLiterals;

namespace konductor::test {

/// A test that fails ends its operator at any moment.
class tst_ClusterOperator final : public QObject, protected SessionRig {
    Q_OBJECT
private slots:
    void endsWhileAWriteIsUnanswered()
    {
        reset();
        serve(allPlurals());
        QList<ExchangePtr> unanswered;
        for (const auto* name : {u"a", u"b"}) {
            m_server->on(group + u"/namespaces/default/leases/%1/status"_s.arg(QStringView(name)),
                         [&](const ExchangePtr& e) { unanswered.append(e); });
        }
        auto settings = kube::ConnectionSettings();
        settings.server = m_server->url();
        auto theOperator = std::make_unique<ClusterOperator>(settings);
        QTRY_VERIFY_WITH_TIMEOUT(theOperator->isRunning(), 20'000);
        QTRY_VERIFY(!unanswered.isEmpty());
        theOperator.reset();
    }
};

} // namespace konductor::test

QTEST_GUILESS_MAIN(konductor::test::tst_ClusterOperator)
#include "tst_clusteroperator.moc"
