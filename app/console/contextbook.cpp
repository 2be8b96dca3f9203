// SPDX-License-Identifier: Apache-2.0
#include "app/console/contextbook.h"

#include "app/console/contextfingerprint.h"
#include "core/kube/connectionsettings.h"
#include "ui/window/actions.h"

namespace konductor::app {

using namespace Qt::StringLiterals;

namespace {

QString readOnlyKey(const QString& context)
{
    return u"read-only/"_s + contextFingerprint(context);
}

QString key(const QString& context, const QString& what)
{
    return u"contexts/%1/%2"_s.arg(contextFingerprint(context), what);
}

/// As it stands in the file, whatever the language.
QString nameOf(ui::ClusterColor color)
{
    switch (color) {
    case ui::ClusterColor::Berry:
        return u"berry"_s;
    case ui::ClusterColor::Violet:
        return u"violet"_s;
    case ui::ClusterColor::Teal:
        return u"teal"_s;
    case ui::ClusterColor::Olive:
        return u"olive"_s;
    case ui::ClusterColor::Brown:
        return u"brown"_s;
    case ui::ClusterColor::Slate:
        return u"slate"_s;
    }
    Q_UNREACHABLE();
}

std::optional<ui::ClusterColor> colorOf(const QString& name)
{
    for (const ui::ClusterColor color : ui::clusterColors) {
        if (name == nameOf(color)) {
            return color;
        }
    }
    return std::nullopt;
}

} // namespace

ui::ContextChoices ContextBook::of(const QString& context) const
{
    if (m_thisRun.contains(context)) {
        return m_thisRun.value(context);
    }
    ui::ContextChoices choices;
    const bool looksSo = ui::Actions::isProtected(context);
    if (!m_settings) {
        choices.mark.production = looksSo;
        choices.readOnly = looksSo;
        return choices;
    }
    choices.mark.color = colorOf(m_settings->value(key(context, u"color"_s)).toString());
    choices.mark.production = m_settings->value(key(context, u"production"_s), looksSo).toBool();
    choices.readOnly = m_settings->value(readOnlyKey(context), choices.mark.production).toBool();
    for (const QString& ns : m_settings->value(key(context, u"namespaces"_s)).toStringList()) {
        if (kube::isNamespaceName(ns)) { // the file can be edited
            choices.namespaces.append(ns);
        }
    }
    return choices;
}

void ContextBook::keep(const QString& context, const ui::ContextChoices& choices)
{
    m_thisRun.insert(context, choices);
    if (!m_settings) {
        return;
    }
    m_settings->setValue(key(context, u"color"_s), choices.mark.color ? nameOf(*choices.mark.color) : QString());
    m_settings->setValue(key(context, u"production"_s), choices.mark.production);
    m_settings->setValue(key(context, u"namespaces"_s), choices.namespaces);
    m_settings->setValue(readOnlyKey(context), choices.readOnly);
}

} // namespace konductor::app
