// SPDX-License-Identifier: Apache-2.0
#include "ui/models/fieldcolumn.h"

#include "core/base/text.h"
#include "core/base/words.h"
#include "ui/models/columns.h"

#include <QSet>
#include <QUrl>

#include <algorithm>
#include <limits>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {
const QString prefix = u"field:"_s;
constexpr qsizetype longestExample = 40;
constexpr qsizetype mostExamples = 3;
constexpr int mostLookedAt = 2'000; ///< Of a kind, for what is offered.
constexpr qsizetype mostNamesOffered = 200; ///< Of labels and annotations.
constexpr qsizetype mostDigits = 15; ///< Beyond them a double is not exact.

/// Behind the prefix: an encoded title and the path, which has no "=".
std::pair<QString, QString> partsOf(const QString& id)
{
    const QString rest = id.mid(prefix.size());
    const qsizetype end = rest.indexOf(u'=');
    return end < 0 ? std::pair(QString(), rest) : std::pair(rest.left(end), rest.mid(end + 1));
}

bool isTitle(const QString& text)
{
    return text.size() <= longestFieldTitle && text.isValidUtf16() && visibleText(text) == text;
}

std::optional<FieldValue> valueIn(const RowContext& in, const FieldPath& path)
{
    const ObjectPtr object = in.objects.find(in.row.target);
    return object ? path.read(*object) : std::nullopt;
}

std::optional<double> wholeNumber(const QString& text)
{
    const bool likely = !text.isEmpty() && text.size() <= mostDigits && (text[0] == u'-' || text[0].isDigit());
    bool whole = false;
    const qint64 number = likely ? text.toLongLong(&whole) : 0;
    return whole ? std::optional(static_cast<double>(number)) : std::nullopt;
}

SortKey keyOf(const FieldValue& value)
{
    struct Key {
        SortKey operator()(const QString& text) const
        {
            if (const auto number = wholeNumber(text)) {
                return SortKey::of(*number);
            }
            return {std::numeric_limits<double>::max(), caseFolded(text)};
        }
        SortKey operator()(qint64 number) const { return SortKey::of(static_cast<double>(number)); }
        SortKey operator()(bool truth) const { return SortKey::of(truth ? 1.0 : 0.0); }
        SortKey operator()(Duration span) const { return SortKey::of(static_cast<double>(span.count())); }
        SortKey operator()(Timestamp time) const
        {
            return SortKey::of(static_cast<double>(time.time_since_epoch().count()));
        }
    };
    return std::visit(Key(), value);
}

Cell cellOf(const FieldValue& value)
{
    if (const auto* number = std::get_if<qint64>(&value)) {
        return numberCell(*number);
    }
    Cell cell = textCell(toText(value));
    if (const auto* moment = std::get_if<Timestamp>(&value)) {
        cell.from = *moment; // the person's time of day on hover
    }
    return cell;
}

bool isNumber(const FieldPath& path, const std::vector<Kind>& kinds)
{
    const QString text = path.text();
    return std::any_of(kinds.begin(), kinds.end(), [&text](Kind kind) {
        const std::vector<KnownField> fields = knownFields(kind);
        return std::any_of(fields.begin(), fields.end(), [&text](const KnownField& field) {
            return field.type == KnownField::Type::Number && field.path == text;
        });
    });
}

/// Of some objects of these kinds, until `visit` has enough.
void eachOfSome(const std::vector<Kind>& kinds, const ObjectIndex& objects,
                const std::function<void(const Object&)>& visit)
{
    for (const Kind kind : kinds) {
        int seen = 0;
        objects.forEach(kind, [&](const ObjectPtr& object) {
            if (++seen <= mostLookedAt) {
                visit(*object);
            }
        });
    }
}
} // namespace

QString fieldColumnId(const FieldPath& path, const QString& title)
{
    const QString named = title.isEmpty() ? QString() : QString::fromLatin1(QUrl::toPercentEncoding(title)) + u'=';
    return prefix + named + path.text();
}

bool isFieldColumn(const QString& id)
{
    return id.startsWith(prefix);
}

std::optional<FieldPath> fieldPathOf(const QString& id)
{
    if (!isFieldColumn(id)) {
        return std::nullopt;
    }
    const auto path = FieldPath::parse(partsOf(id).second);
    return path ? std::optional(*path) : std::nullopt;
}

QString fieldTitleOf(const QString& id)
{
    if (!isFieldColumn(id)) {
        return {};
    }
    const QString title = QUrl::fromPercentEncoding(partsOf(id).first.toLatin1()).trimmed();
    return isTitle(title) ? title : QString();
}

bool isSameColumn(const QString& a, const QString& b)
{
    const auto path = fieldPathOf(a);
    const auto other = path ? fieldPathOf(b) : std::nullopt;
    return path ? other && other->text() == path->text() : a == b;
}

int columnOf(const std::vector<Column>& columns, const QString& id)
{
    const auto found = std::find_if(columns.begin(), columns.end(),
                                    [&id](const Column& column) { return isSameColumn(column.id, id); });
    return found == columns.end() ? -1 : static_cast<int>(found - columns.begin());
}

QString fieldColumnName(const Column& column)
{
    const QString path = isolated(column.toolTip);
    const QString title = fieldTitleOf(column.id);
    return title.isEmpty() ? path : isolated(title) + u" · "_s + path;
}

Column fieldColumn(const FieldPath& path, const std::vector<Kind>& kinds, const QString& chosen)
{
    const QString title = chosen.isEmpty() ? elided(path.lastName(), longestFieldTitle) : chosen;
    return {.id = fieldColumnId(path, chosen),
            .title = title,
            .cell =
                [path](const RowContext& in) {
                    const auto value = valueIn(in, path);
                    return value ? cellOf(*value) : textCell({});
                },
            .width = static_cast<int>(std::max<qsizetype>(12, title.size() + 2)),
            .number = isNumber(path, kinds),
            .key =
                [path](const RowContext& in) {
                    const auto value = valueIn(in, path);
                    return value ? keyOf(*value) : SortKey::of(std::numeric_limits<double>::lowest());
                },
            .toolTip = path.text()};
}

QStringList offeredFields(const std::vector<Kind>& kinds, const ObjectIndex& objects)
{
    QStringList offered;
    QSet<QString> known;
    const auto offer = [&](const QString& path) {
        if (!known.contains(path)) {
            known.insert(path);
            offered.append(path);
        }
    };
    const auto offerNames = [&](const QString& map, const QMap<QString, QString>& names) {
        for (auto name = names.begin(); name != names.end() && offered.size() < mostNamesOffered; ++name) {
            if (const auto path = FieldPath::parse(map + u"['"_s + name.key() + u"']"_s)) {
                offer(path->text());
            }
        }
    };
    eachOfSome(kinds, objects, [&](const Object& object) {
        offerNames(u".metadata.labels"_s, object.meta.labels);
        offerNames(u".metadata.annotations"_s, object.meta.annotations);
    });
    std::sort(offered.begin(), offered.end());
    for (const Kind kind : kinds) {
        for (const KnownField& field : knownFields(kind)) {
            offer(field.path);
        }
    }
    return offered;
}

QStringList fieldExamples(const FieldPath& path, const std::vector<Kind>& kinds, const ObjectIndex& objects)
{
    QStringList examples;
    eachOfSome(kinds, objects, [&](const Object& object) {
        if (examples.size() >= mostExamples) {
            return;
        }
        if (const auto value = path.read(object)) {
            const QString text = visibleText(elided(toText(*value), longestExample));
            if (!examples.contains(text)) {
                examples.append(text);
            }
        }
    });
    return examples;
}

} // namespace konductor::ui
