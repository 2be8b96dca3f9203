// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/objectindex.h"

#include <QKeySequence>

#include <vector>

namespace konductor::ui {

/// What can be done to an object beside what its details offer as buttons.
enum class CatalogueAction : quint8 {
    LookAgain,
    HandOver,
    CancelRequest,
    Prioritise,
    Withdraw,
    Rescue,
    Reset,
    CountAdd,
    CountDone,
    CountSet,
    Edit,
    Create,
    Delete
};

struct CatalogueEntry {
    CatalogueAction action = CatalogueAction::LookAgain;
    QString text; ///< "Hand over…"
    QString whyNot = {}; ///< Not empty: disabled, and this says why.
};

/// The entries for an object in the order of a menu. Without a name: for one that is still to be made. Pure.
std::vector<CatalogueEntry> catalogueOf(const ObjectKey& key, const ObjectIndex& objects, bool readOnly);

/// The keys that press it on a page; none for most.
QKeySequence shortcutOf(CatalogueAction what);

} // namespace konductor::ui
