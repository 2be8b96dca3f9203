// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/sandbox/store.h"

#include <functional>

namespace konductor::sandbox {

/// What a request says beside its body.
struct WriteOptions {
    bool dryRun = false;
    QString fieldValidation; ///< "Strict", "Warn" (the default) or "Ignore".
    QStringList* warnings = nullptr;
};

struct DeleteOptions {
    QString uid; ///< Preconditions; empty: none.
    QString resourceVersion;
    bool orphan = false;
    bool dryRun = false;
};

enum class PatchType { Merge, Json };

/// The rules by which an API server changes objects: everything that writes goes through here, be it a request, the
/// operator, the garbage collector or a worker of the scenario. `status` true means the status subresource, which
/// ignores everything but status; the main resource ignores status.
class ObjectApi {
public:
    ObjectApi(const Catalog& catalog, Store& store, const Clock& clock, std::function<quint64()> random);

    Answer<StoredPtr> create(const Resource& resource, const QString& ns, QJsonObject body,
                             const WriteOptions& options = {});
    Answer<StoredPtr> update(const Resource& resource, const QString& ns, const QString& name, QJsonObject body,
                             bool status, const WriteOptions& options = {});
    Answer<StoredPtr> patch(const Resource& resource, const QString& ns, const QString& name, PatchType type,
                            const QJsonValue& patch, bool status, const WriteOptions& options = {});
    /// Returns the object as it was; with finalizers it lives on with a deletionTimestamp.
    Answer<StoredPtr> remove(const Resource& resource, const QString& ns, const QString& name,
                             const DeleteOptions& options = {});
    /// For seeds of a scenario: the object as it stands, status, creation time and all, past the rules for requests
    /// but not past the schema.
    Answer<StoredPtr> plant(const Resource& resource, QJsonObject object);

    const Catalog& catalog() const { return m_catalog; }
    Store& store() { return m_store; }
    Timestamp now() const { return m_clock.now(); }
    QString newUid();

private:
    Answer<StoredPtr> save(const Resource& resource, const StoredPtr& before, QJsonObject after, bool status,
                           const WriteOptions& options);
    void orphanDependents(const QString& uid);
    Answer<QString> checkedName(const Resource& resource, const QString& ns, QJsonObject& metadata);
    std::optional<Refusal> shape(const Resource& resource, const QString& name, QJsonObject& object,
                                 const WriteOptions& options) const;

    const Catalog& m_catalog;
    Store& m_store;
    const Clock& m_clock;
    std::function<quint64()> m_random;
};

} // namespace konductor::sandbox
