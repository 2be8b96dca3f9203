// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/action/bulkplan.h"
#include "core/live/clustermirror.h"
#include "ui/panels/detailscontent.h"
#include "ui/window/actioncatalogue.h"

class QAction;
class QMenu;

namespace konductor::ui {

class Actions;
class Page;

/// A name from elsewhere as a menu shows it: visible, and no letter of it is a mnemonic.
QString menuText(const QString& name);

/// An entry that is disabled where `whyNot` is not empty, and says that.
QAction* addEntry(QMenu& menu, const QString& text, const QString& whyNot);

/// Fills a menu with what can be done about what the page is at: the finding it shows, the object (`content` is its
/// details), the holder of the row, or all selected objects together. Where nothing is selected among the objects of a
/// kind, `content` has the key of one to be made, without a name. A disabled entry says why.
void fillActionMenu(QMenu& menu, const Page& page, const DetailsContent& content, const live::ClusterMirror& mirror,
                    Actions& actions);

/// The same for one object alone, wherever it is listed.
void fillObjectMenu(QMenu& menu, const DetailsContent& content, Actions& actions);

/// What a single object's action is called when several are meant; none where it is for one only.
std::optional<action::BulkVerb> bulkVerbOf(CatalogueAction what);

/// The same for several together.
void fillSeveralMenu(QMenu& menu, const std::vector<ObjectKey>& keys, const live::ClusterMirror& mirror,
                     Actions& actions);

} // namespace konductor::ui
