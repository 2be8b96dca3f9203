// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sandbox/store.h"

namespace konductor::sandbox {

/// Which objects a list, a watch or a deletecollection is about.
class Selector {
public:
    /// Label selectors with =, ==, !=, in, notin, exists and !exists; field selectors on metadata.name and
    /// metadata.namespace, and of Events on what they are about. Anything else is a 400, as for a real custom resource.
    static Answer<Selector> parse(const Resource& resource, const QString& labels, const QString& fields);

    bool isEmpty() const { return m_requirements.empty(); }
    bool matches(const Stored& object) const;

private:
    struct Requirement {
        bool isField = false;
        QString key;
        QStringList values; ///< Empty: only presence counts.
        bool negated = false;
    };
    static Answer<Requirement> parseLabel(const QString& text);

    std::vector<Requirement> m_requirements;
};

} // namespace konductor::sandbox
