// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/connectdialog.h"

#include "core/base/text.h"
#include "core/base/words.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/ink.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {
enum ItemRole { NameRole = Qt::UserRole, SandboxRole, MarkRole };
} // namespace

ConnectDialog::ConnectDialog(std::vector<ContextChoice> contexts, std::vector<ScenarioChoice> scenarios,
                             QStringList problems, QWidget* parent)
    : QDialog(parent)
    , m_search(new QLineEdit(this))
    , m_list(new QTreeWidget(this))
    , m_check(new QPushButton(this))
    , m_context(new QPushButton(this))
    , m_open(new QPushButton(this))
{
    setWindowTitle(tr("Connect"));
    m_check->setText(tr("Check…"));
    m_context->setText(tr("Colour and namespaces…"));
    m_open->setText(tr("Connect"));
    resize(fontMetrics().averageCharWidth() * 110, fontMetrics().height() * 26);
    m_search->setPlaceholderText(tr("Search contexts"));
    m_search->setAccessibleName(tr("Search contexts"));
    m_list->setAccessibleName(tr("Contexts and sandbox scenarios"));
    m_list->setHeaderLabels({tr("Name"), tr("Cluster"), tr("User"), tr("Namespace"), tr("From")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    addContexts(contexts);
    addScenarios(scenarios);
    for (int column = 0; column < 4; ++column) {
        m_list->setColumnWidth(column, fontMetrics().averageCharWidth() * (column == 0 ? 26 : 18));
    }
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) { // uniform rows: the first one's height is everyone's
        m_list->topLevelItem(i)->setSizeHint(0, {0, fontMetrics().height() + 2 * space::medium});
    }
    m_list->setCurrentItem(m_list->topLevelItem(0));
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(space::large);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    for (const QString& problem : problems) {
        auto* label = new QLabel(u"⚠  "_s + visibleText(problem), this);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        layout->addWidget(label);
    }
    layout->addWidget(buttonRow());
    connect(m_list, &QTreeWidget::itemActivated, this, &ConnectDialog::choose);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &ConnectDialog::enableButtons);
    connect(m_search, &QLineEdit::textChanged, this, &ConnectDialog::filter);
    enableButtons();
    withTokens(*m_list, [this](const Tokens& colors) {
        for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
            QTreeWidgetItem* item = m_list->topLevelItem(i);
            item->setIcon(0, markIcon(item->data(0, MarkRole).value<ClusterMark>(), colors));
        }
    });
    m_search->setFocus();
}

QWidget* ConnectDialog::buttonRow()
{
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel")); // as the sheets have it, not as Qt's catalogue
    QPushButton* typeIn = buttons->addButton(tr("Type in a cluster…"), QDialogButtonBox::ResetRole);
    typeIn->setObjectName(u"typeIn"_s);
    typeIn->setAutoDefault(false);
    m_check->setObjectName(u"check"_s);
    m_check->setAutoDefault(false);
    m_check->setToolTip(tr("Walk through connecting, step by step, and say what is wrong"));
    buttons->addButton(m_check, QDialogButtonBox::ActionRole);
    m_context->setObjectName(u"context"_s);
    m_context->setAutoDefault(false);
    m_context->setToolTip(tr("Mark the context, and say which namespaces you may see in it"));
    buttons->addButton(m_context, QDialogButtonBox::ActionRole);
    buttons->addButton(m_open, QDialogButtonBox::AcceptRole);
    m_open->setProperty("role", u"primary"_s);
    m_open->setDefault(true);
    connect(typeIn, &QPushButton::clicked, this, [this] {
        reject();
        emit typeInRequested();
    });
    connect(m_check, &QPushButton::clicked, this,
            [this] { emit checkRequested(m_list->currentItem()->data(0, NameRole).toString()); });
    connect(m_context, &QPushButton::clicked, this,
            [this] { emit contextRequested(m_list->currentItem()->data(0, NameRole).toString()); });
    connect(buttons, &QDialogButtonBox::accepted, this, &ConnectDialog::choose);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return buttons;
}

void ConnectDialog::enableButtons()
{
    const QTreeWidgetItem* item = m_list->currentItem();
    const bool any = item && !item->isHidden();
    m_open->setEnabled(any);
    m_check->setEnabled(any && !item->data(0, SandboxRole).toBool());
    m_context->setEnabled(m_check->isEnabled());
}

void ConnectDialog::addContexts(const std::vector<ContextChoice>& contexts)
{
    for (const ContextChoice& context : contexts) {
        auto* item =
            new QTreeWidgetItem(m_list,
                                {visibleText(context.name), visibleText(context.cluster), visibleText(context.user),
                                 visibleText(context.ns), isolated(visibleText(context.source))});
        item->setData(0, NameRole, context.name);
        setMark(context.name, context.mark);
    }
}

void ConnectDialog::setMark(const QString& context, const ClusterMark& mark)
{
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        QTreeWidgetItem* item = m_list->topLevelItem(i);
        if (item->data(0, NameRole).toString() == context && !item->data(0, SandboxRole).toBool()) {
            item->setData(0, MarkRole, QVariant::fromValue(mark));
            item->setIcon(0, markIcon(mark, tokensOf(palette())));
            item->setText(0, visibleText(context) + (mark.production ? u" · "_s + tr("production") : QString()));
        }
    }
}

void ConnectDialog::addScenarios(const std::vector<ScenarioChoice>& scenarios)
{
    for (const ScenarioChoice& scenario : scenarios) {
        const QString description = inWords("Scenario", scenario.description.toUtf8().constData());
        auto* item =
            new QTreeWidgetItem(m_list, {scenario.name, tr("built-in sandbox"), QString(), QString(), description});
        item->setToolTip(4, description.toHtmlEscaped());
        item->setData(0, NameRole, scenario.name);
        item->setData(0, SandboxRole, true);
    }
}

void ConnectDialog::filter(const QString& text)
{
    QTreeWidgetItem* first = nullptr;
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        QTreeWidgetItem* item = m_list->topLevelItem(i);
        bool fits = false;
        for (int column = 0; column < m_list->columnCount(); ++column) {
            fits = fits || item->text(column).contains(text, Qt::CaseInsensitive);
        }
        item->setHidden(!fits);
        first = fits && !first ? item : first;
    }
    m_list->setCurrentItem(first);
}

void ConnectDialog::choose()
{
    const QTreeWidgetItem* item = m_list->currentItem();
    if (!item || item->isHidden()) {
        return;
    }
    const QString name = item->data(0, NameRole).toString();
    accept();
    if (item->data(0, SandboxRole).toBool()) {
        emit sandboxChosen(name);
    } else {
        emit contextChosen(name);
    }
}

} // namespace konductor::ui
