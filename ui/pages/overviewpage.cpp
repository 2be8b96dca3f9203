// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/overviewpage.h"

#include "core/api/kinds.h"
#include "core/base/words.h"
#include "core/insight/findings.h"
#include "core/insight/hold.h"
#include "ui/pages/findingspage.h"
#include "ui/pages/pageheading.h"
#include "ui/pages/utilisationcard.h"
#include "ui/panels/insightdetails.h"
#include "ui/panels/sectioncard.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/painters.h"

#include <QGridLayout>
#include <QScrollArea>
#include <QVBoxLayout>

#include <map>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t mostWrong = 8;
constexpr size_t mostRanked = 40; ///< Of those found: for how many it is asked each second how many wait behind them.
constexpr size_t mostOther = 6;
/// With more objects the cards that look at every object are made anew every few seconds only.
constexpr qsizetype mostLookedAtEachSecond = 5'000;
constexpr qint64 secondsBetweenLooks = 5;

DetailsRow words(const QString& text)
{
    return {.text = {{text}}};
}

} // namespace

OverviewPage::OverviewPage(const ClusterInsight& source, const ClusterHistory& history, const Utilisation& utilisation,
                           const live::ClusterMirror& mirror, const Clock& clock, QWidget* parent)
    : Page(u"overview"_s, tr("Overview"), parent)
    , m_source(source)
    , m_history(history)
    , m_mirror(mirror)
    , m_clock(clock)
    , m_heading(new PageHeading(title(), this))
{
    auto* area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    auto* body = new QWidget(area);
    auto* grid = m_cards = new QGridLayout(body);
    grid->setSpacing(space::huge);
    m_wrong = newCard();
    m_wrong->setObjectName(u"whatIsWrong"_s);
    connect(m_wrong, &SectionCard::mendRequested, this, &OverviewPage::mendRequested);
    m_blockers = newCard();
    m_expiries = newCard();
    grid->addWidget(m_wrong, 0, 0, 1, 2);
    grid->addWidget(m_blockers, 1, 0, Qt::AlignTop);
    grid->addWidget(m_expiries, 1, 1, Qt::AlignTop);
    m_utilisation = new UtilisationCard(utilisation, this);
    grid->addWidget(m_utilisation, 2, 0, 1, 2);
    m_events = newCard();
    grid->addWidget(m_events, 3, 0, 1, 2);
    m_operator = newCard();
    m_operator->hide();
    grid->addWidget(m_operator, 4, 0, 1, 2);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(5, 1);
    body->setBackgroundRole(QPalette::Base);
    area->setWidget(body);
    area->viewport()->setBackgroundRole(QPalette::Base);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_heading);
    layout->addWidget(area, 1);
    connect(&source, &ClusterInsight::changed, this, [this] {
        if (m_mirror.objects().count() <= mostLookedAtEachSecond) {
            refresh();
        }
    });
}

SectionCard* OverviewPage::newCard()
{
    auto* card = new SectionCard(this);
    connect(card, &SectionCard::linkActivated, this, &Page::openRequested);
    return card;
}

void OverviewPage::setOperator(const insight::OperatorState& state)
{
    const auto finding = insight::operatorFinding(state); // one thing has one severity
    DetailsSection section{tr("The operator")};
    const auto add = [&section](QString line, std::optional<DetailsChip> chip) {
        line.replace(0, 1, line.left(1).toUpper());
        section.rows.push_back({.chip = std::move(chip), .text = {{line}}});
    };
    for (const QString& problem : state.problems) {
        add(problem, severityChip(finding->severity));
    }
    for (const QString& fact : state.facts) {
        add(fact, section.rows.empty() ? std::optional(DetailsChip{u"✓"_s, Tone::Ok}) : std::nullopt);
    }
    if (section.rows.empty()) {
        section.rows.push_back(words(tr("Neither its Deployment nor a write of it is to be seen.")));
    }
    m_operator->setSection(section, m_source.now());
    m_operator->show();
}

