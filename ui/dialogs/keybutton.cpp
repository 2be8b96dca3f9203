// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/keybutton.h"

#include <QKeyEvent>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {

bool isModifier(int key)
{
    return key == Qt::Key_Control || key == Qt::Key_Shift || key == Qt::Key_Alt || key == Qt::Key_Meta
        || key == Qt::Key_AltGr;
}

} // namespace

KeyButton::KeyButton(const QString& what, const QKeySequence& standard, const QKeySequence& keys, QWidget* parent)
    : QPushButton(parent)
    , m_what(what)
    , m_standard(standard)
    , m_keys(keys)
{
    setObjectName(standard.toString());
    setAutoDefault(false);
    setToolTip(tr("Press to choose other keys."));
    connect(this, &QPushButton::clicked, this, [this] { setListening(!m_listening); });
    setListening(false);
}

void KeyButton::setKeys(const QKeySequence& keys)
{
    m_keys = keys;
    setListening(false);
}

void KeyButton::setListening(bool listening)
{
    m_listening = listening;
    const QString keys = m_keys.isEmpty() ? tr("none") : m_keys.toString(QKeySequence::NativeText);
    setText(listening ? tr("Press the keys…") : keys);
    setAccessibleName(u"%1: %2"_s.arg(m_what, text()));
}

/// While it listens, no shortcut of the window takes the keys before it.
bool KeyButton::event(QEvent* event)
{
    if (m_listening && event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    return QPushButton::event(event);
}

void KeyButton::keyPressEvent(QKeyEvent* event)
{
    if (!m_listening) {
        QPushButton::keyPressEvent(event);
        return;
    }
    if (isModifier(event->key())) {
        return;
    }
    setListening(false);
    if (event->key() == Qt::Key_Escape) {
        return;
    }
    const bool takesAway = event->key() == Qt::Key_Backspace && event->modifiers() == Qt::NoModifier;
    emit taken(takesAway ? QKeySequence() : QKeySequence(event->keyCombination()));
}

void KeyButton::focusOutEvent(QFocusEvent* event)
{
    setListening(false);
    QPushButton::focusOutEvent(event);
}

} // namespace konductor::ui
