// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/insight/finding.h"

#include <QByteArray>

namespace konductor::inspect {

/// What `explain` prints: the sentences, then what is wrong with the object itself.
struct Explained {
    ObjectKey subject; ///< Of a holder: its namespace and name.
    bool isHolder = false;
    std::vector<insight::Sentence> sentences;
    std::vector<insight::Finding> findings;
};
QByteArray explanationText(const Explained& explained, Timestamp now);
/// Sentences as text and as spans, so that a program can follow the links.
QByteArray explanationJson(const Explained& explained, Timestamp now);

/// Where a finding comes from when it is about files: "gate.yaml", line 3. Empty for a cluster.
struct Judgement {
    std::vector<insight::Finding> findings;
    std::vector<QString> files; ///< Beside each finding; empty as a whole for a cluster.
};

/// Findings as a table, with what follows and what to do below each.
QByteArray findingsTable(const Judgement& judgement, Timestamp now);
QByteArray findingsJson(const Judgement& judgement, Timestamp now);
/// JUnit XML: one test case a rule; a finding fails it (info: it is only told of).
QByteArray findingsJunit(const Judgement& judgement, Timestamp now);
/// SARIF 2.1.0.
QByteArray findingsSarif(const Judgement& judgement, Timestamp now);

} // namespace konductor::inspect
