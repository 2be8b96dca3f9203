// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/contextsheet.h"

#include "core/base/text.h"
#include "core/kube/connectionsettings.h"
#include "ui/dialogs/labels.h"
#include "ui/dialogs/swatch.h"
#include "ui/theme/tokens.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int noColor = -2; // -1 is how a button group says "choose an id"
} // namespace

ContextSheet::ContextSheet(const QString& context, const ContextChoices& choices, Start start, QWidget* host)
    : Sheet(host)
    , m_colors(new QButtonGroup(this))
    , m_production(new QCheckBox(tr("Production: a banner stays at the top, and plans ask for a name"), this))
    , m_readOnly(new QCheckBox(tr("Read-only: nothing is written to this cluster from here"), this))
    , m_namespaces(new QLineEdit(this))
    , m_problem(problemLabel(this))
{
    setAccessibleName(tr("Context"));
    QLabel* heading = headingLabel(visibleText(context), this);
    content().addWidget(heading);
    content().addWidget(quietLabel(tr("Remembered for this context."), this));
    addColors(choices.mark.color);
    addSwitches(choices);
    addNamespaces(choices.namespaces);
    addButtons();
    connect(this, &Sheet::dismissed, this, &QObject::deleteLater);
    present(start == Start::Color ? static_cast<QWidget*>(m_colors->checkedButton()) : m_namespaces);
}

void ContextSheet::addColors(const std::optional<ClusterColor>& chosen)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(space::small);
    const auto add = [&](std::optional<ClusterColor> color) {
        auto* swatch = new Swatch(color, this);
        swatch->setChecked(color == chosen);
        m_colors->addButton(swatch, color ? static_cast<int>(*color) : noColor);
        row->addWidget(swatch);
    };
    add(std::nullopt);
    for (const ClusterColor color : clusterColors) {
        add(color);
    }
    row->addStretch(1);
    content().addLayout(row);
}

/// Whoever marks a cluster as production is offered not to write to it; they may still choose otherwise.
void ContextSheet::addSwitches(const ContextChoices& choices)
{
    m_production->setObjectName(u"production"_s);
    m_production->setChecked(choices.mark.production);
    m_readOnly->setObjectName(u"readOnly"_s);
    m_readOnly->setChecked(choices.readOnly);
    connect(m_production, &QCheckBox::toggled, m_readOnly, [this](bool production) {
        if (production) {
            m_readOnly->setChecked(true);
        }
    });
    content().addWidget(m_production);
    content().addWidget(m_readOnly);
}

void ContextSheet::addNamespaces(const QStringList& namespaces)
{
    m_namespaces->setObjectName(u"namespaces"_s);
    m_namespaces->setAccessibleName(tr("Namespaces"));
    m_namespaces->setPlaceholderText(u"team-a, team-b"_s);
    m_namespaces->setText(namespaces.join(u", "_s));
    QLabel* label = plainLabel(tr("Namespaces"), this);
    label->setWordWrap(false);
    label->setBuddy(m_namespaces);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::medium);
    row->addWidget(label);
    row->addWidget(m_namespaces, 1);
    content().addLayout(row);
    content().addWidget(
        quietLabel(tr("Looked into where you may neither list in the whole cluster nor ask which namespaces there "
                      "are."),
                   this));
    content().addWidget(m_problem);
}

void ContextSheet::addButtons()
{
    auto* cancel = new QPushButton(tr("Cancel"), this);
    auto* keep = new QPushButton(tr("Remember"), this);
    keep->setObjectName(u"keep"_s);
    keep->setProperty("role", u"primary"_s);
    keep->setAutoDefault(true);
    setDefaultButton(keep);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::medium);
    row->addStretch(1);
    row->addWidget(cancel);
    row->addWidget(keep);
    content().addLayout(row);
    connect(cancel, &QPushButton::clicked, this, &Sheet::dismiss);
    connect(keep, &QPushButton::clicked, this, &ContextSheet::keep);
}

void ContextSheet::keep()
{
    static const QRegularExpression between(u"[\\s,;]+"_s);
    ContextChoices choices;
    choices.namespaces = m_namespaces->text().split(between, Qt::SkipEmptyParts);
    choices.namespaces.removeDuplicates();
    for (const QString& ns : std::as_const(choices.namespaces)) {
        if (!kube::isNamespaceName(ns)) {
            m_problem->setText(tr("No namespace can be called %1.").arg(visibleText(ns)));
            m_problem->show();
            place();
            m_namespaces->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
    if (m_colors->checkedId() != noColor) {
        choices.mark.color = static_cast<ClusterColor>(m_colors->checkedId());
    }
    choices.mark.production = m_production->isChecked();
    choices.readOnly = m_readOnly->isChecked();
    dismiss();
    emit chosen(choices);
}

} // namespace konductor::ui
