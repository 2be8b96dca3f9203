// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/snapshot/meaning.h"

#include <QJsonObject>

namespace konductor::snapshot {

QJsonObject keyJson(const ObjectKey& key);
/// `text` at `now`, and the spans with links and times for a program.
QJsonObject findingJson(const insight::Finding& finding, Timestamp now);
/// {"kind": "Lease", "namespace": …, "name": …}; a holder's kind is "Holder".
QJsonObject nodeJson(const insight::WaitNode& node);
QJsonObject needJson(const insight::WaitNode& node, const insight::Need& need);
QJsonObject deadlockJson(const insight::Deadlock& deadlock);
QJsonObject rootJson(const insight::RootBlocker& root);
/// On one line: there may be very many.
QByteArray holderJson(const HolderFact& fact);
/// What its objects show and, where somebody looked, what was found of itself.
QJsonObject operatorJson(const OperatorSigns& signs, const std::optional<live::OperatorHealth>& found);

} // namespace konductor::snapshot
