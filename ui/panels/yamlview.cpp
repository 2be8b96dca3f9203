// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/yamlview.h"

#include "core/api/yamltext.h"
#include "core/base/text.h"
#include "ui/panels/linediff.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/errortext.h"
#include "ui/widgets/ink.h"
#include "ui/widgets/yamlhighlighter.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QEvent>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>

#include <utility>

namespace konductor::ui {

using namespace Qt::StringLiterals;

YamlView::YamlView(QWidget* parent)
    : QWidget(parent)
    , m_state(new QLabel(this))
    , m_managedFields(new QCheckBox(tr("managedFields"), this))
    , m_copy(new QPushButton(tr("Copy"), this))
    , m_edit(new QPushButton(tr("Edit"), this))
    , m_discard(new QPushButton(tr("Discard"), this))
    , m_apply(new QPushButton(tr("Apply…"), this))
    , m_text(new QPlainTextEdit(this))
    , m_highlighter(new YamlHighlighter(m_text->document()))
{
    m_state->setTextFormat(Qt::PlainText);
    m_state->setWordWrap(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->document()->setDocumentMargin(space::medium);
    m_text->setLayoutDirection(Qt::LeftToRight);
    m_text->setAccessibleName(tr("YAML"));
    m_highlighter->setPalette(palette());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(buildTools());
    auto* state = new QHBoxLayout;
    state->setContentsMargins(space::huge, 0, space::huge, 0);
    state->addWidget(m_state);
    layout->addLayout(state);
    auto* text = new QHBoxLayout;
    text->setContentsMargins(space::huge, 0, space::huge, space::huge);
    text->addWidget(m_text);
    layout->addLayout(text, 1);
    refreshTools();
}

QLayout* YamlView::buildTools()
{
    auto* tools = new QHBoxLayout;
    tools->setContentsMargins(space::huge, space::medium, space::huge, 0);
    tools->addWidget(m_managedFields);
    tools->addStretch(1);
    m_apply->setProperty("role", u"primary"_s);
    for (QPushButton* button : {m_copy, m_edit, m_discard, m_apply}) {
        tools->addWidget(button);
    }
    connect(m_managedFields, &QCheckBox::toggled, this, [this] {
        m_before.clear();
        refresh();
    });
    connect(m_copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(text()); });
    connect(m_edit, &QPushButton::clicked, this, &YamlView::startEditing);
    connect(m_discard, &QPushButton::clicked, this, &YamlView::stopEditing);
    connect(m_apply, &QPushButton::clicked, this, [this] { emit applyRequested(*m_key, m_json, text()); });
    return tools;
}

void YamlView::refreshTools()
{
    m_edit->setVisible(!m_editing);
    m_edit->setEnabled(!m_json.isEmpty() && m_whyNot.isEmpty());
    m_edit->setToolTip(m_whyNot.toHtmlEscaped());
    m_edit->setAccessibleDescription(m_whyNot);
    m_managedFields->setEnabled(!m_editing);
    m_discard->setVisible(m_editing);
    m_apply->setVisible(m_editing);
    m_text->setReadOnly(!m_editing);
    m_text->setTextInteractionFlags(m_editing ? Qt::TextEditorInteraction
                                              : Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
}

void YamlView::setWhyNotEditable(const QString& why)
{
    if (m_whyNot != why) {
        m_whyNot = why;
        refreshTools();
    }
}

void YamlView::startEditing()
{
    m_managedFields->setChecked(false);
    m_editing = true;
    m_unedited = text();
    m_text->setExtraSelections({});
    say(tr("Spec, labels and annotations can be changed. Applying shows the call and lets the server try it "
           "first."));
    refreshTools();
    m_text->setFocus(Qt::OtherFocusReason);
}

void YamlView::edit()
{
    if (m_json.isEmpty()) {
        m_editWhenRead = true;
    } else if (m_edit->isEnabled()) {
        startEditing();
    }
}

void YamlView::stopEditing()
{
    if (!m_editing) {
        return;
    }
    m_editing = false;
    m_state->hide();
    m_before.clear();
    m_text->clear();
    refresh();
    refreshTools();
    if (const auto next = std::exchange(m_next, std::nullopt)) {
        follow(next->first, next->second);
    }
}

void YamlView::say(const QString& sentence)
{
    m_state->setText(sentence);
    setInk(*m_state, [](const Tokens& colors) { return colors.secondary; });
    m_state->show();
}

void YamlView::showProblem(const QString& sentence)
{
    m_state->setText(u"✗ "_s + sentence);
    setInk(*m_state, [](const Tokens& colors) { return colors.bad.ink; });
    m_state->show();
}

void YamlView::setReader(ObjectReader* reader)
{
    m_reader = reader;
    m_waiting = false;
    if (reader) {
        connect(reader, &ObjectReader::finished, this, &YamlView::answered);
    }
}

QString YamlView::text() const
{
    return m_text->toPlainText();
}

void YamlView::setObject(const ObjectKey& key, const QString& version)
{
    if (m_editing && !(key == *m_key) && !isEdited()) {
        stopEditing();
    }
    if (m_editing) {
        m_next = {key, version};
        if (key == *m_key && version != m_version) {
            m_version = version;
            say(tr("The object has changed since you began. Discard, look at what is new, and edit again."));
        } else if (!(key == *m_key)) {
            say(tr("You are editing %1. Apply or discard it to see another object.").arg(visibleText(m_key->name)));
        }
        return;
    }
    follow(key, version);
}

void YamlView::follow(const ObjectKey& key, const QString& version)
{
    if (!m_key || !(*m_key == key)) {
        m_key = key;
        m_json.clear();
        m_before.clear();
        m_asked.clear();
        m_waiting = false;
        m_editWhenRead = false;
        m_text->clear();
        refreshTools();
        say(version.isEmpty() ? tr("This object is not there any more.") : tr("Loading…"));
    } else if (version.isEmpty() && !m_version.isEmpty()) {
        say(m_json.isEmpty() ? tr("This object is not there any more.")
                             : tr("This object is gone. Below is how it was last read."));
    }
    m_version = version;
    readIfDue();
}

void YamlView::readIfDue()
{
    if (m_reader && m_key && !m_editing && isVisible() && !m_waiting && !m_version.isEmpty() && m_version != m_asked) {
        m_waiting = true;
        m_asked = m_version;
        m_reader->read(*m_key);
    }
}

void YamlView::answered(const ObjectKey& key, const Result<QByteArray>& json)
{
    if (!m_key || !(key == *m_key)) {
        return;
    }
    m_waiting = false;
    if (m_editing) {
        return; // the edit stands on what was read before
    }
    if (!json) {
        showProblem(errorText(json.error()).sentence);
    } else {
        m_json = *json;
        m_state->hide();
        refresh();
    }
    refreshTools();
    if (std::exchange(m_editWhenRead, false)) {
        edit();
    }
    readIfDue();
}

void YamlView::refresh()
{
    if (m_json.isEmpty()) {
        return;
    }
    const auto yaml = yamlText(m_json, m_managedFields->isChecked() ? ManagedFields::Kept : ManagedFields::LeftOut);
    if (!yaml) {
        showProblem(errorText(yaml.error()).sentence);
        return;
    }
    const QString text = QString::fromUtf8(*yaml);
    if (text == m_text->toPlainText()) {
        return;
    }
    const QStringList before = m_before;
    const int down = m_text->verticalScrollBar()->value();
    const int across = m_text->horizontalScrollBar()->value();
    m_text->setPlainText(text);
    m_text->verticalScrollBar()->setValue(down);
    m_text->horizontalScrollBar()->setValue(across);
    m_before = text.split(u'\n');
    markChanges(before);
}

void YamlView::markChanges(const QStringList& before)
{
    QList<QTextEdit::ExtraSelection> marks;
    if (!before.isEmpty()) {
        for (const int line : changedLines(before, m_before)) {
            QTextEdit::ExtraSelection mark;
            mark.cursor = QTextCursor(m_text->document()->findBlockByNumber(line));
            mark.format.setBackground(tokensOf(palette()).warning.tint);
            mark.format.setProperty(QTextFormat::FullWidthSelection, true);
            marks.append(mark);
        }
    }
    m_text->setExtraSelections(marks);
}

void YamlView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    readIfDue();
}

void YamlView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        m_highlighter->setPalette(palette());
        m_text->setExtraSelections({});
    }
}

} // namespace konductor::ui
