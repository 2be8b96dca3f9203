// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/livetable.h"

#include "core/base/text.h"
#include "core/live/clustermirror.h"
#include "core/report/summary.h"

#include <algorithm>
#include <array>
#include <numeric>

using namespace Qt::StringLiterals;

namespace konductor::inspect {

using report::Summary;
using report::summaryOf;

namespace {

constexpr int barCells = 8;
constexpr int longestName = 34;
constexpr int longestPhase = 12;
constexpr int longestHolders = 40;

enum class Style { Plain, Bold, Dim, Green, Yellow, Red, Cyan };

class Painter {
public:
    explicit Painter(bool colour) : m_colour(colour) { }
    QString operator()(const QString& text, Style style) const
    {
        static constexpr std::array codes{"0", "1", "2", "32", "33", "31;1", "36"};
        if (!m_colour || style == Style::Plain || text.isEmpty()) {
            return text;
        }
        return u"\x1b[%1m"_s.arg(QLatin1StringView(codes[static_cast<size_t>(style)])) + text + u"\x1b[0m"_s;
    }

private:
    bool m_colour;
};

Style styleOf(Summary::Tone tone)
{
    return tone == Summary::Tone::Bad ? Style::Red : tone == Summary::Tone::Busy ? Style::Yellow : Style::Green;
}

struct Row {
    QString name;
    Summary summary;
};

struct Group {
    Kind kind;
    std::vector<Row> rows;
    size_t shown = 0;
    QString note; ///< Why it is empty or not current.
};

QString title(Kind kind)
{
    switch (kind) {
    case Kind::Semaphore:
        return u"Semaphores"_s;
    case Kind::Barrier:
        return u"Barriers"_s;
    case Kind::Lease:
        return u"Leases"_s;
    case Kind::Gate:
        return u"Gates"_s;
    case Kind::Mutex:
        return u"Mutexes"_s;
    case Kind::RWMutex:
        return u"RW mutexes"_s;
    case Kind::Once:
        return u"Onces"_s;
    case Kind::WaitGroup:
        return u"Wait groups"_s;
    case Kind::Permit:
        return u"Permits"_s;
    case Kind::Arrival:
        return u"Arrivals"_s;
    case Kind::LeaseRequest:
        return u"Lease requests"_s;
    case Kind::Job:
        return u"Jobs"_s;
    }
    Q_UNREACHABLE();
}

QString scopeNote(const live::ScopeState& scope)
{
    using Phase = live::ScopeState::Phase;
    switch (scope.phase) {
    case Phase::Live:
        return {};
    case Phase::Waiting:
    case Phase::Loading:
        return u"loading, %1 so far"_s.arg(scope.loaded);
    case Phase::NotInstalled:
        return u"not installed on this server"_s;
    case Phase::Stale:
        return u"not current: "_s + (scope.error ? oneLine(*scope.error) : u"the stream is dead"_s);
    case Phase::Forbidden:
    case Phase::Failed:
        return scope.error ? oneLine(*scope.error) : u"not available"_s;
    }
    Q_UNREACHABLE();
}

Group groupOf(Kind kind, const live::ClusterMirror& mirror, Timestamp now)
{
    Group group{kind, {}, 0, scopeNote(mirror.scope(kind))};
    const bool oneNamespace = mirror.connection().namespaces.size() == 1;
    for (const ObjectPtr& object : mirror.objects().sorted(kind)) {
        const QString name = oneNamespace ? object->meta.name : object->meta.ns + u'/' + object->meta.name;
        group.rows.push_back({visibleText(name), summaryOf(*object, mirror.objects(), now)});
    }
    group.shown = group.rows.size();
    return group;
}

/// Where not all rows are shown, those that need a look come first.
void putWorstFirst(Group& group)
{
    if (group.shown < group.rows.size()) {
        std::stable_sort(group.rows.begin(), group.rows.end(),
                         [](const Row& a, const Row& b) { return a.summary.tone > b.summary.tone; });
    }
}

/// Lines a group takes: its title, its rows, one that says how many are not shown, and a blank one.
size_t linesOf(const Group& group)
{
    return 2 + group.shown + (group.shown < group.rows.size() ? 1 : 0);
}

void fitHeight(std::vector<Group>& groups, size_t lines)
{
    const auto total = [&] {
        return std::accumulate(groups.begin(), groups.end(), size_t(0),
                               [](size_t sum, const Group& g) { return sum + linesOf(g); });
    };
    while (total() > lines) {
        const auto longest = std::max_element(groups.begin(), groups.end(),
                                              [](const Group& a, const Group& b) { return a.shown < b.shown; });
        if (longest == groups.end() || longest->shown < 2) {
            return;
        }
        // The first cut also costs the line that tells of it.
        longest->shown -= longest->shown == longest->rows.size() ? std::min<size_t>(2, longest->shown - 1) : 1;
    }
}

QString bar(const Summary& summary)
{
    if (!summary.have || !summary.of || *summary.of <= 0) {
        return {};
    }
    const double share = std::clamp(static_cast<double>(*summary.have) / static_cast<double>(*summary.of), 0.0, 1.0);
    const int full = share > 0 ? std::max(1, static_cast<int>(share * barCells)) : 0;
    return QString(full, u'█') + QString(barCells - full, u'░');
}

/// Names and phases stand in line over all groups; the other columns are as wide as their group needs, so that the
/// details have room.
struct Widths {
    int name = 0;
    int phase = 0;
    int bar = 0;
    int count = 0;
    int holders = 0;
    int until = 0;
};

QString untilCell(const Summary& summary, Timestamp now)
{
    return summary.untilWord == "never expires"_L1 ? summary.untilWord
        : summary.until                            ? summary.untilWord + u' ' + untilText(summary, now)
                                                   : QString();
}

Widths commonWidths(const std::vector<Group>& groups, int columns)
{
    Widths widths;
    for (const Group& group : groups) {
        for (size_t i = 0; i < group.shown; ++i) {
            widths.name = std::max(widths.name, displayWidth(group.rows[i].name));
            widths.phase = std::max(widths.phase, displayWidth(visibleText(group.rows[i].summary.phase)));
        }
    }
    widths.name = std::min({widths.name, longestName, columns / 3});
    widths.phase = std::min(widths.phase, longestPhase);
    return widths;
}

Widths widthsOf(const Group& group, Widths widths, Timestamp now, int columns)
{
    for (size_t i = 0; i < group.shown; ++i) {
        const Summary& summary = group.rows[i].summary;
        widths.bar = std::max(widths.bar, static_cast<int>(bar(summary).size()));
        widths.count = std::max(widths.count, static_cast<int>(countText(summary).size()));
        widths.holders = std::max(widths.holders, displayWidth(visibleText(summary.holders.join(u", "_s))));
        widths.until = std::max(widths.until, static_cast<int>(untilCell(summary, now).size()));
    }
    widths.holders = std::min({widths.holders, longestHolders, columns / 4});
    return widths;
}

/// Cells are cut one by one until the line is full, so that colour codes are never cut.
class Line {
public:
    Line(int columns, const Painter& paint) : m_left(columns), m_paint(paint) { }
    void add(const QString& text, int width, Style style)
    {
        const int room = std::min(width, m_left);
        if (room <= 0) {
            return;
        }
        m_text += m_paint(fitted(text, room, true), style);
        m_left -= room;
        gap(2);
    }
    void rest(const QString& text, Style style)
    {
        if (m_left > 0) {
            m_text += m_paint(fitted(text, m_left, false), style);
            m_left = 0;
        }
    }
    QString take() { return std::move(m_text); }

private:
    void gap(int width)
    {
        const int room = std::min(width, m_left);
        m_text += QString(room, u' ');
        m_left -= room;
    }
    QString m_text;
    int m_left;
    const Painter& m_paint;
};

QString rowLine(const Row& row, const Widths& widths, Timestamp now, int columns, const Painter& paint)
{
    const Summary& summary = row.summary;
    const Style tone = styleOf(summary.tone);
    Line line(columns, paint);
    line.add(row.name, widths.name, Style::Plain);
    line.add(visibleText(summary.phase), widths.phase, tone);
    line.add(bar(summary), widths.bar, tone);
    line.add(countText(summary).rightJustified(widths.count), widths.count, Style::Plain);
    line.add(visibleText(summary.holders.join(u", "_s)), widths.holders, Style::Cyan);
    const bool late = summary.until && *summary.until < now;
    line.add(untilCell(summary, now), widths.until, late ? Style::Red : summary.until ? Style::Plain : Style::Dim);
    line.rest(visibleText(summary.detail), summary.tone == Summary::Tone::Bad ? Style::Red : Style::Dim);
    return line.take();
}

QString connectionWord(live::ConnectionState::Phase phase)
{
    using Phase = live::ConnectionState::Phase;
    switch (phase) {
    case Phase::Connecting:
        return u"connecting"_s;
    case Phase::Live:
        return u"live"_s;
    case Phase::Degraded:
        return u"live in part"_s;
    case Phase::Stale:
        return u"not current"_s;
    case Phase::Offline:
        return u"offline"_s;
    case Phase::Closed:
        return u"closed"_s;
    }
    Q_UNREACHABLE();
}

QString header(const live::ConnectionState& connection, Timestamp now, int columns, const Painter& paint)
{
    using Phase = live::ConnectionState::Phase;
    QString state = connectionWord(connection.phase);
    if (connection.phase != Phase::Live && connection.asOf) {
        state += u", as of "_s + formatTimestamp(*connection.asOf).mid(11, 8);
    }
    const Style tone = connection.phase == Phase::Live ? Style::Green
        : connection.phase == Phase::Connecting        ? Style::Yellow
                                                       : Style::Red;
    Line line(columns, paint);
    line.add(u"Konductor"_s, 9, Style::Bold);
    line.add(u"● "_s + state, displayWidth(state) + 2, tone);
    line.add(formatTimestamp(now).mid(11, 8) + u" UTC"_s, 12, Style::Plain);
    const QString where = connection.contextName + u"  "_s
        + (connection.namespaces.isEmpty() ? u"all namespaces"_s : connection.namespaces.join(u", "_s));
    const QString problem = connection.error ? u"  "_s + oneLine(*connection.error) : QString();
    line.rest(visibleText(where) + problem, Style::Dim);
    return line.take();
}

} // namespace

QStringList liveTable(const live::ClusterMirror& mirror, Timestamp localNow, const LiveTableOptions& options)
{
    const Timestamp now = mirror.serverTime(localNow);
    const Painter paint(options.colour);
    const int columns = options.size.columns;
    std::vector<Group> groups;
    for (const Kind kind : options.kinds) {
        groups.push_back(groupOf(kind, mirror, now));
    }
    if (!options.everyLine) {
        fitHeight(groups, static_cast<size_t>(std::max(0, options.size.rows - 2)));
    }
    std::for_each(groups.begin(), groups.end(), putWorstFirst);
    const Widths common = commonWidths(groups, columns);
    QStringList lines{header(mirror.connection(), now, columns, paint)};
    for (const Group& group : groups) {
        lines.append(QString());
        Line heading(columns, paint);
        const QString name = u"%1 %2"_s.arg(title(group.kind)).arg(group.rows.size());
        heading.add(name, displayWidth(name), Style::Bold);
        heading.rest(group.note, Style::Yellow);
        lines.append(heading.take());
        const Widths widths = widthsOf(group, common, now, columns);
        for (size_t i = 0; i < group.shown; ++i) {
            lines.append(rowLine(group.rows[i], widths, now, columns, paint));
        }
        if (group.shown < group.rows.size()) {
            lines.append(
                paint(fitted(u"  … and %1 more"_s.arg(group.rows.size() - group.shown), columns, false), Style::Dim));
        }
    }
    return options.everyLine ? lines : lines.mid(0, options.size.rows);
}

} // namespace konductor::inspect
