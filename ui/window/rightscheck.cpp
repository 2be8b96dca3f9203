// SPDX-License-Identifier: Apache-2.0
#include "ui/window/rightscheck.h"

#include "core/action/requiredrights.h"
#include "core/api/kinds.h"
#include "core/base/text.h"
#include "core/base/words.h"

#include <QCoreApplication>

namespace konductor::ui {

namespace {

using Verb = action::Plan::Verb;

Verb verbOf(DetailsAction::Type type)
{
    switch (type) {
    case DetailsAction::Type::Arrive:
        return Verb::Arrive;
    case DetailsAction::Type::ArriveMissing:
        return Verb::ArriveMissing;
    case DetailsAction::Type::Release:
        return Verb::Release;
    case DetailsAction::Type::ForceExpire:
        return Verb::ForceExpire;
    case DetailsAction::Type::HandOver:
        return Verb::HandOver;
    }
    Q_UNREACHABLE();
}

Verb verbOf(CatalogueAction what)
{
    switch (what) {
    case CatalogueAction::LookAgain:
        return Verb::LookAgain;
    case CatalogueAction::HandOver:
        return Verb::HandOver;
    case CatalogueAction::CancelRequest:
        return Verb::CancelRequest;
    case CatalogueAction::Prioritise:
    case CatalogueAction::Edit:
        return Verb::Edit;
    case CatalogueAction::Withdraw:
        return Verb::Withdraw;
    case CatalogueAction::Rescue:
        return Verb::Rescue;
    case CatalogueAction::Reset:
        return Verb::Reset;
    case CatalogueAction::CountAdd:
    case CatalogueAction::CountDone:
    case CatalogueAction::CountSet:
        return Verb::Count;
    case CatalogueAction::Create:
        return Verb::Create;
    case CatalogueAction::Delete:
        return Verb::Delete;
    }
    Q_UNREACHABLE();
}

void disable(QString& whyNot, Verb verb, const ObjectKey& target, const ObjectIndex& objects, live::RightsBook& book)
{
    if (!whyNot.isEmpty()) {
        return;
    }
    if (const auto refused = action::refusedOf(action::requiredRights(verb, target, objects), book)) {
        whyNot = refusalWords(toString(*refused));
    }
}

} // namespace

QString refusalWords(const QString& right)
{
    return QCoreApplication::translate("RightsCheck", "You may not %1.").arg(isolated(visibleText(right)));
}

void disableRefused(std::vector<DetailsAction>& actions, const ObjectKey& target, const ObjectIndex& objects,
                    live::RightsBook* book)
{
    for (DetailsAction& offered : actions) {
        if (book) {
            disable(offered.whyNot, verbOf(offered.type), target, objects, *book);
        }
    }
}

void disableRefused(std::vector<CatalogueEntry>& entries, const ObjectKey& target, const ObjectIndex& objects,
                    live::RightsBook* book)
{
    for (CatalogueEntry& entry : entries) {
        const bool request = entry.action == CatalogueAction::Prioritise;
        if (book) {
            disable(entry.whyNot, verbOf(entry.action), request ? ObjectKey{Kind::LeaseRequest, target.ns, {}} : target,
                    objects, *book);
        }
    }
}

} // namespace konductor::ui
