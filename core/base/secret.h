// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

namespace konductor {

/// A token, password or private key. It has no stream operators and no implicit conversions, so that it cannot
/// reach a log, a setting or an export by accident; reveal() is the one word to search for.
class Secret {
public:
    Secret() = default;
    explicit Secret(QByteArray bytes) : m_bytes(std::move(bytes)) { }

    bool isEmpty() const { return m_bytes.isEmpty(); }
    const QByteArray& reveal() const { return m_bytes; }

    friend bool operator==(const Secret&, const Secret&) = default;

private:
    QByteArray m_bytes;
};

} // namespace konductor
