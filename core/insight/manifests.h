// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/insight/findings.h"

#include <QJsonObject>

namespace konductor::insight {

/// One object of a manifest, not yet applied.
struct Manifest {
    QString source; ///< The file's name, for the person.
    QJsonObject json;
};

struct ManifestFinding {
    Finding finding;
    QString source;
};

/// What would go wrong with these objects once they are applied: a wrong API group, fields that do not exist, values
/// that the schema refuses, labels and owner references the operator needs, conditions it cannot meet, fields it
/// ignores. Objects of other kinds are passed over. In the order of the manifests.
std::vector<ManifestFinding> judge(const std::vector<Manifest>& manifests, Timestamp now);

/// Ids and descriptions of the rules that only manifests are held to.
std::vector<RuleInfo> manifestRules();
/// Ids of the rules for a cluster's objects that hold for manifests as well: those that need nothing but the text.
QStringList sharedRules();

} // namespace konductor::insight
