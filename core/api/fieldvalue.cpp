// SPDX-License-Identifier: Apache-2.0
#include "core/api/fieldpath.h"

#include "core/api/kinds.h"

#include <span>

/// What a path finds in an object, and what there is to be found; the rest of the class is in fieldpath.cpp.
namespace konductor {

using namespace Qt::StringLiterals;

namespace {

using Step = FieldPath::Step;
using Steps = std::span<const Step>;
using Found = std::optional<FieldValue>;

struct Nobody {
    template <class T> void operator()(const char*, const T&) { }
};
template <class T>
concept HasFields = requires(const T& value, Nobody nobody)
{
    T::fields(value, nobody);
};

Found valueAt(const QString& value, Steps rest)
{
    return rest.empty() && !value.isEmpty() ? Found(value) : std::nullopt;
}
Found valueAt(const CompactText& value, Steps rest)
{
    return rest.empty() ? valueAt(value.toString(), rest) : std::nullopt;
}
template <class E> Found valueAt(const Phase<E>& value, Steps rest)
{
    return valueAt(value.text(), rest);
}
template <class T>
requires std::same_as<T, qint64> || std::same_as<T, bool> || std::same_as<T, Duration> || std::same_as<T, Timestamp>
    Found valueAt(const T& value, Steps rest)
{
    return rest.empty() ? Found(value) : std::nullopt;
}
template <class T> Found valueAt(const std::optional<T>& value, Steps rest)
{
    return value ? valueAt(*value, rest) : std::nullopt;
}
Found valueAt(const QMap<QString, QString>& map, Steps rest);
template <class T> Found valueAt(const std::vector<T>& items, Steps rest);
template <class T> Found valueAt(const QList<T>& items, Steps rest);
template <HasFields T> Found valueAt(const T& value, Steps rest);

Found joined(const QStringList& texts, QStringView between)
{
    return valueAt(texts.join(between), {});
}

template <class List> Found valueInList(const List& items, Steps rest)
{
    if (!rest.empty() && rest.front().type == Step::Type::Name) {
        return std::nullopt;
    }
    if (!rest.empty() && rest.front().type == Step::Type::Place) {
        const size_t place = rest.front().place;
        return place < static_cast<size_t>(items.size())
            ? valueAt(*(items.begin() + static_cast<qsizetype>(place)), rest.subspan(1))
            : std::nullopt;
    }
    const Steps ofItem = rest.empty() ? rest : rest.subspan(1);
    if (items.size() == 1) {
        return valueAt(*items.begin(), ofItem); // in its own type
    }
    QStringList texts;
    for (const auto& item : items) {
        if (const Found found = valueAt(item, ofItem)) {
            texts.append(toText(*found));
        }
    }
    return joined(texts, u", ");
}
template <class T> Found valueAt(const std::vector<T>& items, Steps rest)
{
    return valueInList(items, rest);
}
template <class T> Found valueAt(const QList<T>& items, Steps rest)
{
    return valueInList(items, rest);
}

Found valueAt(const QMap<QString, QString>& map, Steps rest)
{
    if (!rest.empty()) {
        const auto entry = rest.front().type == Step::Type::Name ? map.constFind(rest.front().name) : map.constEnd();
        return entry == map.constEnd() ? std::nullopt : valueAt(*entry, rest.subspan(1));
    }
    QStringList texts;
    for (auto entry = map.begin(); entry != map.end(); ++entry) {
        texts.append(entry.key() + u'=' + entry.value());
    }
    return joined(texts, u" ");
}

template <HasFields T> Found valueAt(const T& value, Steps rest)
{
    Found found;
    if (rest.empty()) {
        QStringList texts;
        T::fields(value, [&texts](const char* name, const auto& field) {
            if (const Found text = valueAt(field, {})) {
                texts.append(QLatin1StringView(name) + u'=' + toText(*text));
            }
        });
        return joined(texts, u" ");
    }
    if (rest.front().type == Step::Type::Name) {
        T::fields(value, [&](const char* name, const auto& field) {
            if (rest.front().name == QLatin1StringView(name)) {
                found = valueAt(field, rest.subspan(1));
            }
        });
    }
    return found;
}

template <class T> Found sectionOf(const T& object, const QString& name, Steps rest)
{
    if (name == u"spec") {
        return valueAt(object.spec, rest);
    }
    if (name == u"status" && object.status != decltype(object.status){}) { // else nobody has written it
        return valueAt(object.status, rest);
    }
    return std::nullopt;
}

template <class T> constexpr bool isList = false;
template <class T> constexpr bool isList<std::vector<T>> = true;
template <class T> constexpr bool isList<QList<T>> = true;

/// Goes through the types alone; the values are empty.
class FieldLister {
public:
    FieldLister(QString at, std::vector<KnownField>& known) : m_at(std::move(at)), m_known(known) { }
    template <class T> void operator()(const char* name, const T& value)
    {
        list(m_at + u'.' + QLatin1StringView(name), value);
    }

private:
    template <class T> void list(const QString& path, const T& value)
    {
        using Type = KnownField::Type;
        if constexpr (HasFields<T>) {
            T::fields(value, FieldLister(path, m_known));
        } else if constexpr (isList<T>) {
            list(path + u"[*]"_s, typename T::value_type{});
        } else {
            constexpr bool number = std::same_as<T, qint64> || std::same_as<T, std::optional<qint64>>;
            constexpr bool map = std::same_as<T, QMap<QString, QString>>;
            m_known.push_back({path, number ? Type::Number : map ? Type::Map : Type::Text});
        }
    }

    QString m_at;
    std::vector<KnownField>& m_known;
};

} // namespace

QString toText(const FieldValue& value)
{
    struct Writer {
        QString operator()(const QString& text) const { return text; }
        QString operator()(qint64 number) const { return QString::number(number); }
        QString operator()(bool truth) const { return truth ? u"true"_s : u"false"_s; }
        QString operator()(Duration span) const { return formatDuration(span); }
        QString operator()(Timestamp moment) const { return formatTimestamp(moment); }
    };
    return std::visit(Writer(), value);
}

std::optional<FieldValue> FieldPath::read(const Object& object) const
{
    const QString& name = m_steps.front().name;
    const Steps rest = Steps(m_steps).subspan(1);
    if (name == u"metadata") {
        return valueAt(object.meta, rest);
    }
    if (name == u"kind") {
        return valueAt(kindInfo(object.kind).name.toString(), rest);
    }
    if (name == u"apiVersion") {
        return valueAt(kindInfo(object.kind).group.toString() + u'/' + kindInfo(object.kind).version.toString(), rest);
    }
    return visitObject(object, [&](const auto& typed) { return sectionOf(typed, name, rest); });
}

std::vector<KnownField> knownFields(Kind kind)
{
    std::vector<KnownField> known{{u".apiVersion"_s}, {u".kind"_s}};
    withKind(kind, [&known](const auto& object) {
        using T = std::remove_cvref_t<decltype(object)>;
        ObjectMeta::fields(object.meta, FieldLister(u".metadata"_s, known));
        decltype(T::spec)::fields(object.spec, FieldLister(u".spec"_s, known));
        decltype(T::status)::fields(object.status, FieldLister(u".status"_s, known));
    });
    return known;
}

} // namespace konductor
