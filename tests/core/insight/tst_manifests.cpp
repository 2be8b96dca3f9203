// SPDX-License-Identifier: Apache-2.0
#include "core/insight/manifests.h"
#include "tests/core/insight/make.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace konductor;
using namespace konductor::insight;

namespace {

/// Of one file; ' stands for ".
QStringList rulesOf(const QByteArrayList& manifests)
{
    std::vector<Manifest> read;
    for (QByteArray text : manifests) {
        const QJsonDocument json = QJsonDocument::fromJson(text.replace('\'', '"'));
        Q_ASSERT(json.isObject());
        read.push_back({u"file.yaml"_s, json.object()});
    }
    QStringList rules;
    for (const ManifestFinding& found : judge(read, test::at("2026-11-24T12:00:00Z"))) {
        rules.append(found.finding.rule);
    }
    return rules;
}

QByteArray object(const QByteArray& kind, const QByteArray& spec, const QByteArray& meta = "'name':'x'",
                  const QByteArray& version = "sync.konductor.io/v1")
{
    return "{'apiVersion':'" + version + "','kind':'" + kind + "','metadata':{'namespace':'a'," + meta + "},'spec':{"
        + spec + "}}";
}

QByteArray gate(const QByteArray& condition)
{
    return object("Gate", "'conditions':[{" + condition + "}]");
}

const QByteArray owner = "'ownerReferences':[{'apiVersion':'sync.konductor.io/v1','kind':'Barrier','name':'b',"
                         "'uid':'u','controller':true}]";
const QByteArray label = "'name':'b-w','labels':{'barrier':'b'}";

/// A file that is well, and the same with one thing changed.
struct Pair {
    const char* rule;
    const char* what;
    QByteArrayList healthy;
    QByteArrayList mutant;
};

std::vector<Pair> textPairs()
{
    const QByteArray lease = object("Lease", "'ttl':'1h'");
    const QByteArray semaphore = object("Semaphore", "'permits':3");
    const QByteArray barrier = object("Barrier", "'expected':3,'quorum':2");
    const QByteArray request =
        object("LeaseRequest", "'lease':'l','holder':'w','priority':0", "'name':'l-w','labels':{'lease':'l'}");
    const auto ofVersion = [](const QByteArray& version) {
        return object("Lease", "'ttl':'1h'", "'name':'x'", version);
    };
    return {
        {"manifest-wrong-group", "upstream's samples", {lease}, {ofVersion("konductor.io/v1")}},
        {"manifest-wrong-group", "another version", {lease}, {ofVersion("sync.konductor.io/v1alpha1")}},
        {"manifest-wrong-group", "the Lease of Kubernetes", {lease}, {ofVersion("coordination.k8s.io/v1")}},
        {"manifest-unknown-field", "misspelt", {lease}, {object("Lease", "'ttl':'1h','timeToLive':'1h'")}},
        {"manifest-refused-value", "no permits at all", {semaphore}, {object("Semaphore", "'permits':0")}},
        {"manifest-refused-value", "permits left out", {semaphore}, {object("Semaphore", "")}},
        {"manifest-refused-value", "expects nobody", {barrier}, {object("Barrier", "'expected':0")}},
        {"manifest-refused-value", "quorum of none", {barrier}, {object("Barrier", "'expected':3,'quorum':0")}},
        {"manifest-refused-value",
         "priority below none",
         {request},
         {object("LeaseRequest", "'lease':'l','holder':'w','priority':-1", "'name':'l-w','labels':{'lease':'l'}")}},
        {"manifest-refused-value",
         "a gate on nothing",
         {gate("'type':'Barrier','name':'b','state':'Open'")},
         {object("Gate", "'conditions':[]")}},
        {"manifest-field-without-effect",
         "a wait group's",
         {object("WaitGroup", "")},
         {object("WaitGroup", "'ttl':'1h'")}},
        {"manifest-field-without-effect", "a lease's priority", {lease}, {object("Lease", "'ttl':'1h','priority':3")}},
        {"manifest-field-without-effect",
         "a request's",
         {request},
         {object("LeaseRequest", "'lease':'l','holder':'w','ttl':'1h'", "'name':'l-w','labels':{'lease':'l'}")}},
        {"manifest-field-without-effect",
         "a semaphore's",
         {semaphore},
         {object("Semaphore", "'permits':3,'ttl':'1h'")}},
        {"manifest-lease-without-ttl", "left out", {lease}, {object("Lease", "")}},
    };
}

std::vector<Pair> objectPairs()
{
    const QByteArray arrival = "'barrier':'b','holder':'w'";
    const QByteArray three = object("Semaphore", "'permits':3", "'name':'s'");
    return {
        {"manifest-name-too-long",
         "a label has 63",
         {object("Lease", "'ttl':'1h'", "'name':'" + QByteArray(63, 'n') + "'")},
         {object("Lease", "'ttl':'1h'", "'name':'" + QByteArray(64, 'n') + "'")}},
        {"child-without-owner",
         "an arrival",
         {object("Arrival", arrival, label + "," + owner)},
         {object("Arrival", arrival, label)}},
        {"child-without-label",
         "an arrival",
         {object("Arrival", arrival, label + "," + owner)},
         {object("Arrival", arrival, "'name':'b-w'," + owner)}},
        {"quorum-above-expected",
         "four of three",
         {object("Barrier", "'expected':3,'quorum':3")},
         {object("Barrier", "'expected':3,'quorum':4")}},
        {"gate-unsupported-condition",
         "a mutex",
         {gate("'type':'Lease','name':'l','state':'Available'")},
         {gate("'type':'Mutex','name':'m','state':'Unlocked'")}},
        {"gate-impossible-condition",
         "more permits than there are",
         {three, gate("'type':'Semaphore','name':'s','value':3")},
         {three, gate("'type':'Semaphore','name':'s','value':9")}},
        {"object-malformed", "a number in words", {three}, {object("Semaphore", "'permits':'three'")}},
    };
}

std::vector<Pair> pairs()
{
    std::vector<Pair> all = textPairs();
    for (const Pair& pair : objectPairs()) {
        all.push_back(pair);
    }
    return all;
}

} // namespace

