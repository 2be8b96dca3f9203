// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/palettesheet.h"

#include "ui/delegates/palettedelegate.h"
#include "ui/dialogs/labels.h"
#include "ui/models/palettemodel.h"
#include "ui/models/roles.h"
#include "ui/theme/tokens.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QVBoxLayout>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int rowsShown = 12;

QListView* listOf(PaletteModel& model, QWidget* parent)
{
    auto* list = new QListView(parent);
    list->setObjectName(u"palette"_s);
    list->setAccessibleName(PaletteSheet::tr("Found"));
    list->setModel(&model);
    list->setItemDelegate(new PaletteDelegate(list));
    list->setFrameShape(QFrame::NoFrame);
    list->setFocusPolicy(Qt::NoFocus); // the line keeps it, so that typing goes on
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list->setFixedHeight(rowsShown * PaletteDelegate::rowHeight(list->font()));
    return list;
}
} // namespace

PaletteSheet::PaletteSheet(PaletteModel& model, QWidget* host)
    : Sheet(host)
    , m_model(model)
    , m_line(new QLineEdit(this))
    , m_list(listOf(model, this))
    , m_count(plainLabel({}, this))
{
    setAccessibleName(tr("Go to anything"));
    QFont font = m_line->font();
    font.setPointSizeF(font.pointSizeF() + 3);
    m_line->setFont(font);
    m_line->setObjectName(u"paletteLine"_s);
    m_line->setAccessibleName(tr("Go to"));
    m_line->setPlaceholderText(tr("An object, a page, something to do"));
    QLabel* keys = plainLabel(tr("↑ ↓ choose   ·   Return opens   ·   Esc closes"), this);
    for (QLabel* label : {keys, m_count}) {
        label->setForegroundRole(QPalette::PlaceholderText);
        label->setWordWrap(false);
    }
    auto* foot = new QHBoxLayout;
    foot->addWidget(keys);
    foot->addStretch(1);
    foot->addWidget(m_count);
    content().setSpacing(space::medium);
    content().addWidget(m_line);
    content().addWidget(m_list);
    content().addLayout(foot);
    connect(m_line, &QLineEdit::textChanged, this, &PaletteSheet::search);
    connect(m_list, &QListView::clicked, this, &PaletteSheet::take);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) { focusMoved(now); });
}

void PaletteSheet::open()
{
    m_line->clear();
    present(m_line);
    show(0);
}

void PaletteSheet::search(const QString& typed)
{
    m_model.search(typed);
    show(0);
}

/// Makes a row the chosen one, and says so to those who hear the line alone.
void PaletteSheet::show(int row)
{
    const QModelIndex index = m_model.index(row, 0);
    m_list->setCurrentIndex(index);
    m_list->scrollTo(index);
    const qsizetype rest = m_model.found() - m_model.rowCount();
    m_count->setText(m_model.found() == 0 ? tr("Nothing is called so.")
                         : rest > 0       ? tr("the best %1 of %2").arg(m_model.rowCount()).arg(m_model.found())
                                          : tr("%n found", nullptr, m_model.rowCount()));
    m_line->setAccessibleDescription(index.isValid() ? index.data(Qt::AccessibleTextRole).toString() : m_count->text());
}

void PaletteSheet::move(int rows)
{
    if (m_model.rowCount() > 0) {
        show(std::clamp(m_list->currentIndex().row() + rows, 0, m_model.rowCount() - 1));
    }
}

void PaletteSheet::take()
{
    const QModelIndex index = m_list->currentIndex();
    if (index.isValid() && index.data(CellRole).value<PaletteRow>().whyNot.isEmpty()) {
        emit chosen(index.row());
    }
}

void PaletteSheet::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Up:
        return move(-1);
    case Qt::Key_Down:
        return move(1);
    case Qt::Key_PageUp:
        return move(-rowsShown);
    case Qt::Key_PageDown:
        return move(rowsShown);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return take();
    default:
        Sheet::keyPressEvent(event);
    }
}

void PaletteSheet::focusMoved(QWidget* now)
{
    if (isVisible() && now && !isAncestorOf(now)) {
        dismiss();
    }
}

} // namespace konductor::ui
