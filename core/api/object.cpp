// SPDX-License-Identifier: Apache-2.0
#include "core/api/object.h"

#include <algorithm>

namespace konductor {

size_t qHash(const ObjectKey& key, size_t seed) noexcept
{
    return qHashMulti(seed, static_cast<quint8>(key.kind), key.ns, key.name);
}

QString toString(const ObjectKey& key)
{
    const QString place = key.ns.isEmpty() ? key.name : key.ns + u'/' + key.name;
    return kindInfo(key.kind).singular.toString() + u' ' + place;
}

const OwnerReference* Object::controller() const
{
    const auto found = std::find_if(meta.ownerReferences.begin(), meta.ownerReferences.end(),
                                    [](const OwnerReference& reference) { return reference.controller; });
    return found == meta.ownerReferences.end() ? nullptr : &*found;
}

std::partial_ordering compareResourceVersions(QStringView a, QStringView b)
{
    const auto wellFormed = [](QStringView version) {
        return !version.isEmpty() && version[0] != u'0'
            && std::all_of(version.begin(), version.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    };
    if (a == b) {
        return std::partial_ordering::equivalent;
    }
    if (!wellFormed(a) || !wellFormed(b)) {
        return std::partial_ordering::unordered;
    }
    if (a.size() != b.size()) {
        return a.size() < b.size() ? std::partial_ordering::less : std::partial_ordering::greater;
    }
    return a.compare(b) < 0 ? std::partial_ordering::less : std::partial_ordering::greater;
}

} // namespace konductor
