// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

class QJsonObject;

namespace konductor::action {

/// One argument for a POSIX shell: bare when harmless, else in single quotes; with control or invisible characters in
/// it, in the $'…' form of bash and zsh, so that the line stays one line and shows what it says (kube.md 6.5).
QString shellQuoted(const QString& argument);

/// "kubectl", or "kubectl --context prod": with a context a line is for that cluster only, whichever is current where
/// it is pasted.
QString kubectlFor(const QString& context);

/// Compact JSON in which control and invisible characters are \u escapes: the same value, safe to show.
QString visibleJson(const QJsonObject& json);

} // namespace konductor::action
