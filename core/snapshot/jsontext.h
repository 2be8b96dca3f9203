// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/time.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace konductor::snapshot {

/// Writes one JSON value on one line, member by member. For records of which there are many: to build a QJsonObject of
/// each takes four times as long. The caller closes what it opens and gives members in the order of their names, as
/// QJsonObject has them. Names need no escape. Private to core/snapshot.
class JsonText {
public:
    /// `{` or `[`; with a name inside an object, without one inside a list.
    void open(char bracket, QLatin1StringView name = {});
    void close(char bracket);
    /// Invisible characters are written as escapes.
    void text(QStringView value, QLatin1StringView name = {});
    void number(qint64 value, QLatin1StringView name = {});
    void truth(bool value, QLatin1StringView name = {});
    void null(QLatin1StringView name = {});
    /// Nothing where there is no time.
    void time(const std::optional<Timestamp>& value, QLatin1StringView name = {});

    const QByteArray& json() const { return m_out; }

private:
    void begin(QLatin1StringView name);

    QByteArray m_out;
    bool m_first = true; ///< Nothing stands before what comes next in the innermost object or list.
};

} // namespace konductor::snapshot
