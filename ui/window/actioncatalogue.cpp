// SPDX-License-Identifier: Apache-2.0
#include "ui/window/actioncatalogue.h"

#include "core/action/editable.h"
#include "core/api/kinds.h"
#include "ui/widgets/errortext.h"

#include <QCoreApplication>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {

using Act = CatalogueAction;

QString tr(const char* text)
{
    return QCoreApplication::translate("ActionCatalogue", text);
}

void addLease(std::vector<CatalogueEntry>& entries, const Lease& lease, const ObjectIndex& objects)
{
    const auto requests = objects.children<LeaseRequest>(lease.key());
    const bool waiter = std::any_of(requests.begin(), requests.end(),
                                    [&](const auto& request) { return request->spec.holder != lease.status.holder; });
    const QString none = requests.empty() ? tr("Nobody has asked for it.") : QString();
    entries.push_back({Act::HandOver, tr("Hand over…"), waiter ? QString() : tr("Nobody else has asked for it.")});
    entries.push_back({Act::CancelRequest, tr("Cancel a request…"), none});
    entries.push_back({Act::Prioritise, tr("Change a priority…"), none});
}

void addBarrier(std::vector<CatalogueEntry>& entries, const Barrier& barrier, const ObjectIndex& objects)
{
    entries.push_back({Act::Withdraw, tr("Withdraw an arrival…"),
                       objects.children(barrier.key()).empty() ? tr("Nobody has arrived.") : QString()});
    entries.push_back({Act::Rescue, tr("Rescue…"),
                       barrier.status.phase == BarrierPhase::Failed ? QString() : tr("It has not failed.")});
}

void addOwn(std::vector<CatalogueEntry>& entries, const ObjectPtr& object, const ObjectIndex& objects)
{
    if (const auto lease = as<Lease>(object)) {
        addLease(entries, *lease, objects);
    } else if (const auto barrier = as<Barrier>(object)) {
        addBarrier(entries, *barrier, objects);
    } else if (const auto gate = as<Gate>(object)) {
        entries.push_back(
            {Act::Rescue, tr("Rescue…"), gate->status.phase == GatePhase::Open ? tr("It is open.") : QString()});
    } else if (const auto once = as<Once>(object)) {
        entries.push_back(
            {Act::Reset, tr("Reset…"), once->status.executed ? QString() : tr("It has not been executed.")});
    } else if (const auto group = as<WaitGroup>(object)) {
        entries.push_back({Act::CountAdd, tr("Add to the counter…")});
        entries.push_back(
            {Act::CountDone, tr("Count as done…"), group->status.counter > 0 ? QString() : tr("The counter is 0.")});
        entries.push_back({Act::CountSet, tr("Set the counter…")});
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
    const ObjectPtr object = objects.find(key);
    if (!object || key.kind == Kind::Job) {
        return {};
    }
    std::vector<CatalogueEntry> entries;
    addOwn(entries, object, objects);
    if (!kindInfo(key.kind).parent) {
        entries.push_back({Act::LookAgain, tr("Make the operator look again")});
    }
    if (!action::editableFields(key.kind).empty()) {
        entries.push_back({Act::Edit, tr("Change its spec…")});
    }
    entries.push_back({Act::Create, tr("Create another…")});
    entries.push_back({Act::Delete, tr("Delete…")});
    if (readOnly) {
        for (CatalogueEntry& entry : entries) {
            entry.whyNot = readOnlyWords(true);
        }
    }
    return entries;
}

} // namespace konductor::ui