class tst_Manifests : public QObject {
    Q_OBJECT
private slots:
    void ruleFiresOnItsMutantAloneAndNotOnTheHealthyTwin_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QByteArrayList>("healthy");
        QTest::addColumn<QByteArrayList>("mutant");
        for (const Pair& pair : pairs()) {
            QTest::addRow("%s: %s", pair.rule, pair.what)
                << QString::fromLatin1(pair.rule) << pair.healthy << pair.mutant;
        }
    }
    void ruleFiresOnItsMutantAloneAndNotOnTheHealthyTwin()
    {
        QFETCH(QString, rule);
        QFETCH(QByteArrayList, healthy);
        QFETCH(QByteArrayList, mutant);
        QCOMPARE(rulesOf(healthy).join(u", "_s), QString());
        QCOMPARE(rulesOf(mutant).join(u", "_s), rule);
    }

    void everyRuleForManifestsHasAMutant()
    {
        QStringList mutated;
        for (const Pair& pair : pairs()) {
            mutated.append(QString::fromLatin1(pair.rule));
        }
        mutated.removeDuplicates();
        mutated.sort();
        QStringList known = sharedRules();
        for (const RuleInfo& rule : manifestRules()) {
            known.append(rule.id);
        }
        known.append(u"child-without-owner"_s); // by the reference alone: whether it is ever noticed is for a cluster
        known.sort();
        QCOMPARE(mutated, known);
    }

    void objectsOfOthersArePassedOver()
    {
        QCOMPARE(rulesOf({object("Lease", "'leaseDurationSeconds':15", "'name':'x'", "coordination.k8s.io/v1")}),
                 QStringList());
        QCOMPARE(rulesOf({object("Deployment", "'replicas':1", "'name':'x'", "apps/v1")}), QStringList());
    }
};

QTEST_GUILESS_MAIN(tst_Manifests)
#include "tst_manifests.moc"
