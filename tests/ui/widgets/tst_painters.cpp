// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/tokens.h"
#include "ui/widgets/painters.h"

#include <QImage>
#include <QPainter>
#include <QTest>

using namespace konductor;
using namespace konductor::ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr QRect room(0, 0, 120, 20);

QImage bar(qint64 value, qint64 whole, std::optional<qint64> mark = std::nullopt)
{
    QImage image(room.size(), QImage::Format_RGB32);
    image.fill(tokens(Scheme::Light).base);
    QPainter painter(&image);
    paintBar(&painter, room, value, whole, Tone::Held, paletteOf(tokens(Scheme::Light)), mark);
    return image;
}

/// Columns in which the middle row, or the row `y`, has this colour.
int columns(const QImage& image, const QColor& color, int y = room.height() / 2)
{
    int found = 0;
    for (int x = 0; x < image.width(); ++x) {
        found += image.pixelColor(x, y) == color ? 1 : 0;
    }
    return found;
}

bool contains(const QImage& image, const QColor& color)
{
    for (int y = 0; y < image.height(); ++y) {
        if (columns(image, color, y) > 0) {
            return true;
        }
    }
    return false;
}
} // namespace

class TestPainters final : public QObject {
    Q_OBJECT

private slots:
    void fromRightToLeftABarIsDrawnAsInAMirror()
    {
        QImage image(room.size(), QImage::Format_RGB32);
        image.fill(tokens(Scheme::Light).base);
        {
            QPainter painter(&image);
            painter.setLayoutDirection(Qt::RightToLeft);
            paintBar(&painter, room, 2, 40, Tone::Held, paletteOf(tokens(Scheme::Light)));
        }
        const QColor ink = tokens(Scheme::Light).held.ink;
        const int middle = room.height() / 2;
        QVERIFY(image.pixelColor(room.width() - 4, middle) == ink);
        QVERIFY(image.pixelColor(3, middle) != ink);
        QVERIFY(std::abs(columns(image, ink) - columns(bar(2, 40), ink)) <= 1); // smoothed edges
        QCOMPARE(mirrored({10, 0, 20, 5}, room, Qt::RightToLeft), QRectF(90, 0, 20, 5));
        QCOMPARE(mirrored({10, 0, 20, 5}, room, Qt::LeftToRight), QRectF(10, 0, 20, 5));
    }
    void countdownChangesItsWordsAndClaimWithTime_data()
    {
        QTest::addColumn<int>("secondsLeft");
        QTest::addColumn<QString>("text");
        QTest::addColumn<Tone>("tone");
        QTest::newRow("above a fifth") << 54 << u"54 s"_s << Tone::Held;
        QTest::newRow("below a fifth") << 19 << u"19 s"_s << Tone::Warning;
        QTest::newRow("past") << -12 << u"12 s ago"_s << Tone::Bad;
    }
    void countdownChangesItsWordsAndClaimWithTime()
    {
        QFETCH(int, secondsLeft);
        const Timestamp until{100s};
        const CountdownWords words = countdownWords(until, Timestamp{}, until - std::chrono::seconds(secondsLeft));
        QTEST(words.text, "text");
        QTEST(words.tone, "tone");
        QCOMPARE(words.fraction, secondsLeft < 0 ? -1.0 : secondsLeft / 100.0);
    }
    void countdownWithoutABeginningHasNoBar()
    {
        QVERIFY(countdownWords(Timestamp{100s}, std::nullopt, Timestamp{}).fraction < 0);
    }
    void fullBarShowsNoRedAndOvercommittedOneDoes()
    {
        const QColor red = tokens(Scheme::Light).bad.tint;
        for (const qint64 whole : {3, 12, 13, 400}) {
            QVERIFY(!contains(bar(whole, whole), red));
            QVERIFY(contains(bar(whole + 1, whole), red)
                    || contains(bar(whole + 1, whole), tokens(Scheme::Light).bad.ink));
        }
    }
    void moreInUseIsMoreInk()
    {
        const QColor blue = tokens(Scheme::Light).held.ink;
        for (const qint64 whole : {6, 200}) {
            QCOMPARE(columns(bar(0, whole), blue), 0);
            QVERIFY(columns(bar(whole / 2, whole), blue) > 0);
            QVERIFY(columns(bar(whole, whole), blue) > columns(bar(whole / 2, whole), blue));
        }
    }
    void quorumIsMarkedOnEitherBar()
    {
        QVERIFY(bar(2, 6, 4) != bar(2, 6));
        QVERIFY(bar(20, 60, 40) != bar(20, 60));
    }
    void absurdNumbersAreDrawnWithinTheRoom()
    {
        const qint64 most = std::numeric_limits<qint64>::max();
        QVERIFY(!bar(most, 0).isNull());
        QVERIFY(!bar(-5, -7).isNull());
        QVERIFY(!bar(most, most, most).isNull());
    }
    void chipIsDrawnInEveryToneAndScheme()
    {
        const QFont font;
        for (const Scheme scheme : schemes) {
            const Tokens& colors = tokens(scheme);
            for (const Tone tone : {Tone::Ok, Tone::Held, Tone::Warning, Tone::Bad}) {
                QImage image(200, 40, QImage::Format_RGB32);
                image.fill(colors.base);
                QPainter painter(&image);
                paintChip(&painter, image.rect(), u"<b>Held</b>"_s, tone, paletteOf(colors), font);
                painter.end();
                QVERIFY(contains(image, colorsOf(tone, colors).tint));
                QVERIFY(!glyphOf(tone).isEmpty());
            }
        }
    }
};

QTEST_MAIN(TestPainters)

#include "tst_painters.moc"