std::optional<DetailsContent> OverviewPage::details(Timestamp) const
{
    DetailsContent content;
    content.subtitle = tr("Follow a name to see who holds it, who waits, and why.");
    return content;
}

void OverviewPage::setNamespace(const QString& ns)
{
    m_namespace = ns;
    refresh();
}

void OverviewPage::setTimes(const TimeStyle& times)
{
    Page::setTimes(times);
    m_utilisation->setTimes(times);
    refresh();
}

void OverviewPage::tick()
{
    const qint64 seconds = std::chrono::duration_cast<std::chrono::seconds>(m_clock.monotonic()).count();
    if (m_mirror.objects().count() <= mostLookedAtEachSecond || seconds - m_lastSeconds >= secondsBetweenLooks) {
        m_lastSeconds = seconds;
        refresh();
    } else if (isVisible()) {
        m_expiries->setNow(m_source.now());
    }
}

void OverviewPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    refresh();
}

void OverviewPage::refresh()
{
    if (!isVisible()) {
        return;
    }
    const Timestamp now = m_source.now();
    const std::vector<Kind> kinds(primitiveKinds.begin(), primitiveKinds.end());
    const PageState state = pageStateOf(title(), kinds, m_mirror, 1, 1, m_clock.now(), times());
    const QString band = state.phase == PageState::Phase::Table ? state.band : state.title + u' ' + state.text;
    m_heading->setBand(band);
    m_cards->setContentsMargins(space::huge, band.isEmpty() ? 0 : space::huge, space::huge, space::huge);
    m_heading->setSummary(summary(now));
    m_isKnown = state.phase == PageState::Phase::Table || state.phase == PageState::Phase::Empty;
    const bool isOneMoment = m_mirror.connection().isSnapshot();
    m_utilisation->setVisible(!isOneMoment);
    m_events->setVisible(!isOneMoment);
    m_wrong->setSection(wrong(now), now);
    m_blockers->setSection(blockers(), now);
    m_expiries->setSection(expiries(now), now);
    m_events->setSection(events(), now);
}

QString OverviewPage::summary(Timestamp) const
{
    QStringList parts;
    if (const QString found = findingsSummary(m_source.findingCounts()); !found.isEmpty()) {
        parts.append(found);
    }
    parts.append(tr("%1 waiting").arg(m_source.insight().graph().waiterCount()));
    return parts.join(u" · "_s);
}

/// The worst, and of those alike the ones behind which most wait.
std::vector<OverviewPage::Wrong> OverviewPage::worst(size_t& left) const
{
    std::vector<Wrong> found;
    left = 0;
    for (const insight::FindingHead& head : m_source.findings()) {
        if (head.subject && !passes(head.subject->ns)) {
            continue;
        }
        if (found.size() < mostRanked) {
            found.push_back({&head, m_source.insight().behind(head)});
        } else {
            ++left;
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const Wrong& a, const Wrong& b) {
        return a.head->severity != b.head->severity ? a.head->severity > b.head->severity : a.behind > b.behind;
    });
    return found;
}

DetailsSection OverviewPage::wrong(Timestamp now) const
{
    DetailsSection section{tr("What is wrong")};
    size_t left = 0;
    for (const Wrong& wrong : worst(left)) {
        if (section.rows.size() == mostWrong) {
            ++left;
        } else if (const auto finding = m_source.insight().describe(*wrong.head)) {
            section.rows.push_back(wrongRow(*finding, wrong.behind, now));
        }
    }
    if (left > 0) {
        section.rows.push_back(
            {.text = {{tr("and %1 more on the page Findings").arg(left), Link::toPage(u"findings"_s)}}});
    }
    if (section.rows.empty()) {
        section.rows.push_back(
            m_isKnown ? DetailsRow{.chip = DetailsChip{u"✓"_s, Tone::Ok}, .text = {{tr("Nothing, as far as is seen.")}}}
                      : words(tr("Not known yet.")));
    }
    return section;
}

