// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/queryline.h"

#include "core/insight/query.h"
#include "ui/widgets/ink.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QStringListModel>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype mostRemembered = 20;
} // namespace

QueryLine::QueryLine(QWidget* parent)
    : QLineEdit(parent)
    , m_offered(new QStringListModel(this))
    , m_completer(new QCompleter(m_offered, this))
{
    setClearButtonEnabled(true);
    m_completer->setWidget(this);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_values[u"kind:"_s] = {u"semaphore"_s, u"barrier"_s, u"lease"_s, u"gate"_s,
                            u"mutex"_s,     u"rwmutex"_s, u"once"_s,  u"waitgroup"_s};
    m_values[u"finding:"_s] = {u"any"_s, u"none"_s, u"error"_s, u"warning"_s, u"info"_s};
    m_values[u"phase:"_s] = {u"held"_s, u"available"_s, u"waiting"_s, u"open"_s, u"failed"_s, u"full"_s, u"locked"_s};
    connect(this, &QLineEdit::textEdited, this, &QueryLine::offer);
    connect(this, &QLineEdit::textChanged, this, &QueryLine::showProblems);
    connect(this, &QLineEdit::returnPressed, this, &QueryLine::remember);
    connect(m_completer, qOverload<const QString&>(&QCompleter::activated), this, &QueryLine::insertCompletion);
}

void QueryLine::setValues(const QString& field, const QStringList& values)
{
    m_values[field] = values;
}

qsizetype QueryLine::wordStart() const
{
    const QString before = text().left(cursorPosition());
    const qsizetype start = before.lastIndexOf(u' ') + 1;
    return start < before.size() && before[start] == u'-' ? start + 1 : start;
}

QStringList QueryLine::completions() const
{
    const QString word = text().mid(wordStart(), cursorPosition() - wordStart());
    QStringList found;
    const qsizetype colon = word.indexOf(u':') + 1;
    if (colon > 0) {
        for (const QString& value : m_values.value(word.left(colon))) {
            if (value.startsWith(QStringView(word).mid(colon), Qt::CaseInsensitive)) {
                found.append(word.left(colon) + value);
            }
        }
    } else if (!word.isEmpty()) {
        for (const QString& field : insight::Query::fieldNames()) {
            if (field.startsWith(word, Qt::CaseInsensitive)) {
                found.append(field);
            }
        }
    }
    found.removeAll(word);
    return found;
}

void QueryLine::offer()
{
    const QStringList words = completions();
    m_offersHistory = false;
    m_offered->setStringList(words);
    if (words.isEmpty()) {
        m_completer->popup()->hide();
    } else {
        m_completer->complete();
    }
}

void QueryLine::offerHistory()
{
    m_offersHistory = true;
    m_offered->setStringList(m_history);
    m_completer->complete();
}

void QueryLine::insertCompletion(const QString& word)
{
    if (m_offersHistory) {
        setText(word);
        return;
    }
    const qsizetype start = wordStart();
    const bool open = word.endsWith(u':') || word.endsWith(u'<') || word.endsWith(u'>');
    QString whole = text();
    whole.replace(start, cursorPosition() - start, open ? word : word + u' ');
    setText(whole);
    setCursorPosition(static_cast<int>(start + word.size() + (open ? 0 : 1)));
    if (open) {
        offer(); // the field's values
    }
}

void QueryLine::remember()
{
    const QString query = text().trimmed();
    if (!query.isEmpty()) {
        m_history.removeAll(query);
        m_history.prepend(query);
        m_history = m_history.mid(0, mostRemembered);
    }
}

void QueryLine::showProblems()
{
    const QStringList problems = insight::Query::parse(text()).problems();
    setToolTip(problems.join(u'\n').toHtmlEscaped());
    setAccessibleDescription(problems.join(u' '));
    setInk(
        *this, [sound = problems.isEmpty()](const Tokens& colors) { return sound ? colors.text : colors.bad.ink; },
        QPalette::Text);
}

void QueryLine::keyPressEvent(QKeyEvent* event)
{
    const bool popup = m_completer->popup()->isVisible();
    if (event->key() == Qt::Key_Down && !popup && text().isEmpty() && !m_history.isEmpty()) {
        offerHistory();
        return;
    }
    if (popup && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Escape)) {
        event->ignore(); // the popup's
        return;
    }
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void QueryLine::focusOutEvent(QFocusEvent* event)
{
    if (event->reason() != Qt::PopupFocusReason) {
        remember();
    }
    QLineEdit::focusOutEvent(event);
}

} // namespace konductor::ui
