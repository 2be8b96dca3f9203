// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/utilisationcard.h"

#include "ui/theme/tokens.h"
#include "ui/widgets/card.h"
#include "ui/widgets/timechart.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace konductor::ui {

namespace {

/// Where there is nothing, nothing is in use.
double percentOf(qint64 part, qint64 whole)
{
    return whole > 0 ? 100.0 * static_cast<double>(part) / static_cast<double>(whole) : 0;
}

void add(ChartLine& line, double value, const QString& words)
{
    line.values.push_back(value);
    line.words.push_back(words);
}

} // namespace

UtilisationCard::UtilisationCard(const Utilisation& source, QWidget* parent)
    : QWidget(parent)
    , m_source(source)
    , m_inUse(new TimeChart(tr("In use"), this))
    , m_waiting(new TimeChart(tr("Waiting"), this))
{
    auto* card = new Card(tr("In use since this window was opened, all namespaces"), this);
    auto* charts = new QHBoxLayout;
    charts->setSpacing(space::huge);
    charts->addWidget(m_inUse);
    charts->addWidget(m_waiting);
    card->rows().addLayout(charts);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(card);
    connect(&source, &Utilisation::sampled, this, [this] {
        if (isVisible()) {
            refresh();
        }
    });
}

void UtilisationCard::setTimes(const TimeStyle& times)
{
    m_times = times;
    refresh();
}

void UtilisationCard::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

void UtilisationCard::refresh()
{
    ChartLine permits{.name = tr("Permits"), .tone = Tone::Held, .values = {}, .words = {}};
    ChartLine locks{.name = tr("Leases and locks"), .tone = Tone::Neutral, .values = {}, .words = {}};
    ChartLine waiting{.name = tr("Waiting"), .tone = Tone::Warning, .values = {}, .words = {}};
    std::vector<Timestamp> moments;
    const QLocale locale;
    const auto ofWhole = [&](qint64 part, qint64 whole) {
        return tr("%1 of %2").arg(locale.toString(part), locale.toString(whole));
    };
    for (const UtilisationSample& sample : m_source.samples()) {
        moments.push_back(sample.time);
        add(permits, percentOf(sample.permitsHeld, sample.permits), ofWhole(sample.permitsHeld, sample.permits));
        add(locks, percentOf(sample.locksHeld, sample.locks), ofWhole(sample.locksHeld, sample.locks));
        add(waiting, static_cast<double>(sample.waiting), locale.toString(sample.waiting));
    }
    const QString empty = tr("The lines begin in a few seconds.");
    constexpr std::chrono::milliseconds gap = 3 * Utilisation::interval;
    m_inUse->setData({moments, {std::move(permits), std::move(locks)}, true, gap, empty}, m_times);
    m_waiting->setData({moments, {std::move(waiting)}, false, gap, empty}, m_times);
}

} // namespace konductor::ui
