// SPDX-License-Identifier: Apache-2.0
#include "ui/window/comparisonwindow.h"

#include "core/base/text.h"
#include "core/base/words.h"
#include "ui/pages/pageheading.h"
#include "ui/pages/stateview.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/errortext.h"
#include "ui/widgets/ink.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QListWidget>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t mostNamed = 4; ///< Beside a headline.
constexpr int mostOpened = 400; ///< So many rows are shown with their fields by themselves.

/// Glyphs and the secondary colour: the model knows neither.
class StepDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const Tokens& colors = tokensOf(option->palette);
        if (static_cast<Tone>(index.data(ComparisonModel::ToneRole).toInt()) == Tone::Neutral) {
            option->palette.setColor(QPalette::Text, colors.secondary);
        }
        if (const QString glyph = index.data(ComparisonModel::GlyphRole).toString(); !glyph.isEmpty()) {
            option->features |= QStyleOptionViewItem::HasDecoration;
            option->icon = glyphIcon(glyph, colors.text);
            const int side = option->fontMetrics.height();
            option->decorationSize = QSize(side, side);
        }
    }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        return {QStyledItemDelegate::sizeHint(option, index).width(), option.fontMetrics.height() * 7 / 4};
    }
};

QString wordsOf(const snapshot::Headline& headline)
{
    QStringList names;
    for (size_t i = 0; i < headline.about.size() && i < mostNamed; ++i) {
        names.append(visibleText(elided(headline.about[i].name, 40)));
    }
    if (headline.about.size() > mostNamed) {
        names.append(ComparisonWindow::tr("%1 more").arg(headline.about.size() - mostNamed));
    }
    QString text = visibleText(headline.shown);
    text[0] = text[0].toUpper();
    return names.isEmpty() ? text : text + u": "_s + names.join(u", "_s);
}

/// With a sign and a word beside the colour (ui.md, principle 3).
QListWidgetItem* itemOf(const snapshot::Headline& headline)
{
    using Tone = snapshot::Headline::Tone;
    const QString words = wordsOf(headline);
    const bool neutral = headline.tone == Tone::Neutral;
    const bool worse = headline.tone == Tone::Worse;
    auto* item = new QListWidgetItem((neutral ? u"•  "_s : worse ? u"✗  "_s : u"✓  "_s) + words);
    item->setData(Qt::AccessibleTextRole,
                  neutral ? words
                          : (worse ? ComparisonWindow::tr("Worse: ") : ComparisonWindow::tr("Better: ")) + words);
    return item;
}

QColor inkOf(const snapshot::Headline& headline, const Tokens& colors)
{
    using Tone = snapshot::Headline::Tone;
    return headline.tone == Tone::Neutral ? colors.text : headline.tone == Tone::Worse ? colors.bad.ink : colors.ok.ink;
}

} // namespace

ComparisonWindow::ComparisonWindow(const QString& sides, const TimeStyle& times, QWidget* parent)
    : QWidget(parent, Qt::Window)
    , m_times(times)
    , m_model(new ComparisonModel(this))
    , m_heading(new PageHeading(tr("What changed"), this))
    , m_copy(new QToolButton(this))
    , m_stack(new QStackedWidget(this))
    , m_state(new StateView(this))
    , m_headlines(new QListWidget(this))
    , m_filter(new QLineEdit(this))
    , m_tree(new QTreeView(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("What changed") + u" – "_s + tr("Konductor Console"));
    resize(fontMetrics().averageCharWidth() * 150, fontMetrics().height() * 40);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_copy->setObjectName(u"copy"_s);
    m_copy->setText(tr("Copy as Markdown"));
    m_copy->setToolTip(tr("All of it, to paste into an incident."));
    m_copy->setEnabled(false);
    m_heading->addTool(m_copy);
    buildHeadlines();
    withTokens(*m_headlines, [this](const Tokens& colors) { tintHeadlines(colors); });
    buildTree();
    m_stack->addWidget(m_state);
    m_stack->addWidget(comparison());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_heading);
    layout->addWidget(m_stack, 1);
    m_state->setState({.phase = PageState::Phase::Loading, .title = tr("Comparing…"), .text = sides});
    connect(m_copy, &QToolButton::clicked, this, &ComparisonWindow::copyRequested);
    auto* closing = new QShortcut(QKeySequence(Qt::Key_Escape), this);
    connect(closing, &QShortcut::activated, this, [this] {
        if (m_filter->hasFocus() && !m_filter->text().isEmpty()) {
            m_filter->clear();
        } else {
            close();
        }
    });
}

void ComparisonWindow::buildHeadlines()
{
    m_headlines->setAccessibleName(tr("What happened, in words"));
    m_headlines->setFrameShape(QFrame::NoFrame);
    m_headlines->setSpacing(1);
    m_headlines->setTextElideMode(Qt::ElideRight);
    m_headlines->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_headlines, &QListWidget::currentRowChanged, this, &ComparisonWindow::chooseHeadline);
}

