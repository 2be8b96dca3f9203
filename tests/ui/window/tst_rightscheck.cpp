// SPDX-License-Identifier: Apache-2.0
#include "core/live/rightsbook.h"
#include "tests/core/live/sessionrig.h"
#include "ui/window/rightscheck.h"

using namespace konductor;
using namespace konductor::test;
using namespace konductor::ui;
using namespace Qt::StringLiterals;

/// Menus and buttons under a server that allows some of it.
class TestRightsCheck final : public QObject, protected SessionRig {
    Q_OBJECT

    const ObjectKey m_lease{Kind::Lease, u"default"_s, u"a"_s};
    ManualClock m_clock{Timestamp{std::chrono::hours(490'000)}};
    std::unique_ptr<live::RightsBook> m_book;

    QString whyNot(CatalogueAction what)
    {
        const ObjectIndex& objects = m_live->mirror().objects();
        std::vector<CatalogueEntry> entries = catalogueOf(m_lease, objects, false);
        disableRefused(entries, m_lease, objects, m_book.get());
        for (const CatalogueEntry& entry : entries) {
            if (entry.action == what) {
                return entry.whyNot;
            }
        }
        return u"absent"_s;
    }

private slots:
    void init()
    {
        reset();
        serve(allPlurals());
        m_server->on(u"/apis/authorization.k8s.io/v1/selfsubjectrulesreviews"_s, [](const ExchangePtr& e) {
            e->reply(201,
                     "{\"status\":{\"incomplete\":false,\"resourceRules\":[{\"verbs\":[\"patch\",\"get\"],"
                     "\"apiGroups\":[\"sync.konductor.io\"],\"resources\":[\"leases\"]}]}}");
        });
        QVERIFY(start());
        m_book = std::make_unique<live::RightsBook>(*m_live, m_clock);
    }
    void cleanup()
    {
        m_book.reset();
        m_live.reset();
    }

    void missingVerbIsNamed()
    {
        QVERIFY(whyNot(CatalogueAction::Delete).isEmpty()); // not said yet, so it is offered
        QTRY_COMPARE(whyNot(CatalogueAction::Delete), u"You may not delete leases.sync.konductor.io in default."_s);
        QCOMPARE(whyNot(CatalogueAction::Create), u"You may not create leases.sync.konductor.io in default."_s);
        QVERIFY(whyNot(CatalogueAction::LookAgain).isEmpty());
        QVERIFY(whyNot(CatalogueAction::Edit).isEmpty());
    }

    void statusIsARightOfItsOwn()
    {
        std::vector<DetailsAction> actions{
            {DetailsAction::Type::Release, u"Release…"_s},
            {DetailsAction::Type::ForceExpire, u"Force-expire…"_s, {}, u"Nobody holds it."_s}};
        const ObjectIndex& objects = m_live->mirror().objects();
        const auto refused = [&] {
            disableRefused(actions, m_lease, objects, m_book.get());
            return actions[0].whyNot == u"You may not patch leases.sync.konductor.io/status in default."_s;
        };
        QTRY_VERIFY(refused());
        QCOMPARE(actions[1].whyNot, u"Nobody holds it."_s); // the object's own reason stays
    }

    void withoutABookEverythingIsOffered()
    {
        m_book.reset();
        QVERIFY(whyNot(CatalogueAction::Delete).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestRightsCheck)
#include "tst_rightscheck.moc"
