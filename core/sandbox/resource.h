// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/kind.h"
#include "core/sandbox/schema.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace konductor::sandbox {

/// A column of `kubectl get`.
struct PrinterColumn {
    QString name;
    QString type; ///< "string", "integer", "date", …
    QString path; ///< The JSONPath of the CRD: ".status.phase", ".spec.conditions[*].name".
};

/// One kind of object the sandbox serves, as discovery shows it.
struct Resource {
    QString group; ///< Empty for the core group.
    QString version;
    QString kind;
    QString plural;
    QString singular;
    QStringList shortNames;
    bool namespaced = true;
    std::shared_ptr<const Schema> schema; ///< Null: a built-in kind, loosely checked.
    QJsonObject openApi; ///< The CRD's openAPIV3Schema as it stands there.
    std::vector<PrinterColumn> columns;
    std::optional<Kind> known; ///< What this program decodes it as.
    size_t index = 0; ///< Its place in the catalog.

    QString groupVersion() const { return group.isEmpty() ? version : group + u'/' + version; }
    /// "leases.sync.konductor.io", "pods"
    QString qualified() const { return group.isEmpty() ? plural : plural + u'.' + group; }
};

/// Everything the sandbox serves: the eleven CRDs, namespaces, pods, jobs and events.
class Catalog {
public:
    /// Reads the CRDs compiled into the program; fails when one of them says something that is not understood here.
    static Result<Catalog> load();

    const std::vector<Resource>& all() const { return m_resources; }
    const Resource* find(const QString& group, const QString& version, const QString& plural) const;
    const Resource* byKind(const QString& apiVersion, const QString& kind) const;
    const Resource& of(Kind kind) const;
    const Resource& namespaces() const;

private:
    std::vector<Resource> m_resources;
};

} // namespace konductor::sandbox
