// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/export.h"

#include <QSharedData>
#include <QString>

#include <compare>
#include <string_view>

namespace konductor {

/// A text that is opaque by its contract and nearly always a UUID or a whole number: a uid, a resource version. Those
/// two take no memory but the value's own three words, which at a hundred thousand objects is a sixth of what they
/// take; any other text is kept as it is. Copies share it. Equal exactly when the texts are.
class KONDUCTOR_EXPORT CompactText {
public:
    CompactText() = default;
    CompactText(const QString& text); // NOLINT(google-explicit-constructor): it is that text, and costs nothing
    static CompactText fromUtf8(std::string_view text);

    bool isEmpty() const { return m_high == 0 && m_low == 0 && !m_spelled; }
    /// Made anew at each call, unless it is neither a UUID nor a number.
    QString toString() const;
    void clear() { *this = {}; }

    friend bool operator==(const CompactText& a, const CompactText& b)
    {
        return a.m_high == b.m_high && a.m_low == b.m_low
            && (a.m_spelled == b.m_spelled || (a.m_spelled && b.m_spelled && a.m_spelled->text == b.m_spelled->text));
    }
    /// As compareResourceVersions() in core/api/object.h has it for texts.
    friend KONDUCTOR_EXPORT std::partial_ordering compareResourceVersions(const CompactText& a, const CompactText& b);

private:
    struct Spelled : QSharedData {
        explicit Spelled(QString words) : text(std::move(words)) { }
        QString text;
    };
    template <class Char> bool takeUuid(const Char* text, size_t size);
    template <class Char> bool takeNumber(const Char* text, size_t size);

    // The first half of a UUID is never zero here, so that it tells a UUID from the rest.
    quint64 m_high = 0;
    quint64 m_low = 0; ///< The second half of a UUID, or a number plus one, or nothing.
    QExplicitlySharedDataPointer<Spelled> m_spelled;
};

} // namespace konductor
