// SPDX-License-Identifier: Apache-2.0
#include "ui/window/actioncatalogue.h"

#include "core/action/editable.h"
#include "core/api/kinds.h"
#include "core/base/words.h"
#include "ui/widgets/errortext.h"

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {

using Act = CatalogueAction;

void addLease(std::vector<CatalogueEntry>& entries, const Lease& lease, const ObjectIndex& objects)
{
    const auto requests = objects.children<LeaseRequest>(lease.key());
    const bool waiter = std::any_of(requests.begin(), requests.end(),
                                    [&](const auto& request) { return request->spec.holder != lease.status.holder; });
    const QString none = requests.empty() ? inWords("ActionCatalogue", "Nobody has asked for it.") : QString();
    entries.push_back({Act::HandOver, inWords("ActionCatalogue", "Hand over…"),
                       waiter ? QString() : inWords("ActionCatalogue", "Nobody else has asked for it.")});
    entries.push_back({Act::CancelRequest, inWords("ActionCatalogue", "Cancel a request…"), none});
    entries.push_back({Act::Prioritise, inWords("ActionCatalogue", "Change a priority…"), none});
}

void addBarrier(std::vector<CatalogueEntry>& entries, const Barrier& barrier, const ObjectIndex& objects)
{
    entries.push_back(
        {Act::Withdraw, inWords("ActionCatalogue", "Withdraw an arrival…"),
         objects.children(barrier.key()).empty() ? inWords("ActionCatalogue", "Nobody has arrived.") : QString()});
    entries.push_back(
        {Act::Rescue, inWords("ActionCatalogue", "Rescue…"),
         barrier.status.phase == BarrierPhase::Failed ? QString() : inWords("ActionCatalogue", "It has not failed.")});
}

void addOwn(std::vector<CatalogueEntry>& entries, const ObjectPtr& object, const ObjectIndex& objects)
{
    if (const auto lease = as<Lease>(object)) {
        addLease(entries, *lease, objects);
    } else if (const auto barrier = as<Barrier>(object)) {
        addBarrier(entries, *barrier, objects);
    } else if (const auto gate = as<Gate>(object)) {
        entries.push_back(
            {Act::Rescue, inWords("ActionCatalogue", "Rescue…"),
             gate->status.phase == GatePhase::Open ? inWords("ActionCatalogue", "It is open.") : QString()});
    } else if (const auto once = as<Once>(object)) {
        entries.push_back(
            {Act::Reset, inWords("ActionCatalogue", "Reset…"),
             once->status.executed ? QString() : inWords("ActionCatalogue", "It has not been executed.")});
    } else if (const auto group = as<WaitGroup>(object)) {
        entries.push_back({Act::CountAdd, inWords("ActionCatalogue", "Add to the counter…")});
        entries.push_back({Act::CountDone, inWords("ActionCatalogue", "Count as done…"),
                           group->status.counter > 0 ? QString() : inWords("ActionCatalogue", "The counter is 0.")});
        entries.push_back({Act::CountSet, inWords("ActionCatalogue", "Set the counter…")});
    }
}

} // namespace

QKeySequence shortcutOf(CatalogueAction what)
{
    switch (what) {
    case Act::HandOver:
        return QKeySequence(u"Ctrl+H"_s);
    case Act::LookAgain:
        return QKeySequence(u"Ctrl+L"_s);
    case Act::Edit:
        return QKeySequence(u"Ctrl+E"_s);
    case Act::Create:
        return QKeySequence::New;
    case Act::Delete:
        return QKeySequence::Delete;
    default:
        return {};
    }
}

std::vector<CatalogueEntry> catalogueOf(const ObjectKey& key, const ObjectIndex& objects, bool readOnly)
{
    if (key.name.isEmpty()) {
        const QString text = inWords("ActionCatalogue", "Create a %1…").arg(kindInfo(key.kind).name);
        return {{Act::Create, text, readOnlyWords(readOnly)}};
    }
    const ObjectPtr object = objects.find(key);
    if (!object || key.kind == Kind::Job) {
        return {};
    }
    std::vector<CatalogueEntry> entries;
    addOwn(entries, object, objects);
    if (!kindInfo(key.kind).parent) {
        entries.push_back({Act::LookAgain, inWords("ActionCatalogue", "Make the operator look again")});
    }
    if (!action::editableFields(key.kind).empty()) {
        entries.push_back({Act::Edit, inWords("ActionCatalogue", "Change its spec…")});
    }
    entries.push_back({Act::Create, inWords("ActionCatalogue", "Create another…")});
    entries.push_back({Act::Delete, inWords("ActionCatalogue", "Delete…")});
    if (readOnly) {
        for (CatalogueEntry& entry : entries) {
            entry.whyNot = readOnlyWords(true);
        }
    }
    return entries;
}

} // namespace konductor::ui