void ComparisonWindow::buildTree()
{
    m_filter->setObjectName(u"comparisonFilter"_s);
    m_filter->setPlaceholderText(tr("Filter: names, fields, values"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setClearButtonEnabled(true);
    m_tree->setModel(m_model);
    m_tree->setItemDelegate(new StepDelegate(m_tree));
    m_tree->setAccessibleName(tr("What changed, field by field"));
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setUniformRowHeights(true);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_tree->header()->setStretchLastSection(true);
    const int character = fontMetrics().averageCharWidth();
    const std::array widths{54, 18, 36};
    for (size_t column = 0; column < widths.size(); ++column) {
        m_tree->setColumnWidth(static_cast<int>(column), character * widths[column]);
    }
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_model->setFilter(text);
        refresh();
    });
    connect(m_tree, &QTreeView::activated, this, [this](const QModelIndex& index) {
        emit openRequested(m_model->linkOf(index), m_model->isInTheLater(index));
    });
}

/// The words above, the fields below.
QWidget* ComparisonWindow::comparison()
{
    auto* below = new QWidget(this);
    auto* fields = new QVBoxLayout(below);
    fields->setContentsMargins(0, 0, 0, 0);
    fields->setSpacing(0);
    auto* bar = new QVBoxLayout;
    bar->setContentsMargins(space::huge, space::medium, space::huge, space::medium);
    bar->addWidget(m_filter);
    fields->addLayout(bar);
    fields->addWidget(m_tree, 1);
    auto* all = new QSplitter(Qt::Vertical, this);
    auto* words = new QWidget(this);
    auto* padded = new QVBoxLayout(words);
    padded->setContentsMargins(space::huge - space::small, 0, space::huge - space::small, space::small);
    padded->addWidget(m_headlines);
    all->addWidget(words);
    all->addWidget(below);
    all->setStretchFactor(1, 1);
    all->setChildrenCollapsible(false);
    all->setSizes({fontMetrics().height() * 12, fontMetrics().height() * 24});
    return all;
}

void ComparisonWindow::show(std::shared_ptr<const snapshot::Difference> difference)
{
    m_difference = std::move(difference);
    if (m_difference->isEmpty()) {
        m_state->setState({.phase = PageState::Phase::Empty,
                           .title = tr("Nothing differs"),
                           .text = tr("Every object and every holder is as it was.")});
    } else {
        m_model->setDifference(m_difference, m_times);
        fillHeadlines();
        m_stack->setCurrentIndex(1);
    }
    m_copy->setEnabled(true);
    m_heading->setBand(cautionOf(*m_difference));
    refresh();
    m_headlines->setFocus();
}

void ComparisonWindow::fillHeadlines()
{
    m_headlines->addItem(tr("Everything that differs"));
    for (const snapshot::Headline& headline : m_difference->headlines) {
        m_headlines->addItem(itemOf(headline));
    }
    tintHeadlines(tokensOf(palette()));
    m_headlines->setCurrentRow(m_model->total() > 0 ? 0 : 1); // of what time alone made stuck there is nothing else
}

void ComparisonWindow::tintHeadlines(const Tokens& colors)
{
    for (int row = 1; row < m_headlines->count(); ++row) {
        m_headlines->item(row)->setForeground(inkOf(m_difference->headlines[static_cast<size_t>(row) - 1], colors));
    }
}

void ComparisonWindow::chooseHeadline(int row)
{
    m_model->setHeadline(row > 0 ? &m_difference->headlines[static_cast<size_t>(row) - 1] : nullptr);
    refresh();
}

void ComparisonWindow::refresh()
{
    const int shown = m_model->rowCount();
    if (shown <= mostOpened) {
        m_tree->expandAll();
    }
    const snapshot::Snapshot& from = m_difference->from;
    const snapshot::Snapshot& to = m_difference->to;
    QString summary =
        tr("%1, %2 → %3, %4 later")
            .arg(visibleText(to.context), momentText(from.serverTime, to.serverTime, m_times),
                 momentText(to.serverTime, to.serverTime, m_times), countdownText(to.serverTime - from.serverTime));
    if (m_model->total() > 0) {
        summary += u" · "_s
            + (shown == m_model->total() ? inWords("ComparisonWindow", "%n differ", "1 differs", shown)
                                         : tr("%1 of %2").arg(shown).arg(m_model->total()));
    }
    m_heading->setSummary(summary);
}

void ComparisonWindow::showProblem(const Error& error)
{
    m_state->setState({.phase = PageState::Phase::Offline,
                       .title = tr("These cannot be compared"),
                       .text = errorText(error).sentence});
}

} // namespace konductor::ui
