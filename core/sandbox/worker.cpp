// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/worker.h"

using namespace Qt::StringLiterals;

namespace konductor::sandbox {

std::chrono::milliseconds Worker::between(const std::pair<Duration, Duration>& range)
{
    using std::chrono::milliseconds;
    const auto low = std::chrono::duration_cast<milliseconds>(range.first);
    const auto width = std::chrono::duration_cast<milliseconds>(range.second - range.first);
    // Not std::uniform_int_distribution: its results differ between standard libraries.
    const auto extra = width.count() > 0 ? static_cast<qint64>(m_random() % static_cast<quint64>(width.count())) : 0;
    return std::max(low + milliseconds(extra), milliseconds(100));
}

QString Worker::timeIn(Duration span) const
{
    return formatTimestamp(m_api.now() + std::chrono::duration_cast<std::chrono::milliseconds>(span));
}

StoredPtr Worker::find(Kind kind, const QString& name) const
{
    return m_api.store().find(m_api.catalog().of(kind), m_spec.ns, name);
}

bool Worker::create(Kind kind, const QString& name, const QJsonObject& metadata, const QJsonObject& spec)
{
    const Resource& resource = m_api.catalog().of(kind);
    QJsonObject meta = metadata;
    meta[u"name"_s] = name;
    const QJsonObject body{{u"kind"_s, resource.kind},
                           {u"apiVersion"_s, resource.groupVersion()},
                           {u"metadata"_s, meta},
                           {u"spec"_s, spec}};
    return m_api.create(resource, m_spec.ns, body).has_value();
}

bool Worker::createChild(Kind kind, const QString& holder, QJsonObject spec)
{
    const KindInfo& info = kindInfo(kind);
    const StoredPtr parent = find(*info.parent, m_spec.at);
    if (!parent) {
        return false;
    }
    const QString field = info.parentLabel.toString();
    spec[field] = m_spec.at;
    spec[u"holder"_s] = holder;
    QJsonObject metadata{{u"labels"_s, QJsonObject{{field, m_spec.at}}}};
    if (kind != Kind::LeaseRequest) {
        metadata[u"ownerReferences"_s] = QJsonArray{QJsonObject{{u"apiVersion"_s, parent->json["apiVersion"_L1]},
                                                                {u"kind"_s, parent->json["kind"_L1]},
                                                                {u"name"_s, m_spec.at},
                                                                {u"uid"_s, parent->uid()},
                                                                {u"controller"_s, true},
                                                                {u"blockOwnerDeletion"_s, true}}};
    }
    return create(kind, m_spec.at + u'-' + holder, metadata, spec);
}

void Worker::remove(Kind kind, const QString& name)
{
    m_api.remove(m_api.catalog().of(kind), m_spec.ns, name);
}

bool Worker::patchStatus(Kind kind, const QString& name, const QJsonObject& status)
{
    return m_api
        .patch(m_api.catalog().of(kind), m_spec.ns, name, PatchType::Merge, QJsonObject{{u"status"_s, status}}, true)
        .has_value();
}

void Worker::touch(Kind kind, const QString& name)
{
    const QJsonObject annotations{
        {u"sandbox.konductor.io/touched"_s, timeIn({}) + u' ' + QString::number(m_random() % 1000)}};
    m_api.patch(m_api.catalog().of(kind), m_spec.ns, name, PatchType::Merge,
                QJsonObject{{u"metadata"_s, QJsonObject{{u"annotations"_s, annotations}}}}, false);
}

} // namespace konductor::sandbox
