// SPDX-License-Identifier: Apache-2.0
#include "core/kube/kubeconfigwatcher.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace konductor;
using namespace konductor::kube;
using namespace Qt::StringLiterals;

/// kube.md 2.8.
class TestKubeConfigWatcher : public QObject {
    Q_OBJECT

    SystemClock m_clock;

    static void write(const QString& path, const QByteArray& content)
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly)) {
            qFatal("cannot write the test's own file");
        }
        file.write(content);
    }
    /// As kubectl, editors and kubelet do it.
    static void replace(const QString& path, const QByteArray& content)
    {
        write(path + u".new"_s, content);
        if (::rename(qPrintable(path + u".new"_s), qPrintable(path)) != 0) {
            qFatal("cannot replace the test's own file");
        }
    }

private slots:
    void kube_2_8_writtenAndReplacedFilesAreNoticed();
    void kube_2_8_fileThatAppearsLaterIsNoticed();
    void kube_2_8_removedFileIsNoticed();
    void kube_2_8_movedLinkOfAProjectedTokenIsNoticed();
    void neighboursAreNoChange();
};

void TestKubeConfigWatcher::kube_2_8_writtenAndReplacedFilesAreNoticed()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"config"_s);
    write(path, "one");
    KubeConfigWatcher watcher(m_clock);
    QSignalSpy changed(&watcher, &KubeConfigWatcher::changed);
    watcher.watch({path});
    write(path, "three");
    QTRY_COMPARE(changed.count(), 1);
    replace(path, "sixteen");
    QTRY_COMPARE(changed.count(), 2);
    replace(path, "seventy");
    QTRY_COMPARE(changed.count(), 3);
    write(path, "eight more");
    QTRY_COMPARE(changed.count(), 4);
}

void TestKubeConfigWatcher::kube_2_8_fileThatAppearsLaterIsNoticed()
{
    QTemporaryDir folder;
    KubeConfigWatcher watcher(m_clock);
    QSignalSpy changed(&watcher, &KubeConfigWatcher::changed);
    watcher.watch({folder.filePath(u"config"_s)});
    write(folder.filePath(u"config"_s), "new");
    QTRY_COMPARE(changed.count(), 1);
}

void TestKubeConfigWatcher::kube_2_8_removedFileIsNoticed()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"config"_s);
    write(path, "one");
    KubeConfigWatcher watcher(m_clock);
    QSignalSpy changed(&watcher, &KubeConfigWatcher::changed);
    watcher.watch({path});
    QVERIFY(QFile::remove(path));
    QTRY_COMPARE(changed.count(), 1);
}

void TestKubeConfigWatcher::kube_2_8_movedLinkOfAProjectedTokenIsNoticed()
{
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkpath(u"first"_s) && QDir(folder.path()).mkpath(u"second"_s));
    write(folder.filePath(u"first/token"_s), "same");
    write(folder.filePath(u"second/token"_s), "same");
    const QString link = folder.filePath(u"token"_s);
    QVERIFY(QFile::link(folder.filePath(u"first/token"_s), link));
    KubeConfigWatcher watcher(m_clock);
    QSignalSpy changed(&watcher, &KubeConfigWatcher::changed);
    watcher.watch({link});
    QVERIFY(QFile::link(folder.filePath(u"second/token"_s), link + u".new"_s));
    QCOMPARE(::rename(qPrintable(link + u".new"_s), qPrintable(link)), 0);
    QTRY_COMPARE(changed.count(), 1);
}

void TestKubeConfigWatcher::neighboursAreNoChange()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"config"_s);
    write(path, "one");
    KubeConfigWatcher watcher(m_clock);
    QSignalSpy changed(&watcher, &KubeConfigWatcher::changed);
    watcher.watch({path});
    write(folder.filePath(u"config.lock"_s), "x");
    QVERIFY(!changed.wait(600));
    write(path, "after that");
    QTRY_COMPARE(changed.count(), 1);
}

QTEST_GUILESS_MAIN(TestKubeConfigWatcher)
#include "tst_kubeconfigwatcher.moc"
