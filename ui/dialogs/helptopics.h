// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/kind.h"

#include <QStringList>

#include <optional>

namespace konductor::ui {

/// What F1 says of a page.
struct HelpTopic {
    std::optional<Kind> picture; ///< Of a primitive's page.
    QString pictureWords; ///< What the picture shows.
    QStringList paragraphs; ///< What it is, what goes wrong, what can be done. Plain text.
};

/// The topic of a page by its id (Page::id()). Its facts are semantics.md's, sections 2 and 4. Pages without a topic of
/// their own have the overview's.
HelpTopic helpOn(const QString& page);

} // namespace konductor::ui
