// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/logsheet.h"

#include "core/base/text.h"
#include "core/base/words.h"
#include "ui/dialogs/labels.h"
#include "ui/dialogs/logtext.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/errortext.h"
#include "ui/widgets/ink.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QShortcut>
#include <QVBoxLayout>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int mostMarked = 1'000;
} // namespace

LogSheet::LogSheet(LogReader& reader, const kube::PodLogQuestion& question, const QString& context, QWidget* host)
    : Sheet(host)
    , m_reader(&reader)
    , m_question(question)
    , m_context(context)
    , m_container(new QComboBox(this))
    , m_previous(new QCheckBox(tr("Before its last restart"), this))
    , m_search(new QLineEdit(this))
    , m_found(quietLabel({}, this))
    , m_state(plainLabel({}, this))
    , m_text(new QPlainTextEdit(this))
{
    const QString title = tr("Log of pod %1").arg(isolated(visibleText(question.pod)));
    setAccessibleName(title);
    stayBesideObject();
    content().addWidget(headingLabel(title, this));
    content().addLayout(buildTools());
    content().addWidget(m_state);
    m_text->setReadOnly(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setLayoutDirection(Qt::LeftToRight);
    m_text->setAccessibleName(title);
    m_text->setMinimumHeight(std::max(120, host->height() - fontMetrics().height() * 18));
    content().addWidget(m_text, 1);
    content().addLayout(buildFooter());
    connect(&reader, &LogReader::finished, this, &LogSheet::answered);
    connect(this, &Sheet::dismissed, this, &QObject::deleteLater);
    withTokens(*this, [this](const Tokens&) { markFound(); });
    read();
    present(m_search);
}

QLayout* LogSheet::buildTools()
{
    auto* tools = new QHBoxLayout;
    m_container->setAccessibleName(tr("Container"));
    m_found->setWordWrap(false);
    m_container->hide();
    m_previous->hide();
    m_search->setPlaceholderText(tr("Find in the log"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setClearButtonEnabled(true);
    tools->addWidget(m_search, 1);
    tools->addWidget(m_found);
    tools->addWidget(m_container);
    tools->addWidget(m_previous);
    connect(m_search, &QLineEdit::textChanged, this, &LogSheet::markFound);
    connect(m_search, &QLineEdit::returnPressed, this,
            [this] { find(QApplication::keyboardModifiers().testFlag(Qt::ShiftModifier)); });
    connect(m_container, &QComboBox::activated, this, [this] {
        m_question.container = m_container->currentData().toString();
        read();
    });
    connect(m_previous, &QCheckBox::toggled, this, [this](bool previous) {
        m_question.previous = previous;
        read();
    });
    auto* search = new QShortcut(QKeySequence::Find, this);
    search->setContext(Qt::WidgetWithChildrenShortcut);
    connect(search, &QShortcut::activated, this, [this] {
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
    });
    return tools;
}

QLayout* LogSheet::buildFooter()
{
    auto* row = new QHBoxLayout;
    m_refresh = new QPushButton(tr("Read again"), this);
    auto* copy = new QPushButton(tr("Copy"), this);
    auto* kubectl = new QPushButton(tr("Copy as kubectl"), this);
    auto* close = new QPushButton(tr("Close"), this);
    m_refresh->setObjectName(u"refresh"_s);
    copy->setObjectName(u"copy"_s);
    kubectl->setObjectName(u"kubectl"_s);
    close->setObjectName(u"close"_s);
    for (QPushButton* button : {m_refresh, copy, kubectl}) {
        row->addWidget(button);
    }
    row->addStretch(1);
    row->addWidget(close);
    connect(m_refresh, &QPushButton::clicked, this, &LogSheet::read);
    connect(copy, &QPushButton::clicked, this, [this] {
        const QString selected = m_text->textCursor().selectedText().replace(QChar::ParagraphSeparator, u'\n');
        QApplication::clipboard()->setText(selected.isEmpty() ? m_text->toPlainText() : selected);
    });
    connect(kubectl, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(kubectlLogs(m_question, m_context)); });
    connect(close, &QPushButton::clicked, this, &Sheet::dismiss);
    return row;
}

void LogSheet::read()
{
    if (m_reader) {
        m_refresh->setEnabled(false);
        say(tr("Loading…"));
        m_reader->read(m_question);
    }
}

void LogSheet::answered(const kube::PodLogQuestion& question, const Result<kube::PodLog>& log)
{
    if (!(question == m_question)) {
        return;
    }
    m_refresh->setEnabled(true);
    m_text->setVisible(log.has_value()); // a reason needs no empty field below it
    if (log) {
        show(*log);
    } else {
        m_text->clear();
        markFound();
        m_state->setText(u"✗ "_s + errorText(log.error()).sentence);
        setInk(*m_state, [](const Tokens& colors) { return colors.bad.ink; });
    }
    place();
}

void LogSheet::show(const kube::PodLog& log)
{
    offerContainers(log);
    const QString text = logText(log.text);
    m_text->setPlainText(text);
    m_text->verticalScrollBar()->setValue(m_text->verticalScrollBar()->maximum());
    markFound();
    if (text.isEmpty()) {
        say(tr("Nothing was logged."));
    } else if (log.isCut) {
        say(tr("Its lines are so long that the newest are missing here."));
    } else {
        say(tr("The last %n lines at most.", nullptr, log.lines));
    }
}

/// Chosen by name; the question keeps what the person chose, so that what was read by default is asked so again.
void LogSheet::offerContainers(const kube::PodLog& log)
{
    std::optional<qint64> restarts;
    m_container->clear();
    for (const kube::PodLog::Container& container : log.containers) {
        m_container->addItem(visibleText(container.name), container.name);
        if (container.name == log.container) {
            m_container->setCurrentIndex(m_container->count() - 1);
            restarts = container.restarts;
        }
    }
    m_container->setVisible(m_container->count() > 1);
    m_previous->setVisible(m_question.previous || restarts.value_or(1) > 0);
}

void LogSheet::say(const QString& sentence)
{
    m_state->setText(sentence);
    setInk(*m_state, [](const Tokens& colors) { return colors.secondary; });
}

void LogSheet::find(bool backward)
{
    const auto flags = backward ? QTextDocument::FindBackward : QTextDocument::FindFlags();
    const QString words = m_search->text();
    if (words.isEmpty() || m_text->find(words, flags)) {
        return;
    }
    m_text->moveCursor(backward ? QTextCursor::End : QTextCursor::Start); // round and round
    m_text->find(words, flags);
}

void LogSheet::markFound()
{
    const QString words = m_search->text();
    QList<QTextEdit::ExtraSelection> marks;
    QTextCursor at(m_text->document());
    while (!words.isEmpty() && marks.size() < mostMarked) {
        at = m_text->document()->find(words, at);
        if (at.isNull()) {
            break;
        }
        QTextEdit::ExtraSelection mark;
        mark.cursor = at;
        mark.format.setBackground(tokensOf(palette()).warning.tint);
        marks.append(mark);
    }
    m_text->setExtraSelections(marks);
    m_found->setText(words.isEmpty() ? QString() : tr("%n found", nullptr, static_cast<int>(marks.size())));
    m_found->setVisible(!words.isEmpty()); // or the field would stand back from the edge
}

} // namespace konductor::ui
