// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/privatefile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QIODevice>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <csignal>
#include <sys/resource.h>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace konductor::snapshot;

namespace {

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

/// No file may grow beyond this while it lives: a write fails as on a full disk.
class SmallDisk {
public:
    explicit SmallDisk(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit small{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
    }
    ~SmallDisk() { setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before{};
};

} // namespace

class tst_PrivateFile : public QObject {
    Q_OBJECT
private slots:
    void fileIsForItsOwnerOnlyAndReplacedWhole()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(u"s.json"_s);
        QFile wide(path);
        QVERIFY(wide.open(QIODevice::WriteOnly));
        wide.write("old");
        wide.close();
        wide.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);

        QVERIFY(writePrivateFile(path, "new").has_value());
        QCOMPARE(contents(path), QByteArray("new"));
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFileInfo(path).permissions() & others));
        QCOMPARE(QDir(dir.path()).entryList(QDir::Files).size(), 1);
    }

    void unwritablePlaceIsAnError()
    {
        const auto result = writePrivateFile(u"/nonexistent/dir/s.json"_s, "x");
        QVERIFY(!result);
        QVERIFY(result.error().subject.kept.contains(u"/nonexistent/dir/s.json"_s));
    }

    void aFullDiskIsSaidAndLosesNothingThatWasThere()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(u"s.json"_s);
        QVERIFY(writePrivateFile(path, "old").has_value());
        Result<void> result;
        {
            const SmallDisk disk(10'000);
            result = writePrivateFile(path, QByteArray(200'000, 'x'));
        }
        QVERIFY(!result);
        QVERIFY(result.error().subject.kept.contains(path));
        QCOMPARE(result.error().message.kept, qt_error_string(EFBIG)); // ENOSPC on a disk
        QCOMPARE(contents(path), QByteArray("old"));
        QCOMPARE(QDir(dir.path()).entryList(QDir::Files).size(), 1);
    }

    void whatFailsHalfWayLeavesWhatWasThere()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(u"s.json"_s);
        QVERIFY(writePrivateFile(path, "old").has_value());
        const auto result = writePrivateFile(path, [](QIODevice& file) -> Result<void> {
            file.write("half");
            return fail(makeError(Error::Kind::Cancelled, {}, u"enough"_s));
        });
        QVERIFY(!result);
        QVERIFY(result.error().kind == Error::Kind::Cancelled);
        QCOMPARE(contents(path), QByteArray("old"));
        QCOMPARE(QDir(dir.path()).entryList(QDir::Files).size(), 1);
    }
};

QTEST_GUILESS_MAIN(tst_PrivateFile)
#include "tst_privatefile.moc"
