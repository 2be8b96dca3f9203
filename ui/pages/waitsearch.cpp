// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/waitsearch.h"

#include "core/base/text.h"
#include "ui/theme/tokens.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>

#include <algorithm>

namespace konductor::ui {

using namespace Qt::StringLiterals;
using insight::WaitNode;

WaitSearch::WaitSearch(QWidget* parent) : QWidget(parent), m_field(new QLineEdit(this)), m_count(new QLabel(this))
{
    m_field->setObjectName(u"waitSearch"_s);
    m_field->setPlaceholderText(tr("Find a box"));
    m_field->setAccessibleName(tr("Find in the wait graph"));
    m_field->setToolTip(tr("Names, kinds, namespaces. Return goes to the next, Shift+Return to the one before."));
    m_field->setClearButtonEnabled(true);
    m_field->setMaximumWidth(fontMetrics().averageCharWidth() * 24);
    m_field->setMinimumWidth(fontMetrics().averageCharWidth() * 12);
    m_field->installEventFilter(this);
    m_count->setTextFormat(Qt::PlainText);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_count->setMinimumWidth(fontMetrics().averageCharWidth() * 9);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::medium);
    layout->addWidget(m_count, 0, Qt::AlignRight);
    layout->addWidget(m_field);
    connect(m_field, &QLineEdit::textChanged, this, [this] {
        search();
        const bool isThere = m_current && m_found.contains(*m_current);
        if (!m_order.empty() && !isThere) {
            step(1);
        }
    });
}

void WaitSearch::setPicture(const WaitPicture& picture)
{
    m_picture = picture;
    search();
}

void WaitSearch::setCurrent(const std::optional<WaitNode>& node)
{
    m_current = node;
    tell();
}

void WaitSearch::search()
{
    const QStringList words = m_field->text().split(u' ', Qt::SkipEmptyParts);
    m_order.clear();
    for (const WaitBox& box : m_picture.boxes) {
        const QString text = visibleText(box.node.name) + u' ' + box.text + u' ' + visibleText(box.node.ns);
        const bool all = std::all_of(words.begin(), words.end(),
                                     [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
        if (all && !words.isEmpty()) {
            m_order.push_back(box.node);
        }
    }
    m_found = std::set<WaitNode>(m_order.begin(), m_order.end());
    tell();
    emit foundChanged();
}

/// From where one is, in the picture's order, and around its end.
void WaitSearch::step(int by)
{
    if (m_order.empty()) {
        return;
    }
    const auto count = static_cast<int>(m_order.size());
    const auto here = m_current ? std::find(m_order.begin(), m_order.end(), *m_current) : m_order.end();
    const int next = here == m_order.end() ? (by > 0 ? 0 : count - 1)
                                           : (static_cast<int>(here - m_order.begin()) + by + count) % count;
    emit chosen(WaitNode(m_order[static_cast<size_t>(next)]));
}

void WaitSearch::tell()
{
    const auto here = m_current ? std::find(m_order.begin(), m_order.end(), *m_current) : m_order.end();
    QString words;
    if (m_field->text().trimmed().isEmpty()) {
        words = QString();
    } else if (m_order.empty()) {
        words = m_picture.leftOut > 0 ? tr("none of those drawn") : tr("none");
    } else if (here == m_order.end()) {
        words = tr("%1 found").arg(m_order.size());
    } else {
        words = tr("%1 of %2").arg(here - m_order.begin() + 1).arg(m_order.size());
    }
    m_count->setText(words);
    m_field->setAccessibleDescription(words);
}

bool WaitSearch::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<const QKeyEvent*>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            step(key->modifiers() & Qt::ShiftModifier ? -1 : 1);
            return true;
        }
        if (key->key() == Qt::Key_Escape) {
            m_field->clear();
            emit left();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace konductor::ui
