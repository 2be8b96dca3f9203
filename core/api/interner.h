// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"

#include <string_view>
#include <vector>

namespace konductor {

/// Remembers what was decoded lately, so that what many objects say is in memory once (Qt's values share) and is
/// decoded once. A fixed number of places, each taken over by the next text that falls on it: nothing grows, and a
/// miss costs only memory. Takes its memory with the first use. Not thread-safe.
class Interner {
public:
    /// The text, shared with earlier ones where it can be.
    QString string(std::string_view utf8);

    /// The value decoded from exactly these bytes before, or null.
    const QMap<QString, QString>* map(std::string_view json) const { return find(m_maps, json); }
    const QList<OwnerReference>* owners(std::string_view json) const { return find(m_owners, json); }
    const Duration* duration(std::string_view text) const { return find(m_durations, text); }
    void remember(std::string_view json, const QMap<QString, QString>& value) { keep(m_maps, json, value); }
    void remember(std::string_view json, const QList<OwnerReference>& value) { keep(m_owners, json, value); }
    void remember(std::string_view text, Duration value) { keep(m_durations, text, value); }

private:
    static constexpr size_t strings = 1024;
    static constexpr size_t values = 256;
    static constexpr size_t longestValue = 512; ///< Bytes of JSON; longer ones are one object's own.

    template <class T> struct Known {
        QByteArray json;
        T value;
    };
    template <class T> using Places = std::vector<Known<T>>;

    static size_t place(std::string_view bytes, size_t places)
    {
        return qHashBits(bytes.data(), bytes.size(), 0) % places;
    }
    static bool same(const QByteArray& known, std::string_view bytes)
    {
        return std::string_view(known.constData(), static_cast<size_t>(known.size())) == bytes;
    }

    template <class T> static const T* find(const Places<T>& places, std::string_view json)
    {
        if (places.empty()) {
            return nullptr;
        }
        const Known<T>& known = places[place(json, values)];
        return same(known.json, json) ? &known.value : nullptr;
    }

    template <class T> static void keep(Places<T>& places, std::string_view json, const T& value)
    {
        if (json.size() > longestValue) {
            return;
        }
        places.resize(values);
        places[place(json, values)] = {QByteArray(json.data(), static_cast<qsizetype>(json.size())), value};
    }

    Places<QString> m_strings;
    Places<Duration> m_durations;
    Places<QMap<QString, QString>> m_maps;
    Places<QList<OwnerReference>> m_owners;
};

} // namespace konductor
