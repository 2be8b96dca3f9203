// SPDX-License-Identifier: Apache-2.0
#include "ui/window/clusterbar.h"

#include "core/base/text.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/queryline.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>

#include <algorithm>

namespace konductor::ui {

using namespace Qt::StringLiterals;

ClusterBar::ClusterBar(const live::ClusterMirror& mirror, QWidget* parent)
    : QWidget(parent)
    , m_mirror(mirror)
    , m_cluster(new QPushButton(tr("Connecting…"), this))
    , m_insecure(new Chip(tr("Insecure"), Tone::Bad, true, this))
    , m_namespaces(new QComboBox(this))
    , m_filter(new QueryLine(this))
{
    m_cluster->setAccessibleName(tr("Cluster"));
    m_cluster->setToolTip(tr("Choose another cluster"));
    m_insecure->setObjectName(u"insecure"_s);
    m_insecure->setToolTip(tr("Nobody checks who the server is (insecure-skip-tls-verify): whoever stands between "
                              "reads and changes everything, your credentials included."));
    m_insecure->hide();
    m_namespaces->setAccessibleName(tr("Namespace"));
    m_namespaces->addItem(tr("All namespaces"), QString());
    m_namespaces->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setObjectName(u"filter"_s);
    m_filter->setPlaceholderText(
        tr("Filter: words, ns:team-a, phase:held, holder:~worker, ttl<5m, waiters>0, finding:any, -word"));
    auto* snapshot = new QPushButton(tr("Snapshot…"), this);
    snapshot->setToolTip(tr("Save everything that is seen as JSON"));
    auto* goTo = new QPushButton(tr("Go to…"), this);
    goTo->setToolTip(tr("Find any object, page or action (Ctrl+K)"));
    goTo->setObjectName(u"goToButton"_s);
    goTo->setFocusPolicy(Qt::NoFocus); // the palette gives focus back to the page
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::large, space::medium, space::large, space::medium);
    layout->setSpacing(space::medium);
    layout->addWidget(m_cluster);
    layout->addWidget(m_insecure);
    layout->addWidget(m_namespaces);
    layout->addWidget(m_filter, 1);
    layout->addWidget(snapshot);
    layout->addWidget(goTo);
    connect(m_cluster, &QPushButton::clicked, this, &ClusterBar::clusterPressed);
    connect(snapshot, &QPushButton::clicked, this, &ClusterBar::snapshotPressed);
    connect(goTo, &QPushButton::clicked, this, &ClusterBar::goToPressed);
    connect(m_filter, &QLineEdit::textChanged, this, &ClusterBar::filterChanged);
    connect(m_namespaces, &QComboBox::currentIndexChanged, this, [this] { emit namespaceChanged(ns()); });
    connect(&mirror, &live::ClusterMirror::applied, this, &ClusterBar::refresh);
    connect(&mirror, &live::ClusterMirror::wasReset, this, [this] {
        m_inNamespace.clear();
        showNamespaces();
    });
}

QString ClusterBar::filter() const
{
    return m_filter->text();
}

QString ClusterBar::ns() const
{
    return m_namespaces->currentData().toString();
}

void ClusterBar::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void ClusterBar::setFilter(const QString& text)
{
    m_namespaces->setCurrentIndex(0);
    m_filter->setText(text);
}

void ClusterBar::setPassingFilter(const QString& text)
{
    setFilter(text);
    m_passing = text;
}

void ClusterBar::dropPassingFilter()
{
    if (const QString passing = std::exchange(m_passing, {}); !passing.isEmpty() && filter() == passing) {
        setFilter({});
    }
}

void ClusterBar::setNamespace(const QString& ns)
{
    int index = ns.isEmpty() ? 0 : m_namespaces->findData(ns);
    if (index < 0) {
        m_namespaces->addItem(visibleText(ns), ns);
        index = m_namespaces->count() - 1;
    }
    m_namespaces->setCurrentIndex(index);
}

void ClusterBar::clear()
{
    m_filter->clear();
    m_namespaces->setCurrentIndex(0);
}

void ClusterBar::refresh(const live::ChangeBatch& batch)
{
    if (batch.connection) {
        QString name = visibleText(m_mirror.connection().contextName);
        m_insecure->setVisible(m_mirror.connection().insecure);
        if (m_mirror.connection().isSnapshot()) {
            name += u" · "_s + tr("snapshot");
        }
        if (m_mirror.connection().readOnly) {
            name += u" · "_s + tr("read-only");
        }
        m_cluster->setText(name);
    }
    const qsizetype before = m_inNamespace.size();
    for (const live::Change& change : batch.changes) {
        count(change);
    }
    const bool emptied = m_inNamespace.removeIf([](const auto& entry) { return entry.value() <= 0; }) > 0;
    if (emptied || m_inNamespace.size() != before) {
        showNamespaces();
    }
}

void ClusterBar::count(const live::Change& change)
{
    const ObjectPtr& object = change.after ? change.after : change.before;
    if (static_cast<bool>(change.before) == static_cast<bool>(change.after)
        || std::find(primitiveKinds.begin(), primitiveKinds.end(), object->kind) == primitiveKinds.end()) {
        return;
    }
    m_inNamespace[object->meta.ns] += change.after ? 1 : -1;
}

/// The one that is chosen stays, also when nothing is left in it.
void ClusterBar::showNamespaces()
{
    QStringList names = m_inNamespace.keys();
    names.sort();
    m_filter->setValues(u"ns:"_s, names);
    for (int i = m_namespaces->count() - 1; i > 0; --i) {
        if (!names.removeOne(m_namespaces->itemData(i).toString()) && i != m_namespaces->currentIndex()) {
            m_namespaces->removeItem(i);
        }
    }
    for (const QString& name : names) {
        m_namespaces->addItem(visibleText(name), name);
    }
}

} // namespace konductor::ui
