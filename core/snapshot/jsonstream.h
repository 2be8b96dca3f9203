// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QIODevice>
#include <QJsonObject>

#include <vector>

namespace konductor::snapshot {

/// Writes a JSON document piece by piece, each piece on a line of its own, so that memory does not grow with the
/// document. Pieces are valid JSON already. The caller closes what it opens. Private to core/snapshot.
class JsonStream {
public:
    explicit JsonStream(QIODevice& device) : m_device(device) { m_buffer.reserve(chunk + chunk / 4); }

    /// `{` or `[`, as a member of an object where it has a name.
    void open(char bracket, QLatin1StringView name = {});
    void close(char bracket);
    void piece(const QByteArray& json, QLatin1StringView name = {});
    void piece(const QJsonObject& json, QLatin1StringView name = {});
    void text(const QString& value, QLatin1StringView name);

    /// Writes what is left; whether everything reached the device. Fails with Config: a full disk shows here.
    Result<void> finish();

private:
    void begin(QLatin1StringView name);
    void flush();

    static constexpr qsizetype chunk = 1 << 18;
    QIODevice& m_device;
    QByteArray m_buffer;
    std::vector<bool> m_first{true};
    Result<void> m_written; ///< Until now; after a failure nothing more is.
};

} // namespace konductor::snapshot
