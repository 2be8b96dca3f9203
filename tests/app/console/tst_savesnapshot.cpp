// SPDX-License-Identifier: Apache-2.0
#include "app/console/snapshotsaver.h"
#include "core/snapshot/document.h"
#include "tests/core/snapshot/samples.h"
#include "ui/theme/consolestyle.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace konductor::test {

/// What is asked before a snapshot is saved, and what comes of each answer.
class TestSaveSnapshot final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { ui::applyTheme(*qApp, ui::Scheme::Light); }
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_window = std::make_unique<QMainWindow>();
        m_window->setCentralWidget(new QWidget);
        m_window->resize(1000, 700);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_saver = std::make_unique<app::SnapshotSaver>();
        m_saver->setKeyFile(path(u"key.json"_s));
    }
    void cleanup()
    {
        m_saver.reset();
        m_window.reset();
    }

    void withoutAFilterThereIsNoPartToChoose()
    {
        ask({});
        QVERIFY(!sheet()->findChild<QComboBox*>(u"part"_s));
        QVERIFY(!sheet()->findChild<QCheckBox*>(u"keepKey"_s)->isVisible());
    }

    void aFilterThatCannotBeReadOffersNoPart()
    {
        ask(u"name:/(/"_s);
        QVERIFY(!sheet()->findChild<QComboBox*>(u"part"_s));
    }

    void whatTheFilterShowsIsSavedAloneAndSaysWhatChoseIt()
    {
        ask(u"kind:lease"_s);
        auto* part = sheet()->findChild<QComboBox*>(u"part"_s);
        QVERIFY(part && part->hasFocus());
        QTest::keyClick(part, Qt::Key_Down);
        QVERIFY(part->currentText().contains(u"kind:lease"_s));
        auto* save = sheet()->findChild<QPushButton*>(u"save"_s);
        QTRY_VERIFY(save->isEnabled());
        QTRY_VERIFY(says(u"2 objects"_s)); // the lease and who asks for it
        const auto taken = saved(u"part.json"_s);
        QVERIFY(taken.has_value());
        QCOMPARE(taken->selection, u"kind:lease"_s);
        QCOMPARE(taken->objects.count(), 2);
    }

    void everythingIsSavedWhereAFilterIsThereAndNothingWasChosen()
    {
        ask(u"kind:lease"_s);
        const auto taken = saved(u"all.json"_s);
        QVERIFY(taken.has_value());
        QCOMPARE(taken->selection, QString());
        QCOMPARE(taken->objects.count(), sampleSnapshot().objects.count());
    }

    void withTheKeyKeptTheNextSnapshotHasTheSameAliases()
    {
        QCOMPARE(redactedLease(u"one.json"_s, true), redactedLease(u"two.json"_s, true));
        QVERIFY(QFile::exists(path(u"key.json"_s)));
    }

    void aKeyThatIsNotKeptIsNowhereAndTheNextAliasesAreOthers()
    {
        const QString one = redactedLease(u"one.json"_s, false);
        QVERIFY(one.startsWith(u"lease-"_s));
        QVERIFY(one != redactedLease(u"two.json"_s, false));
        QVERIFY(!QFile::exists(path(u"key.json"_s)));
    }

    void whatIsPreviewedIsWhatIsSavedWithoutAKeyToo()
    {
        ask({});
        QTest::keyClick(sheet()->findChild<QCheckBox*>(u"names"_s), Qt::Key_Space);
        QTest::keyClick(sheet()->findChild<QCheckBox*>(u"keepKey"_s), Qt::Key_Space);
        const auto previewed = [this] {
            for (const QLabel* label : sheet()->findChildren<QLabel*>()) {
                if (label->text().contains(u"lease-"_s)) {
                    return label->text();
                }
            }
            return QString();
        };
        QTRY_VERIFY(!previewed().isEmpty());
        const QString shown = previewed();
        const auto taken = saved(u"previewed.json"_s);
        QVERIFY(taken.has_value());
        QVERIFY(shown.endsWith(taken->objects.sorted(Kind::Lease).front()->meta.name));
    }

    void askedTwiceThereIsOneSheet()
    {
        ask({});
        const QPointer<ui::SnapshotSheet> first = sheet();
        ask({});
        QVERIFY(sheet() != first);
        QTRY_VERIFY(!first);
    }

    void theNextOneIsOfferedTheFolderOfTheLast()
    {
        ask({});
        QVERIFY(saved(u"first.json"_s).has_value());
        QCOMPARE(m_saver->folder(), m_dir->path());
        ask({});
        QTest::mouseClick(sheet()->findChild<QPushButton*>(u"save"_s), Qt::LeftButton);
        QTRY_VERIFY(dialog());
        QCOMPARE(dialog()->directory().path(), m_dir->path());
        delete dialog();
    }

private:
    QString path(const QString& name) const { return m_dir->filePath(name); }
    void ask(const QString& query) { m_saver->save(sampleSnapshot(), query, {.utc = true}, m_window.get()); }
    /// The one that is seen.
    ui::SnapshotSheet* sheet() const
    {
        for (auto* sheet : m_window->findChildren<ui::SnapshotSheet*>()) {
            if (sheet->isVisible()) {
                return sheet;
            }
        }
        return nullptr;
    }
    QFileDialog* dialog() const { return m_window->findChild<QFileDialog*>(); }
    bool says(const QString& text) const
    {
        const auto labels = sheet()->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
                           [&text](const QLabel* label) { return label->text().contains(text); });
    }

    Result<snapshot::Snapshot> saved(const QString& name)
    {
        QSignalSpy done(m_saver.get(), &app::SnapshotSaver::saved);
        QTest::mouseClick(sheet()->findChild<QPushButton*>(u"save"_s), Qt::LeftButton);
        if (!QTest::qWaitFor([this] { return dialog() && dialog()->isVisible(); })) {
            return fail(makeError(Error::Kind::Timeout, name, u"no dialog"_s));
        }
        auto* line = dialog()->findChild<QLineEdit*>(u"fileNameEdit"_s);
        line->setText(path(name));
        QTest::keyClick(line, Qt::Key_Return);
        if (!QTest::qWaitFor([&done] { return done.count() == 1; })) {
            return fail(makeError(Error::Kind::Timeout, name, u"not saved"_s));
        }
        return snapshot::readDocumentFile(path(name));
    }

    /// The alias of the sample's lease.
    QString redactedLease(const QString& file, bool keep)
    {
        ask({});
        QTest::keyClick(sheet()->findChild<QCheckBox*>(u"names"_s), Qt::Key_Space);
        if (!keep) {
            QTest::keyClick(sheet()->findChild<QCheckBox*>(u"keepKey"_s), Qt::Key_Space);
        }
        const auto taken = saved(file);
        return taken ? taken->objects.sorted(Kind::Lease).front()->meta.name : oneLine(taken.error());
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<QMainWindow> m_window;
    std::unique_ptr<app::SnapshotSaver> m_saver;
};

} // namespace konductor::test

QTEST_MAIN(konductor::test::TestSaveSnapshot)
#include "tst_savesnapshot.moc"
