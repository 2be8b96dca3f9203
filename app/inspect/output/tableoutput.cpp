// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/console.h"
#include "app/inspect/output/writers.h"
#include "core/base/text.h"
#include "core/report/summary.h"

using namespace Qt::StringLiterals;

namespace konductor::inspect {

using report::Summary;
using report::summaryOf;

namespace {

constexpr qsizetype longestCell = 80;

using Row = std::vector<QString>;

QString countHeading(Kind kind)
{
    switch (kind) {
    case Kind::Semaphore:
        return u"PERMITS"_s;
    case Kind::Barrier:
        return u"ARRIVED"_s;
    case Kind::Gate:
        return u"MET"_s;
    case Kind::LeaseRequest:
        return u"PRIORITY"_s;
    default:
        return u"COUNTER"_s;
    }
}

QString holdersHeading(Kind kind)
{
    return kind == Kind::Barrier ? u"ARRIVALS"_s : kind == Kind::Once ? u"EXECUTOR"_s : u"HOLDERS"_s;
}

Row headings(Kind kind)
{
    const QString until = kind == Kind::Barrier || kind == Kind::Gate ? u"TIME-OUT"_s : u"EXPIRES"_s;
    return {u"NAMESPACE"_s,       u"NAME"_s, u"PHASE"_s,   countHeading(kind),
            holdersHeading(kind), until,     u"DETAILS"_s, u"AGE"_s};
}

Row cells(const Object& object, const Listing& listing)
{
    const Summary summary = summaryOf(object, listing.objects, listing.now);
    QString age;
    if (object.meta.creationTimestamp) {
        age = humanDuration(listing.now - *object.meta.creationTimestamp);
    }
    return {object.meta.ns,
            object.meta.name,
            summary.phase,
            countText(summary),
            summary.holders.join(u", "_s),
            untilText(summary, listing.now),
            summary.detail,
            age};
}

/// Columns without anything in them are left out; the last is not padded.
QString block(Kind kind, const std::vector<Row>& rows, bool namespaces)
{
    const Row titles = headings(kind);
    std::vector<size_t> columns;
    std::vector<int> widths(titles.size());
    for (size_t c = 0; c < titles.size(); ++c) {
        int widest = 0;
        for (const Row& row : rows) {
            widest = std::max(widest, displayWidth(row[c]));
        }
        if (widest > 0 && (c > 0 || namespaces)) {
            columns.push_back(c);
            widths[c] = std::max(widest, displayWidth(titles[c]));
        }
    }
    QString text;
    const auto line = [&](const Row& row) {
        for (const size_t c : columns) {
            const bool last = c == columns.back();
            text += last ? row[c] : fitted(row[c], widths[c], true) + u"   "_s;
        }
        text += u'\n';
    };
    line(titles);
    for (const Row& row : rows) {
        line(row);
    }
    return text;
}

} // namespace

qsizetype Listing::count() const
{
    qsizetype total = 0;
    for (const Kind kind : kinds) {
        total += chosen ? static_cast<qsizetype>(of(kind).size()) : objects.count(kind);
    }
    return total;
}

std::vector<ObjectPtr> Listing::of(Kind kind) const
{
    std::vector<ObjectPtr> found = objects.sorted(kind);
    if (chosen) {
        std::erase_if(found, [this](const ObjectPtr& object) { return !chosen(object); });
    }
    return found;
}

QByteArray tableOutput(const Listing& listing)
{
    QStringList blocks;
    const bool titled = listing.kinds.size() > 1;
    for (const Kind kind : listing.kinds) {
        std::vector<Row> rows;
        for (const ObjectPtr& object : listing.of(kind)) {
            rows.push_back(cells(*object, listing));
            for (QString& cell : rows.back()) {
                cell = elided(visibleText(cell), longestCell);
            }
        }
        if (!rows.empty()) {
            const QString title = titled
                ? kindInfo(kind).plural.toString() + u" ("_s + QString::number(rows.size()) + u")\n"_s
                : QString();
            blocks.append(title + block(kind, rows, listing.namespaces));
        }
    }
    return blocks.join(u'\n').toUtf8();
}

} // namespace konductor::inspect
