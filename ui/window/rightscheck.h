// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/panels/detailscontent.h"
#include "ui/window/actioncatalogue.h"

namespace konductor::live {
class RightsBook;
}

namespace konductor::ui {

/// "You may not get pods/log in team-a.", of a right in words.
QString refusalWords(const QString& right);

/// Disables what the server would refuse, and names the missing verb. What the object's own state forbids keeps that
/// reason; what the server has not yet said stays offered. Without a book nothing is disabled.
void disableRefused(std::vector<DetailsAction>& actions, const ObjectKey& target, const ObjectIndex& objects,
                    live::RightsBook* book);
void disableRefused(std::vector<CatalogueEntry>& entries, const ObjectKey& target, const ObjectIndex& objects,
                    live::RightsBook* book);

} // namespace konductor::ui
