// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/glyphs.h"

#include <QDir>
#include <QTest>

using namespace konductor;
using namespace konductor::ui;
using namespace Qt::StringLiterals;

class TestGlyphs : public QObject {
    Q_OBJECT
private slots:
    void everyDrawingShowsOnlyInItsInk_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString& file : QDir(u":/konductor/icons"_s).entryList({u"*.svg"_s})) {
            QTest::newRow(qPrintable(file)) << file.chopped(4);
        }
    }

    void everyDrawingShowsOnlyInItsInk()
    {
        QFETCH(QString, name);
        const QColor ink(0xd0, 0x20, 0x40);
        const QImage image =
            glyphIcon(name, ink).pixmap(QSize(16, 16), 2.0).toImage().convertToFormat(QImage::Format_ARGB32);
        QCOMPARE(image.size(), QSize(32, 32));
        int solid = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QColor pixel = image.pixelColor(x, y);
                if (pixel.alpha() == 255) {
                    ++solid;
                    QCOMPARE(pixel.rgb(), ink.rgb());
                }
            }
        }
        QVERIFY2(solid > 20, qPrintable(QString::number(solid)));
    }

    void everyPrimitiveHasADrawing()
    {
        for (const Kind kind : {Kind::Semaphore, Kind::Barrier, Kind::Lease, Kind::Gate, Kind::Mutex, Kind::RWMutex,
                                Kind::Once, Kind::WaitGroup}) {
            QVERIFY2(!glyphIcon(glyphName(kind), Qt::black).isNull(), qPrintable(glyphName(kind)));
        }
    }

    void anUnknownNameIsANullIcon() { QVERIFY(glyphIcon(u"nothing"_s, Qt::black).isNull()); }
};

QTEST_MAIN(TestGlyphs)
#include "tst_glyphs.moc"
