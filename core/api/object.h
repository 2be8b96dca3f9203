// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/compacttext.h"
#include "core/api/kind.h"
#include "core/base/export.h"
#include "core/base/rare.h"
#include "core/base/time.h"

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace konductor {

/// Where an object is: the identity under which stores and models keep it. Not its uid: the same name with a new
/// uid is another object in the same place (kube.md 1.14).
struct ObjectKey {
    Kind kind = Kind::Semaphore;
    QString ns;
    QString name;

    friend bool operator==(const ObjectKey&, const ObjectKey&) = default;
    friend auto operator<=>(const ObjectKey& a, const ObjectKey& b)
    {
        if (a.kind != b.kind) {
            return a.kind <=> b.kind;
        }
        const int c = a.ns != b.ns ? a.ns.compare(b.ns) : a.name.compare(b.name);
        return c <=> 0;
    }
};
KONDUCTOR_EXPORT size_t qHash(const ObjectKey& key, size_t seed = 0) noexcept;
/// "lease team-a/db-migration"
KONDUCTOR_EXPORT QString toString(const ObjectKey& key);

/// A phase with the closed set of values the operator writes, and whatever else a server sent. Nothing is dropped:
/// `text()` is what the object said, `value` what this program makes of it.
template <class E> struct Phase {
    E value{}; ///< E::Unset for an empty or absent phase, E::Unknown for a word this program does not know.

    Phase() = default;
    // NOLINTNEXTLINE(google-explicit-constructor): `status.phase = LeasePhase::Held` is how it reads best
    Phase(E known) : value(known) { }
    explicit Phase(const QString& words);

    QString text() const;

    friend bool operator==(const Phase& a, const Phase& b) = default;
    friend bool operator==(const Phase& a, E b) { return a.value == b; }

private:
    static constexpr size_t firstWord = static_cast<size_t>(E::Unknown) + 1;
    Rare<QString> m_unknown; ///< The known words are in the program already.
};

template <class E> Phase<E>::Phase(const QString& words) : value(words.isEmpty() ? E::Unset : E::Unknown)
{
    constexpr auto known = phaseWords(E{});
    for (size_t i = 0; i < known.size(); ++i) {
        if (known[i] == words) {
            value = static_cast<E>(firstWord + i);
            return;
        }
    }
    m_unknown = words;
}

template <class E> QString Phase<E>::text() const
{
    constexpr auto known = phaseWords(E{});
    const auto place = static_cast<size_t>(value);
    return place < firstWord ? *m_unknown
                             : QString::fromRawData(known[place - firstWord].data(), known[place - firstWord].size());
}

struct OwnerReference {
    QString apiVersion;
    QString kind;
    QString name;
    CompactText uid;
    bool controller = false;
    bool blockOwnerDeletion = false;

    template <class Self, class Visitor> static void fields(Self& self, Visitor&& visit)
    {
        visit("apiVersion", self.apiVersion);
        visit("kind", self.kind);
        visit("name", self.name);
        visit("uid", self.uid);
        visit("controller", self.controller);
        visit("blockOwnerDeletion", self.blockOwnerDeletion);
    }
    friend bool operator==(const OwnerReference&, const OwnerReference&) = default;
};

/// The part of metav1.ObjectMeta this program uses.
struct ObjectMeta {
    QString name;
    QString ns;
    CompactText uid;
    CompactText resourceVersion; ///< Opaque; see compareResourceVersions().
    std::optional<Timestamp> creationTimestamp;
    std::optional<Timestamp> deletionTimestamp;
    QMap<QString, QString> labels;
    QMap<QString, QString> annotations;
    QList<OwnerReference> ownerReferences;

    template <class Self, class Visitor> static void fields(Self& self, Visitor&& visit)
    {
        visit("name", self.name);
        visit("namespace", self.ns);
        visit("uid", self.uid);
        visit("resourceVersion", self.resourceVersion);
        visit("creationTimestamp", self.creationTimestamp);
        visit("deletionTimestamp", self.deletionTimestamp);
        visit("labels", self.labels);
        visit("annotations", self.annotations);
        visit("ownerReferences", self.ownerReferences);
    }
    friend bool operator==(const ObjectMeta&, const ObjectMeta&) = default;
};

/// What all kinds share. Values of the derived types are immutable once in an ObjectPtr and cross threads freely.
/// The derived type is given by `kind`; use as<T>().
struct Object {
    Kind kind;
    ObjectMeta meta;
    /// What the decoder could not take at its word: "status.inUse: not a whole number". Empty for a sane object.
    Rare<QStringList> problems;
    /// The bytes as the server sent them; only when the decoder was told to keep them.
    Rare<QByteArray> json;

    ObjectKey key() const { return {kind, meta.ns, meta.name}; }
    /// The controller owner reference, if there is one: what makes the operator notice a child (semantics.md §2).
    KONDUCTOR_EXPORT const OwnerReference* controller() const;

    friend bool operator==(const Object&, const Object&) = default;

protected:
    explicit Object(Kind k) : kind(k) { }
    Object(const Object&) = default;
    Object(Object&&) = default;
    Object& operator=(const Object&) = default;
    Object& operator=(Object&&) = default;
    ~Object() = default;
};

using ObjectPtr = std::shared_ptr<const Object>;

/// The object as its own type, or null if it is null or of another kind.
template <class T> const T* as(const Object* object)
{
    return object && object->kind == T::staticKind ? static_cast<const T*>(object) : nullptr;
}
template <class T> std::shared_ptr<const T> as(const ObjectPtr& object)
{
    return object && object->kind == T::staticKind ? std::static_pointer_cast<const T>(object) : nullptr;
}

/// Orders two resource versions of one resource as unbounded decimal integers (KEP-5504); unordered when either is
/// malformed. Never converts to a machine integer.
KONDUCTOR_EXPORT std::partial_ordering compareResourceVersions(QStringView a, QStringView b);

} // namespace konductor
