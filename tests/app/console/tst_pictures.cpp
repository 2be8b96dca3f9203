// SPDX-License-Identifier: Apache-2.0
#include "app/console/opencluster.h"
#include "core/snapshot/document.h"
#include "tests/support/picturecompare.h"
#include "ui/dialogs/plansheet.h"
#include "ui/models/clusterinsight.h"
#include "ui/theme/consolestyle.h"
#include "ui/window/actions.h"

#include <QApplication>
#include <QDir>
#include <QFontDatabase>
#include <QLabel>
#include <QPainter>
#include <QTest>

using namespace konductor;
using namespace konductor::test;
using namespace Qt::StringLiterals;

namespace {

const ObjectKey stuckLease{Kind::Lease, u"team-a"_s, u"db-migration"_s};
const QString folder = QStringLiteral(KONDUCTOR_TEST_DATA "/pictures");
const QString differences = QStringLiteral(KONDUCTOR_BIN_DIR "/../pictures");
constexpr int patience = 10'000;
constexpr int stillFor = 20; ///< Pictures of one look, until it counts as what the window comes to rest at.

bool renews()
{
    return qEnvironmentVariable("KONDUCTOR_PICTURES") == u"renew";
}

QString nameOf(const QString& scene, ui::Scheme scheme)
{
    return scene + (scheme == ui::Scheme::Dark ? u"-dark.png"_s : u"-light.png"_s);
}

/// A sentence and a bar, moved to the right by so many pixels, edges drawn this soft.
QImage sample(int aside, bool soft, const QColor& ink = QColor(0x1c2128))
{
    QImage image(300, 40, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setPen(ink);
    painter.drawText(20, 25, u"Lease db-migration is held"_s);
    painter.drawText(220 + aside, 25, u"Held"_s);
    painter.end();
    if (!soft) {
        return image;
    }
    QImage blurred = image;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 1; x + 1 < image.width(); ++x) {
            const auto grey = [&](int column) { return qGray(image.pixel(column, y)); };
            const int mixed = (grey(x - 1) + 8 * grey(x) + grey(x + 1)) / 10;
            blurred.setPixel(x, y, qRgb(mixed, mixed, mixed));
        }
    }
    return blurred;
}

} // namespace

/// The window still looks as it did: a snapshot whose clock stands still, drawn with one font at one size, beside
/// pictures that are kept. CONTRIBUTING.md says how to renew these.
class TestPictures : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        if (!QFontDatabase::families().contains(u"Inter"_s)) {
            QSKIP("SKIPPED: the font Inter is not installed (fonts-inter)");
        }
    }
    void cleanup() { m_cluster.reset(); }

    void theWindowLooksAsItDid_data()
    {
        QTest::addColumn<QString>("scene");
        QTest::addColumn<int>("scheme");
        for (const QString& scene : {u"overview"_s, u"semaphores"_s, u"details"_s, u"plan"_s, u"waitgraph"_s}) {
            for (const ui::Scheme scheme : {ui::Scheme::Light, ui::Scheme::Dark}) {
                QTest::newRow(qPrintable(nameOf(scene, scheme))) << scene << int(scheme);
            }
        }
    }

    void theWindowLooksAsItDid()
    {
        QFETCH(const QString, scene);
        QFETCH(const int, scheme);
        show(scene, static_cast<ui::Scheme>(scheme));
        const QString name = nameOf(scene, static_cast<ui::Scheme>(scheme));
        if (renews()) {
            QVERIFY(atRest().save(folder + u'/' + name, "PNG", 0));
            return;
        }
        const QImage expected(folder + u'/' + name);
        QVERIFY2(!expected.isNull(), qPrintable(u"there is no "_s + name));
        PictureDifference found;
        QImage actual;
        const bool same = QTest::qWaitFor(
            [&] {
                actual = taken();
                found = comparePictures(expected, actual);
                return found.isSame();
            },
            patience);
        if (!same) {
            QDir().mkpath(differences);
            actual.save(differences + u"/actual-"_s + name);
            found.picture.save(differences + u"/differs-"_s + name);
        }
        QVERIFY2(
            same,
            qPrintable(u"%1: %2. Look at %3/differs-%1; if it is meant so, ./dev pictures renews the picture."_s.arg(
                name, found.why, QDir::cleanPath(differences))));
    }

    void aLabelOnePixelAsideIsSeen()
    {
        const PictureDifference found = comparePictures(sample(0, false), sample(1, false));
        QVERIFY(!found.isSame());
        QVERIFY(found.where.left() > 200); // the other words stand where they stood
        QVERIFY(!found.picture.isNull());
    }

    void anotherColourIsSeen()
    {
        QVERIFY(!comparePictures(sample(0, false), sample(0, false, QColor(0xb42318))).isSame());
    }

    void softerEdgesAndFewerShadesAreNotSeen()
    {
        QVERIFY(comparePictures(sample(0, false), sample(0, true)).isSame());
        QVERIFY(comparePictures(sample(0, false), coarse(sample(0, false))).isSame());
    }

private:
    void show(const QString& scene, ui::Scheme scheme)
    {
        ui::applyTheme(*qApp, scheme);
        const QString file = folder + u"/nightly-pipeline.json"_s;
        auto read = snapshot::readDocumentFile(file);
        QVERIFY(read);
        m_cluster = std::make_unique<app::OpenCluster>(
            std::make_unique<app::OpenedSnapshot>(app::SnapshotContent(std::move(*read), QDateTime()), file));
        ui::MainWindow& view = m_cluster->view();
        view.resize(1280, 760);
        view.show();
        QVERIFY(QTest::qWaitForWindowActive(&view));
        QTRY_VERIFY(!view.insight().findings().empty() && !view.insight().insight().isBehind());
        if (scene == u"details" || scene == u"plan") {
            view.open(stuckLease);
        } else {
            view.showPage(scene);
        }
        if (scene == u"plan") {
            view.actions().start(ui::DetailsAction::Type::ForceExpire, stuckLease);
        }
    }
    QImage taken() { return coarse(m_cluster->view().grab().toImage()); }
    QImage atRest()
    {
        QImage last;
        int still = 0;
        const bool rests = QTest::qWaitFor(
            [&] {
                const QImage now = taken();
                still = now == last ? still + 1 : 0;
                last = now;
                return still == stillFor;
            },
            patience);
        return rests ? last : QImage();
    }

    std::unique_ptr<app::OpenCluster> m_cluster;
};

/// Whatever would make the same window look another way is set before there is one.
int main(int argc, char** argv)
{
    for (const auto& [name, value] :
         {std::pair("TZ", "UTC"), std::pair("LC_ALL", "C.UTF-8"), std::pair("QT_QPA_PLATFORM", "offscreen"),
          std::pair("QT_SCALE_FACTOR", "1"), std::pair("QT_FONT_DPI", "96")}) {
        qputenv(name, value);
    }
    QApplication application(argc, argv);
    QApplication::setCursorFlashTime(0);
    TestPictures test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_pictures.moc"
