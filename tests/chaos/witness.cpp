// SPDX-License-Identifier: Apache-2.0
#include "tests/chaos/witness.h"

#include "core/api/kinds.h"

using namespace Qt::StringLiterals;

namespace konductor::test {

namespace {

QString textOf(const ObjectPtr& object)
{
    return object ? u"%1 %2/%3@%4"_s.arg(kindInfo(object->kind).plural, object->meta.ns, object->meta.name,
                                         object->meta.resourceVersion.toString())
                  : u"nothing"_s;
}

QString versionOf(const Object& object)
{
    return object.meta.uid.toString() + u'@' + object.meta.resourceVersion.toString();
}

} // namespace

Witness::Witness(live::ClusterMirror& mirror) : m_mirror(mirror)
{
    connect(&mirror, &live::ClusterMirror::applied, this, [this] { ++m_batches; });
    connect(&mirror, &live::ClusterMirror::aboutToApply, this, [this](const live::ChangeBatch& batch) {
        for (const live::Change& change : batch.changes) {
            changed(change);
        }
    });
}

void Witness::changed(const live::Change& change)
{
    ++m_count;
    const ObjectPtr known = m_replayed.value(change.key());
    if (!change.before && !change.after) {
        return offend(change, "a change without sides");
    }
    if (known != change.before) {
        offend(change, "does not start from what was told before");
    }
    if (!change.after) {
        m_replayed.remove(change.key());
        m_deleted.insert(change.before->meta.uid.toString());
        return;
    }
    const ObjectMeta& meta = change.after->meta;
    if (change.before && change.before->meta.uid != meta.uid) {
        offend(change, "a new uid is no change of the old object");
    }
    if (m_deleted.contains(meta.uid.toString())) {
        offend(change, "was said to be deleted");
    }
    QString& newest = m_newest[meta.uid.toString()];
    if (!newest.isEmpty() && !(compareResourceVersions(meta.resourceVersion, newest) > 0)) {
        offend(change, "is not newer than what was told before");
    }
    newest = meta.resourceVersion.toString();
    m_versions.insert(versionOf(*change.after));
    m_replayed.insert(change.key(), change.after);
}

void Witness::offend(const live::Change& change, const char* what)
{
    m_offences += textOf(change.before) + u" -> "_s + textOf(change.after) + u": "_s + QLatin1StringView(what);
}

QStringList Witness::differences(Kind kind, const std::vector<ObjectPtr>& truth) const
{
    QStringList found;
    QSet<ObjectKey> present;
    for (const ObjectPtr& object : truth) {
        present.insert(object->key());
        for (const ObjectPtr& seen : {m_mirror.objects().find(object->key()), m_replayed.value(object->key())}) {
            if (!seen || seen->meta.uid != object->meta.uid || !sameValue(*seen, *object)) {
                found += textOf(object) + u" is seen as "_s + textOf(seen);
            }
        }
    }
    m_mirror.objects().forEach(kind, [&](const ObjectPtr& object) {
        if (!present.contains(object->key())) {
            found += textOf(object) + u" is shown and does not exist"_s;
        }
    });
    for (const ObjectPtr& object : m_replayed) {
        if (object->kind == kind && !present.contains(object->key())) {
            found += textOf(object) + u" is left of the changes and does not exist"_s;
        }
    }
    return found;
}

} // namespace konductor::test
