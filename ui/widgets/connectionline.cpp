// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/connectionline.h"

#include "core/base/text.h"
#include "core/base/words.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/ink.h"
#include "ui/widgets/painters.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include <cmath>

using namespace Qt::StringLiterals;

namespace konductor::ui {

namespace {
QString phaseWord(live::ConnectionState::Phase phase)
{
    using Phase = live::ConnectionState::Phase;
    switch (phase) {
    case Phase::Connecting:
        return inWords("ConnectionLine", "○ connecting");
    case Phase::Live:
        return inWords("ConnectionLine", "● live");
    case Phase::Degraded:
        return inWords("ConnectionLine", "◐ partly live");
    case Phase::Stale:
        return inWords("ConnectionLine", "◐ stale");
    case Phase::Offline:
        return inWords("ConnectionLine", "✗ offline");
    case Phase::Closed:
        return inWords("ConnectionLine", "▣ snapshot, not live");
    }
    return {};
}
/// Green as long as what is shown is what is so.
Tone phaseTone(live::ConnectionState::Phase phase)
{
    using Phase = live::ConnectionState::Phase;
    switch (phase) {
    case Phase::Live:
        return Tone::Ok;
    case Phase::Connecting:
        return Tone::Neutral;
    case Phase::Offline:
        return Tone::Bad;
    case Phase::Degraded:
    case Phase::Stale:
    case Phase::Closed:
        break;
    }
    return Tone::Warning;
}
} // namespace

ConnectionLine::ConnectionLine(QWidget* parent)
    : QWidget(parent)
    , m_phase(new QLabel(this))
    , m_text(new QLabel(this))
    , m_operator(new QLabel(this))
    , m_tryNow(new QPushButton(tr("Try now"), this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 4, 12, 4);
    layout->setSpacing(space::large);
    layout->addWidget(m_phase);
    layout->addWidget(m_text, 1);
    m_phase->setTextFormat(Qt::PlainText);
    m_text->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_operator);
    layout->addWidget(m_tryNow);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_operator->setTextFormat(Qt::PlainText);
    m_operator->setAccessibleName(tr("Operator"));
    m_operator->hide();
    m_tryNow->hide();
    connect(m_tryNow, &QPushButton::clicked, this, &ConnectionLine::tryNowRequested);
}

void ConnectionLine::show(const live::ConnectionState& state, qsizetype objects, double rate, Timestamp now)
{
    setInk(*m_phase, [tone = phaseTone(state.phase)](const Tokens& colors) { return colorsOf(tone, colors).ink; });
    m_phase->setText(phaseWord(state.phase));
    m_phase->setAccessibleName(tr("Connection: %1").arg(phaseWord(state.phase)));
    m_text->setText(words(state, objects, rate, now));
    m_tryNow->setVisible(state.retryAt.has_value());
}

void ConnectionLine::setOperator(const insight::OperatorState& state)
{
    const QString problem = state.problems.value(0).section(u':', 0, 0);
    setInk(*m_operator, [well = problem.isEmpty(), certain = state.certain](const Tokens& colors) {
        return well ? colors.secondary : certain ? colors.bad.ink : colors.warning.ink;
    });
    m_operator->setText(problem.isEmpty()   ? tr("operator at work")
                            : state.certain ? tr("✗ operator: %1").arg(problem)
                                            : tr("⚠ operator: %1").arg(problem));
    m_operator->setToolTip((state.problems + state.facts).join(u'\n').toHtmlEscaped());
    m_operator->setVisible(!state.problems.isEmpty() || !state.facts.isEmpty());
}

QString ConnectionLine::words(const live::ConnectionState& state, qsizetype objects, double rate, Timestamp now)
{
    QStringList parts;
    if (state.asOf) {
        const auto time = QDateTime::fromMSecsSinceEpoch(state.asOf->time_since_epoch().count());
        const bool closed = state.isSnapshot(); // perhaps long ago
        parts.append(
            inWords("ConnectionLine", "as of %1")
                .arg(isolated(time.toString(closed ? inWords("ClockTime", "yyyy-MM-dd HH:mm:ss") : u"HH:mm:ss"_s))));
    }
    if (state.retryAt) {
        parts.append(inWords("ConnectionLine", "reconnecting in %1")
                         .arg(countdownText(std::max(std::chrono::milliseconds(0), *state.retryAt - now))));
    }
    if (state.clockUncertainty.count() > 0) {
        const double offset = std::round(double(state.clockOffset.count()) / 100) / 10 + 0.0; // no "-0.0"
        parts.append(inWords("ConnectionLine", "server clock %1%2 s ± %3")
                         .arg(offset < 0 ? u"−"_s : u"+"_s)
                         .arg(std::abs(offset), 0, 'f', 1)
                         .arg(double(state.clockUncertainty.count()) / 1000, 0, 'f', 1));
    }
    parts.append(inWords("ConnectionLine", "%n objects", "1 object", objects));
    if (!state.isSnapshot()) {
        const auto changes = static_cast<qsizetype>(std::round(rate));
        parts.append(inWords("ConnectionLine", "%n changes/s", "1 change/s", changes));
    }
    if (state.insecure) {
        parts.append(inWords("ConnectionLine", "✗ insecure"));
    }
    if (state.readOnly) {
        parts.append(inWords("ConnectionLine", "read-only"));
    }
    return parts.join(u" · "_s);
}

} // namespace konductor::ui
