// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/objectpanel.h"

#include "ui/panels/detailspanel.h"
#include "ui/panels/yamlview.h"

#include <QTabBar>

namespace konductor::ui {

ObjectPanel::ObjectPanel(QWidget* parent)
    : QTabWidget(parent)
    , m_details(new DetailsPanel(this))
    , m_yaml(new YamlView(this))
{
    setDocumentMode(true);
    addTab(m_details, tr("Details"));
    addTab(m_yaml, tr("YAML"));
    setTabVisible(1, false);
    tabBar()->hide(); // one tab alone chooses nothing
    setFocusPolicy(Qt::NoFocus); // the bar takes Tab itself; handed on to a hidden bar, Tab would get nobody anywhere
}

void ObjectPanel::setReader(ObjectReader* reader)
{
    m_readable = reader != nullptr;
    m_yaml->setReader(reader);
}

void ObjectPanel::editYaml()
{
    if (isTabVisible(1)) {
        setCurrentIndex(1);
        m_yaml->edit();
    }
}

void ObjectPanel::show(const DetailsContent& content, Timestamp now, const QString& version)
{
    m_details->setContent(content, now);
    // An object that went stays on its tab: what was read of it is still of use.
    const bool shown = m_readable && (!version.isEmpty() || ((content.gone || m_yaml->isEditing()) && isTabVisible(1)));
    if (shown) {
        m_yaml->setObject(content.key, version);
    }
    if (isTabVisible(1) != shown) {
        setTabVisible(1, shown);
        tabBar()->setVisible(shown);
    }
}

} // namespace konductor::ui
