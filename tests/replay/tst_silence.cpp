// SPDX-License-Identifier: Apache-2.0
#include "core/api/decoder.h"
#include "core/insight/insight.h"
#include "tests/replay/trace.h"
#include "tests/replay/unwell.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace konductor::test;

/// What the rules say of recorded clusters: nothing where all is well, and elsewhere only what the bare fields say as
/// well. KONDUCTOR_TRACES names another folder of recordings than the selection in tests/data/traces.
class SilenceTest final : public QObject {
    Q_OBJECT

private slots:
    void everyFindingOfARecordingIsRight_data()
    {
        QTest::addColumn<QString>("file");
        const QString other = qEnvironmentVariable("KONDUCTOR_TRACES");
        const auto files = traceFiles({other.isEmpty() ? QStringLiteral(KONDUCTOR_TEST_DATA "/traces") : other});
        QVERIFY2(files, qPrintable(files ? QString() : oneLine(files.error())));
        for (const QString& file : *files) {
            QTest::addRow("%s", qPrintable(QFileInfo(file).fileName())) << file;
        }
    }

    /// At every moment of it, after each change.
    void everyFindingOfARecordingIsRight()
    {
        QFETCH(QString, file);
        const auto trace = readTrace(file);
        QVERIFY2(trace, qPrintable(trace ? QString() : oneLine(trace.error())));
        ObjectIndex objects;
        RecordedState state;
        insight::Insight insight(objects);
        insight.setSurroundings(everythingKnown(), trace->start);
        for (const TraceEvent& event : trace->events) {
            insight.tick(event.time); // what time alone has made of it
            QString wrong = firstWrong(insight, state, event.time);
            QVERIFY2(wrong.isEmpty(), qPrintable(u"before line %1: %2"_s.arg(event.line).arg(wrong)));
            take(event, objects, state);
            insight.apply({{event.before, event.after()}}, event.time);
            wrong = firstWrong(insight, state, event.time);
            QVERIFY2(wrong.isEmpty(), qPrintable(u"line %1: %2"_s.arg(event.line).arg(wrong)));
            ++m_states;
            m_silent += insight.findingCounts().total() == 0 ? 1 : 0;
            m_objects += objects.count();
        }
        insight.tick(trace->end);
        QCOMPARE(firstWrong(insight, state, trace->end), QString());
    }

    /// There is something to be silent about: most of what is there has no finding, and many moments have none at all.
    void mostOfItIsSilent()
    {
        qInfo("%lld moments, %lld of them without a finding; %lld objects seen, %lld findings", m_states, m_silent,
              m_objects, m_findings);
        QVERIFY(m_silent > m_states / 20);
        QVERIFY(m_findings < m_objects);
    }

    void whatTheClientsWriteIsWell_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("the Go SDK") << u"go-sdk.json"_s;
        QTest::newRow("koncli") << u"koncli.json"_s;
    }
    /// Right after they wrote it; what becomes of it is another matter.
    void whatTheClientsWriteIsWell()
    {
        QFETCH(QString, file);
        QFile recorded(QStringLiteral(KONDUCTOR_TEST_DATA "/recorded/") + file);
        QVERIFY(recorded.open(QIODevice::ReadOnly));
        ObjectIndex objects;
        Timestamp now = Timestamp::min();
        const QJsonArray items = QJsonDocument::fromJson(recorded.readAll()).object()["items"_L1].toArray();
        for (const QJsonValue& item : items) {
            const auto object = decodeObject(item.toObject());
            QVERIFY(object);
            objects.insert(*object);
            now = std::max(now, (*object)->meta.creationTimestamp.value_or(now));
        }
        QVERIFY(objects.count() >= 10);
        insight::Insight insight(objects);
        insight.setSurroundings(everythingKnown(), now);
        QStringList said;
        for (const insight::Finding& finding : insight.findings()) {
            said.append(finding.rule + u": "_s + insight::plainText(finding.summary, now));
        }
        QCOMPARE(said.join(u'\n'), QString());
    }

private:
    static insight::Surroundings everythingKnown()
    {
        insight::Surroundings around;
        around.known.fill(true);
        return around;
    }
    static void take(const TraceEvent& event, ObjectIndex& objects, RecordedState& state)
    {
        if (event.after()) {
            objects.insert(event.after());
            state[event.key] = event.json;
        } else {
            objects.remove(event.key);
            state.erase(event.key);
        }
    }
    /// The first finding that the fields do not bear out; empty: each is right.
    QString firstWrong(const insight::Insight& insight, const RecordedState& state, Timestamp now)
    {
        for (const insight::NotedFinding& finding : insight.notedFindings()) {
            ++m_findings;
            const bool right = finding.rule == "deadlock"_L1
                ? isDeadlock(insight)
                : finding.subject && isUnwell(finding.rule, *finding.subject, state, now);
            if (!right) {
                const auto whole = insight.describe(finding);
                return finding.rule + u": "_s + (whole ? insight::plainText(whole->summary, now) : QString());
            }
        }
        return {};
    }
    /// Each of those in it waits for another of them.
    static bool isDeadlock(const insight::Insight& insight)
    {
        return std::all_of(insight.deadlocks().begin(), insight.deadlocks().end(), [&](const auto& deadlock) {
            return std::all_of(deadlock.nodes.begin(), deadlock.nodes.end(), [&](const insight::WaitNode& node) {
                const auto& needs = insight.graph().needs(node);
                return std::any_of(needs.begin(), needs.end(), [&](const insight::Need& need) {
                    return std::any_of(need.of.begin(), need.of.end(), [&](const insight::WaitNode& other) {
                        return std::find(deadlock.nodes.begin(), deadlock.nodes.end(), other) != deadlock.nodes.end();
                    });
                });
            });
        });
    }

    qint64 m_states = 0;
    qint64 m_silent = 0;
    qint64 m_objects = 0;
    qint64 m_findings = 0;
};

QTEST_GUILESS_MAIN(SilenceTest)
#include "tst_silence.moc"
