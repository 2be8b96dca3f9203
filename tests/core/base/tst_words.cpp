// SPDX-License-Identifier: Apache-2.0
#include "core/base/words.h"

#include <QCoreApplication>
#include <QTest>
#include <QTranslator>

using namespace Qt::StringLiterals;
using namespace konductor;

namespace {

/// Says everything in capitals, and runs from right to left.
class Shouting final : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(const char* context, const char* text, const char*, int n) const override
    {
        if (qstrcmp(context, "QGuiApplication") == 0) {
            return u"RTL"_s;
        }
        return QString::fromUtf8(text).toUpper().replace(u"%N"_s, n == 1 ? u"ONE OF"_s : u"%n"_s);
    }
};

QString count(qint64 n)
{
    return inWords("Test", "%n objects", "1 object", n);
}

} // namespace

class tst_Words : public QObject {
    Q_OBJECT
private slots:
    void withoutATranslationTheyAreTheEnglishOfTheSource()
    {
        QCOMPARE(inWords("Test", "Nobody waits"), u"Nobody waits"_s);
        QCOMPARE(count(0), u"0 objects"_s);
        QCOMPARE(count(1), u"1 object"_s);
        QCOMPARE(count(2), u"2 objects"_s);
        QCOMPARE(isolated(u"db"_s), u"db"_s);
    }

    void aTranslationIsTakenWithItsOwnPlurals()
    {
        Shouting shouting;
        QCoreApplication::installTranslator(&shouting);
        QCOMPARE(inWords("Test", "Nobody waits"), u"NOBODY WAITS"_s);
        QCOMPARE(count(1), u"ONE OF OBJECTS"_s);
        QCOMPARE(count(2), u"2 OBJECTS"_s);
        QCoreApplication::removeTranslator(&shouting);
    }

    void whatIsKeptIsEnglishInEveryLanguage()
    {
        Shouting shouting;
        QCoreApplication::installTranslator(&shouting);
        const Spoken words = spoken([] { return inWords("Test", "%1 waits").arg(count(1)); });
        QCOMPARE(words.shown, u"ONE OF OBJECTS WAITS"_s);
        QCOMPARE(words.kept, u"1 object waits"_s);
        {
            const InEnglish outer;
            const InEnglish inner;
            QCOMPARE(isolated(u"db"_s), u"db"_s);
        }
        QCOMPARE(inWords("Test", "yes"), u"YES"_s);
        QCoreApplication::removeTranslator(&shouting);
    }

    void whatIsSpokenTakesItsPartsInBothLanguages()
    {
        Shouting shouting;
        QCoreApplication::installTranslator(&shouting);
        const Spoken what = spoken("Test", "%1 waits for %2 since %3 s")
                                .arg(u"%3 and %1"_s, spoken("Test", "the lease"), QString::number(7));
        QCOMPARE(what.kept, u"%3 and %1 waits for the lease since 7 s"_s);
        QCOMPARE(what.shown, u"\u2066%3 and %1\u2069 WAITS FOR THE LEASE SINCE \u20667\u2069 S"_s);
        QCOMPARE(spoken("Test", "%1 MiB").arg(8).shown, u"8 MIB"_s);
        QCOMPARE((what + u"; "_s + spoken("Test", "yes")).kept, what.kept + u"; yes"_s);
        // A server's words are its own in every language.
        QCOMPARE(Spoken(u"slow down"_s).shown, u"slow down"_s);
        QCoreApplication::removeTranslator(&shouting);
    }

    void namesKeepTheirDirectionWhereTheSentenceRunsTheOtherWay()
    {
        Shouting shouting;
        QCoreApplication::installTranslator(&shouting);
        QCOMPARE(isolated(u"db"_s), u"\u2066db\u2069"_s);
        QCOMPARE(isolated({}), QString());
        QCOMPARE(isolatedSentence(u"slow down."_s), u"\u2066slow down.\u2069"_s);
        QCOMPARE(isolatedSentence(u"\u0628\u0637\u064a\u0621."_s), u"\u0628\u0637\u064a\u0621."_s);
        QCoreApplication::removeTranslator(&shouting);
    }

    void aSentenceHasItsPlacesInItsOwnOrder()
    {
        const auto parts = sentenceParts(u"{2} ist {1}, {x} {0}"_s);
        QCOMPARE(parts.size(), size_t(4));
        QCOMPARE(parts[0].place, size_t(2));
        QCOMPARE(parts[1].words, u" ist "_s);
        QCOMPARE(parts[2].place, size_t(1));
        QCOMPARE(parts[3].words, u", {x} {0}"_s);
        QVERIFY(sentenceParts({}).empty());
    }
};

QTEST_GUILESS_MAIN(tst_Words)
#include "tst_words.moc"
