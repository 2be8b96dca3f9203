// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/page.h"

namespace konductor::ui {

Page::Page(const QString& id, const QString& title, QWidget* parent) : QWidget(parent), m_title(title)
{
    setObjectName(id);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
}

std::optional<DetailsContent> Page::details(Timestamp) const
{
    return std::nullopt;
}

bool Page::select(const ObjectKey&)
{
    return false;
}

std::vector<ObjectKey> Page::selected() const
{
    const auto key = current();
    return key ? std::vector{*key} : std::vector<ObjectKey>();
}

void Page::setFilter(const QString&) { }

void Page::setNamespace(const QString&) { }

} // namespace konductor::ui
