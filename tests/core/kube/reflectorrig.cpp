// SPDX-License-Identifier: Apache-2.0
#include "tests/core/kube/reflectorrig.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace konductor::test {

using namespace Qt::StringLiterals;

Result<Names::Page> Names::page(const QByteArray& body)
{
    const QJsonObject list = QJsonDocument::fromJson(body).object();
    if (list.isEmpty()) {
        return fail(makeError(Error::Kind::Malformed, {}, u"no list"_s));
    }
    const QJsonObject meta = list["metadata"_L1].toObject();
    const QJsonArray items = list["items"_L1].toArray();
    for (const QJsonValue& item : items) {
        collected += item["metadata"_L1]["name"_L1].toString();
    }
    Page page;
    page.resourceVersion = meta["resourceVersion"_L1].toString();
    page.continueToken = meta["continue"_L1].toString();
    page.items = items.size();
    if (meta.contains("remainingItemCount"_L1)) {
        page.remaining = meta["remainingItemCount"_L1].toInteger();
    }
    return page;
}

void Names::replace()
{
    shown = std::exchange(collected, {});
    ++replaced;
}

Result<Names::Frame> Names::frame(const QByteArray& json)
{
    return take(json, shown);
}

Result<Names::Frame> Names::initialFrame(const QByteArray& json)
{
    return take(json, collected);
}

Result<Names::Frame> Names::take(const QByteArray& json, QStringList& names)
{
    ++frames;
    const QJsonObject event = QJsonDocument::fromJson(json).object();
    const QString type = event["type"_L1].toString();
    const QJsonObject object = event["object"_L1].toObject();
    const QJsonObject meta = object["metadata"_L1].toObject();
    Frame frame;
    frame.resourceVersion = meta["resourceVersion"_L1].toString();
    if (type == "BOOKMARK"_L1) {
        frame.type = Frame::Type::Bookmark;
        frame.initialEnd = meta["annotations"_L1]["k8s.io/initial-events-end"_L1].toString() == "true"_L1;
    } else if (type == "ERROR"_L1) {
        frame = {.type = Frame::Type::Status, .resourceVersion = {}, .status = QJsonDocument(object).toJson()};
    } else if (type == "ADDED"_L1) {
        names += meta["name"_L1].toString();
        frame.addition = true;
    } else if (type == "DELETED"_L1) {
        names.removeAll(meta["name"_L1].toString());
    } else if (type != "MODIFIED"_L1) {
        ++bad;
        return fail(makeError(Error::Kind::Malformed, {}, u"what is this"_s));
    }
    return frame;
}

void ReflectorRig::reset()
{
    m_reflector.reset();
    m_clock = std::make_unique<ManualClock>(*parseTimestamp(u"2026-11-24T12:00:00Z"));
    m_server = std::make_unique<ScriptedServer>();
    m_names = std::make_unique<Names>();
    m_options = {};
    m_options.path = path();
    m_options.subject = u"leases"_s;
    m_phases.clear();
    m_watch.reset();
    m_random = 0;
    m_onList = [](const ExchangePtr& e) { e->json(leaseListJson({u"a"_s, u"b"_s}, u"10"_s)); };
    m_onWatch = [this](const ExchangePtr& e) {
        m_watch = e;
        e->beginStream();
    };
    m_server->on(path(), [this](const ExchangePtr& e) {
        (e->request.query.hasQueryItem(u"watch"_s) ? m_onWatch : m_onList)(e);
    });
    kube::ConnectionSettings settings;
    settings.server = m_server->url();
    m_connection = std::move(*kube::Connection::open(settings, *m_clock));
}

void ReflectorRig::start()
{
    m_reflector = std::make_unique<kube::Reflector>(
        *m_connection, *m_names, *m_clock, [this] { return m_random; }, m_options);
    QObject::connect(m_reflector.get(), &kube::Reflector::stateChanged, m_reflector.get(), [this] {
        if (m_phases.isEmpty() || m_phases.last() != phase()) {
            m_phases += phase();
        }
    });
    m_reflector->start();
}

bool ReflectorRig::startLive()
{
    start();
    return QTest::qWaitFor([this] { return watches() == 1 && phase() == Phase::Live; });
}

} // namespace konductor::test