DetailsRow OverviewPage::wrongRow(const insight::Finding& finding, qint64 behind, Timestamp now) const
{
    QStringList values{waitingWords(behind)};
    if (finding.since) {
        values.append(humanDuration(std::max(std::chrono::milliseconds(0), now - *finding.since)));
    }
    values.removeAll(QString());
    return {.chip = severityChip(finding.severity),
            .text = spansOf(finding.summary, now),
            .value = values.join(u" · "_s),
            .toolTip = finding.since ? tr("since %1").arg(exactTime(*finding.since, times())) : QString(),
            .mend = mendOf(finding, m_mirror.connection().readOnly)};
}

DetailsSection OverviewPage::blockers() const
{
    DetailsSection section{tr("Who blocks most")};
    for (const insight::RootBlocker& root : m_source.insight().roots()) {
        if (section.rows.size() == mostOther) {
            break;
        }
        if (root.nodes.empty() || !passes(root.nodes.front().ns)) {
            continue;
        }
        DetailsRow row{.value = waitingWords(root.waiting)};
        for (const insight::WaitNode& node : root.nodes) {
            if (!row.text.empty()) {
                row.text.push_back({runsRightToLeft() ? u"\u200F · \u200F"_s : u" · "_s}); // two kinds are no one run
            }
            const std::vector<DetailsSpan> name = spansOf(node);
            row.text.insert(row.text.end(), name.begin(), name.end());
        }
        if (root.nodes.size() > 1) {
            const Tone tone = root.inferred ? Tone::Warning : Tone::Bad;
            row.chip = DetailsChip{chipText(glyphOf(tone), tr("deadlock")), tone};
        }
        section.rows.push_back(std::move(row));
    }
    if (section.rows.empty()) {
        section.rows.push_back(words(m_isKnown ? tr("Nobody waits for anybody.") : tr("Not known yet.")));
    }
    return section;
}

DetailsSection OverviewPage::events() const
{
    std::vector<insight::Event> latest;
    for (const insight::Event& event : m_history.chronicle().events()) {
        if (latest.size() == mostOther) {
            break;
        }
        if (passes(event.key.ns)) {
            latest.push_back(event);
        }
    }
    DetailsSection section = eventsSection(tr("What changed last"), latest, times());
    if (section.rows.empty()) {
        section.rows.push_back(words(tr("Nothing since this window was opened.")));
    }
    return section;
}

DetailsSection OverviewPage::expiries(Timestamp now) const
{
    std::map<std::pair<Timestamp, ObjectKey>, insight::Hold> first; // no more than are shown
    const auto take = [&](const insight::Hold& hold) {
        if (hold.until && *hold.until > now && passes(hold.target.ns)) {
            first.emplace(std::pair(*hold.until, hold.target), hold);
            if (first.size() > mostOther) {
                first.erase(std::prev(first.end()));
            }
        }
    };
    const ObjectIndex& objects = m_mirror.objects();
    objects.forEach(Kind::Permit, [&](const ObjectPtr& permit) {
        if (const auto hold = insight::holdBy(*permit, now)) {
            take(*hold);
        }
    });
    for (const Kind kind : {Kind::Lease, Kind::Mutex, Kind::RWMutex}) {
        objects.forEach(kind, [&](const ObjectPtr& object) {
            for (const insight::Hold& hold : insight::holdsOf(object->key(), objects, now)) {
                take(hold);
            }
        });
    }
    DetailsSection section{tr("What expires next")};
    for (const auto& [when, hold] : first) {
        DetailsRow row{.text = spansOf(insight::WaitNode::of(hold.target))};
        row.text.push_back({u" · "_s}); // of a semaphore there may be several
        row.text.push_back(spansOf(insight::WaitNode::holder(hold.target.ns, hold.holder)).front());
        row.countdown = DetailsCountdown{when.first, hold.since};
        section.rows.push_back(std::move(row));
    }
    if (section.rows.empty()) {
        section.rows.push_back(words(tr("No hold has an end.")));
    }
    return section;
}

} // namespace konductor::ui
