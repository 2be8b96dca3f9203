// SPDX-License-Identifier: Apache-2.0
#include "core/kube/continuetoken.h"

namespace konductor::kube {

namespace {

constexpr qsizetype looked = 8 * 1024; ///< A token is some hundred bytes.
constexpr QByteArrayView metadata = "\"metadata\":{";
constexpr QByteArrayView name = "\"continue\":\"";

/// The token in what follows the metadata's opening brace.
QString tokenIn(QByteArrayView fields)
{
    const qsizetype found = fields.indexOf(name);
    if (found < 0) {
        return {};
    }
    const QByteArrayView text = fields.sliced(found + name.size());
    const qsizetype end = text.indexOf('"');
    return end < 0 || text.first(end).contains('\\') ? QString() : QString::fromUtf8(text.first(end));
}

} // namespace

QString peekContinueToken(QByteArrayView page)
{
    const QByteArrayView start = page.first(qMin(looked, page.size()));
    const qsizetype items = start.indexOf("\"items\":");
    const QByteArrayView before = start.first(items < 0 ? start.size() : items);
    if (const qsizetype found = before.indexOf(metadata); found >= 0) {
        return tokenIn(before.sliced(found));
    }
    const QByteArrayView end = page.last(qMin(looked, page.size()));
    const qsizetype found = end.lastIndexOf(metadata);
    return found < 0 ? QString() : tokenIn(end.sliced(found));
}

} // namespace konductor::kube
