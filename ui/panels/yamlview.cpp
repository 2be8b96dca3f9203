// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/yamlview.h"

#include "core/api/yamltext.h"
#include "ui/panels/linediff.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/errortext.h"
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

namespace konductor::ui {

YamlView::YamlView(QWidget* parent)
    : QWidget(parent)
    , m_state(new QLabel(this))
    , m_managedFields(new QCheckBox(tr("managedFields"), this))
    , m_copy(new QPushButton(tr("Copy"), this))
    , m_text(new QPlainTextEdit(this))
    , m_highlighter(new YamlHighlighter(m_text->document()))
{
    m_state->setTextFormat(Qt::PlainText);
    m_state->setWordWrap(true);
    m_state->setForegroundRole(QPalette::PlaceholderText);
    m_text->setReadOnly(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->document()->setDocumentMargin(space::large);
    m_text->setAccessibleName(tr("YAML"));
    m_highlighter->setPalette(palette());
    auto* tools = new QHBoxLayout;
    tools->setContentsMargins(space::huge, space::medium, space::huge, 0);
    tools->addWidget(m_managedFields);
    tools->addStretch(1);
    tools->addWidget(m_copy);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(tools);
    auto* state = new QHBoxLayout;
    state->setContentsMargins(space::huge, 0, space::huge, 0);
    state->addWidget(m_state);
    layout->addLayout(state);
    layout->addWidget(m_text, 1);
    connect(m_managedFields, &QCheckBox::toggled, this, [this] {
        m_before.clear();
        refresh();
    });
    connect(m_copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(text()); });
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
    if (!m_key || !(*m_key == key)) {
        m_key = key;
        m_json.clear();
        m_before.clear();
        m_asked.clear();
        m_waiting = false;
        m_text->clear();
        m_state->setText(version.isEmpty() ? tr("This object is not there any more.") : tr("Loading…"));
        m_state->show();
    } else if (version.isEmpty() && !m_version.isEmpty()) {
        m_state->setText(m_json.isEmpty() ? tr("This object is not there any more.")
                                          : tr("This object is gone. Below is how it was last read."));
        m_state->show();
    }
    m_version = version;
    readIfDue();
}

void YamlView::readIfDue()
{
    if (m_reader && m_key && isVisible() && !m_waiting && !m_version.isEmpty() && m_version != m_asked) {
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
    if (!json) {
        m_state->setText(errorText(json.error()).sentence);
        m_state->show();
    } else {
        m_json = *json;
        m_state->hide();
        refresh();
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
        m_state->setText(errorText(yaml.error()).sentence);
        m_state->show();
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
