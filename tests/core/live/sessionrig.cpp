// SPDX-License-Identifier: Apache-2.0
#include "tests/core/live/sessionrig.h"

namespace konductor::test {

using namespace konductor::live;
using namespace Qt::StringLiterals;

namespace {

QByteArray resourceList(const QStringList& plurals)
{
    QByteArrayList names;
    for (const QString& plural : plurals) {
        names += "{\"name\":\"" + plural.toUtf8() + "\"},{\"name\":\"" + plural.toUtf8() + "/status\"}";
    }
    return "{\"kind\":\"APIResourceList\",\"resources\":[" + names.join(',') + "]}";
}

} // namespace

QStringList allPlurals()
{
    QStringList plurals;
    for (const Kind kind : konductorKinds) {
        plurals += kindInfo(kind).plural.toString();
    }
    return plurals;
}

QByteArray emptyList(Kind kind)
{
    return "{\"kind\":\"" + kindInfo(kind).name.toString().toUtf8()
        + "List\",\"metadata\":{\"resourceVersion\":\"5\"},\"items\":null}";
}

void SessionRig::reset()
{
    m_live.reset();
    m_leaseWatches.clear();
    m_told.clear();
    m_server = std::make_unique<ScriptedServer>();
}

void SessionRig::serve(const QStringList& plurals)
{
    m_server->on(u"/version"_s, [](const ExchangePtr& e) { e->json("{\"gitVersion\":\"v1.36.3\"}"); });
    m_server->on(group, [plurals](const ExchangePtr& e) { e->json(resourceList(plurals)); });
    for (const Kind kind : konductorKinds) {
        m_server->on(group + u'/' + kindInfo(kind).plural.toString(), [kind](const ExchangePtr& e) {
            if (e->request.query.hasQueryItem(u"watch"_s)) {
                e->beginStream();
            } else {
                e->json(emptyList(kind));
            }
        });
    }
    m_server->on(group + u"/leases"_s, [this](const ExchangePtr& e) {
        if (e->request.query.hasQueryItem(u"watch"_s)) {
            m_leaseWatches += e;
            e->beginStream();
        } else {
            e->json(leaseListJson({u"a@3"_s, u"b@4"_s}, u"10"_s));
        }
    });
}

bool SessionRig::start(LiveOptions options)
{
    kube::ConnectionSettings settings;
    settings.server = m_server->url();
    settings.contextName = u"test"_s;
    settings.ns = u"team"_s;
    return start(settings, options);
}

bool SessionRig::start(const kube::ConnectionSettings& settings, const LiveOptions& options)
{
    m_live = std::make_unique<LiveSession>(settings, options);
    QObject::connect(&m_live->mirror(), &ClusterMirror::applied, m_live.get(), [this](const ChangeBatch& batch) {
        for (const Change& change : batch.changes) {
            m_told += (!change.before      ? u'+'
                           : !change.after ? u'-'
                                           : u'~')
                + change.key().name + (change.finalStateUnknown ? u"?"_s : QString());
        }
    });
    QSignalSpy settled(m_live.get(), &LiveSession::settled);
    return settled.wait(10'000) && m_live->isSettled();
}

} // namespace konductor::test
