// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"
#include "core/base/result.h"

#include <QMap>
#include <QStringList>

#include <simdjson.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace konductor {

/// Reads one JSON object into a struct by the names its fields() gives. Unknown names are skipped, null is absent,
/// a value of the wrong type leaves the default and notes a problem under its path. Used by Decoder only; lives no
/// longer than the document it reads.
class FieldReader {
    using Value = simdjson::ondemand::value;

public:
    /// `path` ends with a dot ("spec."); `problems` outlives the reader.
    FieldReader(QString path, QStringList& problems) : m_path(std::move(path)), m_problems(problems) { }

    /// False only when the JSON itself is broken; then the whole document is.
    template <class T> bool object(Value json, T& target)
    {
        simdjson::ondemand::object fields;
        if (const auto code = json.get_object().get(fields)) {
            return wrongType(json, code, {}, u"an object");
        }
        for (auto entry : fields) {
            std::string_view key;
            Value value;
            if (entry.unescaped_key().get(key) || entry.value().get(value)) {
                return false;
            }
            if (!field(key, value, target)) {
                return false;
            }
        }
        return true;
    }

    static QString toQString(std::string_view text);

private:
    template <class T> bool field(std::string_view key, Value value, T& target)
    {
        bool sane = true;
        bool found = false;
        T::fields(target, [&](const char* name, auto& member) {
            if (!found && key == name) {
                found = true;
                if (!isNull(value)) {
                    m_key = key;
                    sane = read(value, member);
                }
            }
        });
        return sane;
    }

    static bool isNull(Value value);

    bool read(Value value, QString& out);
    bool read(Value value, qint64& out);
    bool read(Value value, bool& out);
    bool read(Value value, std::optional<qint64>& out);
    bool read(Value value, std::optional<Duration>& out);
    bool read(Value value, std::optional<Timestamp>& out);
    bool read(Value value, QStringList& out);
    bool read(Value value, QMap<QString, QString>& out);

    template <class E> bool read(Value value, Phase<E>& out)
    {
        QString text;
        const bool sane = read(value, text);
        out = Phase<E>(text);
        return sane;
    }

    template <class T> bool read(Value value, std::vector<T>& out)
    {
        const QString key = toQString(m_key);
        return elements(value, [&](Value item) {
            FieldReader reader(m_path + key + u'[' + QString::number(out.size()) + QStringLiteral("]."), m_problems);
            out.emplace_back();
            return reader.object(item, out.back());
        });
    }

    template <class F> bool elements(Value value, F&& each)
    {
        const std::string key(m_key);
        simdjson::ondemand::array array;
        if (const auto code = value.get_array().get(array)) {
            return wrongType(value, code, m_key, u"a list");
        }
        for (auto entry : array) {
            Value item;
            m_key = key;
            if (entry.get(item) || !each(item)) {
                return false;
            }
        }
        return true;
    }

    template <class T> bool parsed(const QString& text, const Result<T>& result, std::optional<T>& out)
    {
        if (result) {
            out = *result;
        } else if (!text.isEmpty()) {
            note(m_key, result.error().message);
        }
        return true;
    }

    bool wrongType(Value value, simdjson::error_code code, std::string_view key, QStringView wanted);
    void note(std::string_view key, const QString& what);

    QString m_path;
    QStringList& m_problems;
    std::string_view m_key;
};

} // namespace konductor
