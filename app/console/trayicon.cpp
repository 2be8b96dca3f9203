// SPDX-License-Identifier: Apache-2.0
#include "app/console/trayicon.h"

#include "core/base/words.h"
#include "ui/theme/tokens.h"
#include "ui/window/clusterstack.h"
#include "ui/window/mainwindow.h"

#include <QPainter>

namespace konductor::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int side = 64; ///< Of the picture that the tray scales.

QPolygonF triangle()
{
    return {{side * 0.5, side * 0.06}, {side * 0.97, side * 0.92}, {side * 0.03, side * 0.92}};
}

/// A filled disc for an error, a triangle for a warning, a ring where there is nothing to say.
void paintState(QPainter& painter, const TrayIcon::State& state, const ui::Tokens& colors)
{
    const QRectF whole(side * 0.06, side * 0.06, side * 0.88, side * 0.88);
    const bool isGrave = state.worst && *state.worst != insight::Severity::Info;
    if (!isGrave) {
        painter.setPen(QPen(colors.ok.ink, side * 0.14));
        painter.drawEllipse(whole.adjusted(side * 0.08, side * 0.08, -side * 0.08, -side * 0.08));
        return;
    }
    const bool isError = *state.worst == insight::Severity::Error;
    painter.setPen(Qt::NoPen);
    painter.setBrush(isError ? colors.bad.ink : colors.warning.ink);
    if (isError) {
        painter.drawEllipse(whole);
    } else {
        painter.drawPolygon(triangle());
    }
    painter.setBrush(colors.base);
    const double top = isError ? 0.24 : 0.36;
    painter.drawRoundedRect(QRectF(side * 0.44, side * top, side * 0.12, side * 0.3), 3, 3);
    painter.drawEllipse(QRectF(side * 0.43, side * (top + 0.36), side * 0.14, side * 0.14));
}

} // namespace

TrayIcon::TrayIcon(ui::ClusterStack& stack, QObject* parent) : QObject(parent), m_stack(stack) { }

TrayIcon::~TrayIcon() = default;

void TrayIcon::setWanted(bool wanted)
{
    if (wanted == (m_icon != nullptr)) {
        return;
    }
    if (!wanted) {
        m_icon.reset();
        return;
    }
    m_icon = std::make_unique<QSystemTrayIcon>();
    connect(m_icon.get(), &QSystemTrayIcon::activated, this, &TrayIcon::showWindow);
    m_shown = state();
    m_icon->setIcon(icon(m_shown));
    m_icon->setToolTip(words(m_shown));
    m_icon->show();
}

void TrayIcon::refresh()
{
    const State now = state();
    if (!m_icon || now == m_shown) {
        return;
    }
    m_shown = now;
    m_icon->setIcon(icon(now));
    m_icon->setToolTip(words(now));
}

TrayIcon::State TrayIcon::state() const
{
    State state;
    for (int i = 0; i < m_stack.count(); ++i) {
        const ui::ClusterRow row = m_stack.view(i)->clusterRow();
        ++state.clusters;
        state.findings += row.findings;
        state.worst = std::max(state.worst, row.worst);
    }
    return state;
}

QString TrayIcon::words(const State& state)
{
    const QString what = !state.worst ? tr("nothing wrong")
        : *state.worst == insight::Severity::Error
        ? inWords("TrayIcon", "%n findings, the worst an error", "1 finding, an error", state.findings)
        : *state.worst == insight::Severity::Warning
        ? inWords("TrayIcon", "%n findings, the worst a warning", "1 finding, a warning", state.findings)
        : inWords("TrayIcon", "%n remarks", "1 remark", state.findings);
    return state.clusters > 1 ? tr("Konductor: %1 in %2 clusters").arg(what).arg(state.clusters)
                              : tr("Konductor: %1").arg(what);
}

QIcon TrayIcon::icon(const State& state)
{
    QPixmap picture(side, side);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    paintState(painter, state, ui::tokens(ui::Scheme::Light));
    painter.end();
    return QIcon(picture);
}

void TrayIcon::showWindow()
{
    m_stack.show();
    m_stack.raise();
    m_stack.activateWindow();
}

} // namespace konductor::app
