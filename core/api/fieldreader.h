// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/interner.h"
#include "core/base/result.h"

#include <QMap>
#include <QStringList>

#include <simdjson.h>

#include <optional>
#include <string_view>
#include <vector>

namespace konductor {

/// Reads one JSON object into a struct by the names its fields() gives. Unknown names are skipped, null is absent,
/// a value of the wrong type leaves the default and notes a problem under its path. Used by Decoder only; lives no
/// longer than the document it reads.
class FieldReader {
    using Value = simdjson::ondemand::value;

public:
    /// What is wrong beyond that is not noted.
    static constexpr qsizetype mostProblems = 16;

    /// `path` ends with a dot ("spec."); `problems` and `interner` outlive the reader.
    FieldReader(QString path, QStringList& problems, Interner& interner)
        : m_path(std::move(path))
        , m_problems(problems)
        , m_interner(interner)
    {
    }

    /// False only when the JSON itself is broken; then the whole document is.
    template <class T> bool object(Value json, T& target)
    {
        simdjson::ondemand::object fields;
        if (const auto code = json.get_object().get(fields)) {
            return wrongType(json, code, {}, QT_TRANSLATE_NOOP("FieldReader", "not an object"));
        }
        for (auto entry : fields) {
            simdjson::ondemand::field field;
            if (std::move(entry).get(field)) {
                return false;
            }
            if (!read(field, target)) {
                return false;
            }
        }
        return true;
    }

    static QString toQString(std::string_view text);

private:
    /// Reads the field into the member of its name, if there is one. Known names hold nothing to be escaped, so they
    /// are compared as they stand; one that was escaped all the same is found by its meaning.
    template <class T> bool read(simdjson::ondemand::field& field, T& target)
    {
        const simdjson::ondemand::raw_json_string raw = field.key();
        bool sane = true;
        const bool found = member(
            target, [&](std::string_view name) { return raw.unsafe_is_equal(name); }, field.value(), sane);
        std::string_view key;
        if (found || !isEscaped(raw)) {
            return sane;
        }
        return !field.unescaped_key().get(key)
            && (!member(
                    target, [&](std::string_view name) { return key == name; }, field.value(), sane)
                || sane);
    }

    template <class T, class Matches> bool member(T& target, Matches&& matches, Value& value, bool& sane)
    {
        bool found = false;
        T::fields(target, [&](const char* name, auto& place) {
            if (!found && matches(std::string_view(name))) {
                found = true;
                if (!isNull(value)) {
                    m_key = name;
                    sane = readInto(target, place, value);
                }
            }
        });
        return found;
    }

    /// Of a metadata's texts, only the namespace is one that others say as well.
    bool readInto(ObjectMeta& meta, QString& place, Value value)
    {
        return &place == &meta.ns ? read(value, place) : readUnique(value, place);
    }
    template <class T, class Place> bool readInto(T& /*target*/, Place& place, Value value)
    {
        return read(value, place);
    }

    static bool isEscaped(simdjson::ondemand::raw_json_string key);
    static bool isNull(Value value)
    {
        bool null = false;
        return !value.is_null().get(null) && null;
    }

    bool read(Value value, QString& out);
    /// Text that no other object says: a name.
    bool readUnique(Value value, QString& out);
    bool read(Value value, CompactText& out);
    bool read(Value value, qint64& out);
    bool read(Value value, bool& out);
    bool read(Value value, std::optional<qint64>& out);
    bool read(Value value, std::optional<Duration>& out);
    bool read(Value value, std::optional<Timestamp>& out);
    bool read(Value value, QStringList& out);
    bool read(Value value, QMap<QString, QString>& out);
    bool read(Value value, QList<OwnerReference>& out);

    template <class E> bool read(Value value, Phase<E>& out)
    {
        QString text;
        const bool sane = read(value, text);
        out = Phase<E>(text);
        return sane;
    }

    template <class T> bool read(Value value, std::vector<T>& out)
    {
        simdjson::ondemand::array items;
        if (const auto code = value.get_array().get(items)) {
            return wrongType(value, code, m_key, QT_TRANSLATE_NOOP("FieldReader", "not a list"));
        }
        return readEach(items, out);
    }

    template <class List> bool readEach(simdjson::ondemand::array items, List& out)
    {
        const QString key = toQString(m_key);
        return elements(items, [&](Value item) {
            FieldReader reader(m_path + key + u'[' + QString::number(out.size()) + QStringLiteral("]."), m_problems,
                               m_interner);
            out.emplace_back();
            return reader.object(item, out.back());
        });
    }

    template <class F> bool elements(simdjson::ondemand::array items, F&& each)
    {
        const std::string_view key = m_key;
        for (auto entry : items) {
            Value item;
            m_key = key;
            if (entry.get(item) || !each(item)) {
                return false;
            }
        }
        return true;
    }

    template <class T> bool parsed(QStringView text, const Result<T>& result, std::optional<T>& out)
    {
        if (result) {
            out = *result;
        } else if (!text.isEmpty()) {
            note(m_key, result.error().message.kept);
        }
        return true;
    }

    bool wrongType(Value value, simdjson::error_code code, std::string_view key, const char* what);
    void note(std::string_view key, const QString& what);

    QString m_path;
    QStringList& m_problems;
    Interner& m_interner;
    std::string_view m_key;
};

} // namespace konductor
