// SPDX-License-Identifier: Apache-2.0
#include "app/console/viewstore.h"
#include "tests/ui/window/windowrig.h"
#include "ui/window/savedviews.h"

#include <QFileDialog>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace konductor;
using namespace konductor::ui;
using namespace Qt::StringLiterals;

/// Saved views from one start of the program to the next, from one open cluster to another, and in files.
class TestViewStore : public QObject, protected test::WindowRig {
    Q_OBJECT
private slots:
    void init()
    {
        QVERIFY(open());
        QFile::remove(file(u"console.ini"_s));
    }
    void cleanup() { close(); }

    void viewsComeBackWithTheNextStart()
    {
        QSettings settings(file(u"console.ini"_s), QSettings::IniFormat);
        {
            app::ViewStore store(&settings);
            store.attach(*m_window);
            m_window->savedViews().add({held});
            settings.sync();
        }
        app::ViewStore next(&settings);
        next.attach(*m_window);
        QCOMPARE(m_window->savedViews().views(), std::vector{held});
    }

    void whatCannotBeReadIsNoViewAndStaysUntilOneIsSaved()
    {
        QSettings settings(file(u"console.ini"_s), QSettings::IniFormat);
        settings.setValue(u"views"_s, u"nonsense"_s);
        app::ViewStore store(&settings);
        store.attach(*m_window);
        QVERIFY(m_window->savedViews().views().empty());
        QCOMPARE(settings.value(u"views"_s).toString(), u"nonsense"_s);
    }

    void allOpenClustersHaveTheSame()
    {
        app::ViewStore store(nullptr);
        MainWindow other(m_session->mirror(), m_clock, *m_runner);
        store.attach(*m_window);
        store.attach(other);
        m_window->savedViews().add({held});
        QCOMPARE(other.savedViews().views(), std::vector{held});
        other.savedViews().add({{.name = u"mine"_s, .page = u"gates"_s}});
        QCOMPARE(m_window->savedViews().views().size(), size_t(2));
    }

    void aFileIsWrittenAndReadAndAHostileOneIsNamed()
    {
        const QString path = file(u"views.json"_s);
        QVERIFY(app::ViewStore::write({held}, path));
        QCOMPARE(app::ViewStore::read(path).value(), std::vector{held});
        QFile hostile(path);
        QVERIFY(hostile.open(QIODevice::WriteOnly));
        hostile.write("<html>");
        hostile.close();
        const auto read = app::ViewStore::read(path);
        QVERIFY(!read);
        QCOMPARE(read.error().subject.kept, path);
        QVERIFY(!app::ViewStore::read(file(u"not-there.json"_s)));
        QVERIFY(!app::ViewStore::write({held}, file(u"no/folder/views.json"_s)));
    }

    void importingAddsToWhatIsThere()
    {
        const QString path = file(u"views.json"_s);
        QVERIFY(app::ViewStore::write({held}, path));
        app::ViewStore store(nullptr);
        QSignalSpy failed(&store, &app::ViewStore::failed);
        store.attach(*m_window);
        m_window->savedViews().add({{.name = u"mine"_s, .page = u"gates"_s}});
        choose(path);
        QCOMPARE(m_window->savedViews().views().size(), size_t(2));
        choose(file(u"not-there.json"_s));
        QCOMPARE(failed.count(), 1);
        QCOMPARE(m_window->savedViews().views().size(), size_t(2));
    }

private:
    QString file(const QString& name) const { return m_folder.filePath(name); }
    void choose(const QString& path)
    {
        emit m_window->savedViews().importRequested();
        auto* dialog = m_window->findChild<QFileDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        emit dialog->fileSelected(path);
        dialog->close();
        QTRY_VERIFY(!m_window->findChild<QFileDialog*>());
    }

    const SavedView held{u"held"_s, u"leases"_s, u"phase:held"_s, u"team-a"_s, {{u"name"_s}, u"name"_s, true}};
    QTemporaryDir m_folder;
};

QTEST_MAIN(TestViewStore)
#include "tst_viewstore.moc"
