// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/tokens.h"

#include <QTest>

using namespace konductor::ui;

class TestTokens : public QObject {
    Q_OBJECT
private slots:
    void textIsReadable_data()
    {
        QTest::addColumn<Scheme>("scheme");
        QTest::newRow("light") << Scheme::Light;
        QTest::newRow("dark") << Scheme::Dark;
        QTest::newRow("high contrast") << Scheme::HighContrast;
    }

    void textIsReadable()
    {
        QFETCH(Scheme, scheme);
        const Tokens& t = tokens(scheme);
        for (const QColor& ground : {t.window, t.base, t.header, t.accent.tint}) {
            QVERIFY2(contrast(t.text, ground) >= 4.5, qPrintable(ground.name()));
            QVERIFY2(contrast(t.secondary, ground) >= 4.5, qPrintable(ground.name()));
        }
    }

    void wordsOfAClaimAreReadable_data() { textIsReadable_data(); }

    void wordsOfAClaimAreReadable()
    {
        QFETCH(Scheme, scheme);
        const Tokens& t = tokens(scheme);
        for (const TonePair& pair : {t.ok, t.warning, t.bad, t.held, t.neutral}) {
            QVERIFY2(contrast(pair.ink, pair.tint) >= 4.5, qPrintable(pair.ink.name()));
            QVERIFY2(contrast(pair.ink, t.base) >= 4.5, qPrintable(pair.ink.name()));
        }
        QVERIFY(contrast(t.accent.ink, t.base) >= 4.5);
    }

    void coloursOfClustersAreReadableAsBandsAndChips_data() { textIsReadable_data(); }

    void coloursOfClustersAreReadableAsBandsAndChips()
    {
        QFETCH(Scheme, scheme);
        const Tokens& t = tokens(scheme);
        for (const TonePair& pair : t.clusters) {
            QVERIFY2(contrast(pair.ink, t.base) >= 4.5, qPrintable(pair.ink.name())); // a band's words are the base
            QVERIFY2(contrast(pair.ink, pair.tint) >= 4.5, qPrintable(pair.ink.name()));
            QVERIFY2(contrast(t.text, pair.tint) >= 4.5, qPrintable(pair.tint.name()));
            QVERIFY2(contrast(pair.ink, t.window) >= 3.0, qPrintable(pair.ink.name()));
            for (const TonePair& claim : {t.ok, t.warning, t.bad, t.held, t.accent}) {
                QVERIFY(pair.ink != claim.ink);
            }
        }
    }

    void glyphsAndBarsStandOut_data() { textIsReadable_data(); }

    void glyphsAndBarsStandOut()
    {
        QFETCH(Scheme, scheme);
        const Tokens& t = tokens(scheme);
        for (const TonePair& pair : {t.accent, t.ok, t.warning, t.bad, t.held, t.neutral}) {
            for (const QColor& ground : {t.window, t.base, t.header, pair.tint}) {
                QVERIFY2(contrast(pair.ink, ground) >= 3.0, qPrintable(pair.ink.name()));
            }
        }
    }

    void aPaletteLeadsBackToItsTokens()
    {
        for (const Scheme scheme : schemes) {
            QCOMPARE(&tokensOf(paletteOf(tokens(scheme))), &tokens(scheme));
        }
    }

    void aForeignPaletteCountsByItsWindow()
    {
        QCOMPARE(&tokensOf(QPalette(QColor(60, 60, 60))), &tokens(Scheme::Dark));
        QCOMPARE(&tokensOf(QPalette(QColor(230, 230, 230))), &tokens(Scheme::Light));
    }

    void contrastIsTheOneOfWcag()
    {
        QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
        QCOMPARE(contrast(Qt::red, Qt::red), 1.0);
    }
};

QTEST_MAIN(TestTokens)
#include "tst_tokens.moc"
