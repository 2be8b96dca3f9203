// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace konductor {

/// Text from a cluster made safe to show on a terminal or in a plain-text widget: control characters, escape
/// sequences, bidirectional overrides and zero-width characters become visible marks ("␛", "␊", "⟨U+202E⟩").
/// Printable text, right-to-left scripts included, is left alone, and so is what isolated() put between its marks.
/// (kube.md §6.3, CVE-2021-25743)
QString visibleText(QStringView text);

/// At most `longest` UTF-16 units; a longer text is cut at a character boundary and ends in "…".
QString elided(const QString& text, qsizetype longest);

/// "1 permit", "3 permits": English plural for core and terminal output; the window uses Qt's translations.
QString counted(qsizetype n, QStringView singular, QStringView plural = {});

} // namespace konductor
