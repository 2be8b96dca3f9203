// SPDX-License-Identifier: Apache-2.0
#include "core/insight/relations.h"
#include "core/snapshot/aliases.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace konductor::snapshot;

class tst_Aliases : public QObject {
    Q_OBJECT
private slots:
    void theSameNameHasTheSameAlias()
    {
        Aliases aliases(QByteArray(32, 'k'));
        QCOMPARE(aliases.ofNamespace(u"team-a"_s), aliases.ofNamespace(u"team-a"_s));
        QCOMPARE(aliases.ofObject(Kind::Lease, u"db"_s), Aliases(QByteArray(32, 'k')).ofObject(Kind::Lease, u"db"_s));
        QVERIFY(aliases.ofObject(Kind::Lease, u"db"_s) != aliases.ofObject(Kind::Lease, u"dc"_s));
        QVERIFY(aliases.ofObject(Kind::Lease, u"db"_s).startsWith(u"lease-"_s));
    }

    void anotherKeyGivesAnotherAlias()
    {
        QVERIFY(Aliases().ofNamespace(u"team-a"_s) != Aliases().ofNamespace(u"team-a"_s));
    }

    void siblingsRemainSiblings()
    {
        Aliases aliases;
        const QString a = aliases.ofHolder(u"secret-worker-a"_s);
        const QString b = aliases.ofHolder(u"secret-worker-b"_s);
        QCOMPARE(insight::namePattern(a), insight::namePattern(b));
        QVERIFY(a != b);
        QCOMPARE(insight::namePattern(aliases.ofHolder(u"etl-1"_s)),
                 insight::namePattern(aliases.ofHolder(u"etl-12"_s)));
        QVERIFY(!a.contains(u"secret"_s) && !a.contains(u"worker"_s));
    }

    void podsRemainPodsOfTheirJob()
    {
        Aliases aliases;
        const QString job = aliases.ofObject(Kind::Job, u"nightly-load"_s);
        QVERIFY(insight::possibleJobs(aliases.ofHolder(u"nightly-load-x7k2p"_s)).contains(job));
        QVERIFY(insight::possibleJobs(aliases.ofHolder(u"nightly-load-3-x7k2p"_s)).contains(job));
    }

    void wordsAndLongNumbersAtTheEndAreHidden()
    {
        Aliases aliases;
        for (const QString& name : {u"x-customer"_s, u"x-4711471147"_s, u"x-abc"_s, u"x-z9y8x7w6v5"_s}) {
            const QString alias = aliases.ofHolder(name);
            QVERIFY2(!alias.contains(name.mid(2)), qPrintable(alias));
        }
    }

    void nothingHasNoAlias() { QCOMPARE(Aliases().ofHolder({}), QString()); }

    void theKeyIsPrivateAndReadAgain()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(u"key.json"_s);
        Aliases aliases = Aliases::load(path).value();
        const QString alias = aliases.ofNamespace(u"team-a"_s);
        QVERIFY(aliases.save(path).has_value());
        QVERIFY(!(QFileInfo(path).permissions() & (QFile::ReadGroup | QFile::ReadOther)));
        Aliases again = Aliases::load(path).value();
        QCOMPARE(again.table().value(alias), u"team-a"_s);
        QCOMPARE(again.ofNamespace(u"team-a"_s), alias);
    }

    void aFileThatIsNoKeyIsRefused()
    {
        QTemporaryDir dir;
        QFile file(dir.filePath(u"x"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{}");
        file.close();
        QVERIFY(!Aliases::load(file.fileName()));
    }
};

QTEST_GUILESS_MAIN(tst_Aliases)
#include "tst_aliases.moc"
