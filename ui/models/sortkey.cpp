// SPDX-License-Identifier: Apache-2.0
#include "ui/models/sortkey.h"

#include <algorithm>

namespace konductor::ui {

namespace {
constexpr qsizetype headLength = 8;

qsizetype commonLength(QStringView a, QStringView b)
{
    const qsizetype shorter = std::min(a.size(), b.size());
    return std::mismatch(a.begin(), a.begin() + shorter, b.begin()).first - a.begin();
}

/// Whether equal heads are equal texts: nothing is longer, and no character takes more than its byte.
bool headDecides(QStringView text, qsizetype from)
{
    const QStringView rest = text.mid(from);
    return rest.size() <= headLength
        && std::all_of(rest.begin(), rest.end(), [](QChar c) { return c.unicode() > 0 && c.unicode() < 0xff; });
}

/// One byte a character; those beyond Latin-1 are all the last one.
quint64 headOf(QStringView text, qsizetype from)
{
    quint64 head = 0;
    for (qsizetype i = from; i < from + headLength; ++i) {
        head = head << 8 | (i < text.size() ? std::min<quint64>(text[i].unicode(), 0xff) : 0);
    }
    return head;
}

/// Equal texts often share their characters, which then need not be read.
int compareTexts(const QString& a, const QString& b)
{
    return a.constData() == b.constData() && a.size() == b.size() ? 0 : a.compare(b);
}
} // namespace

QString caseFolded(const QString& text)
{
    const bool folded = std::all_of(text.begin(), text.end(), [](QChar c) {
        return c.unicode() < 0x80 && (c.unicode() < u'A' || c.unicode() > u'Z');
    });
    return folded ? text : text.toCaseFolded();
}

SortKey SortKey::of(const QVariant& sort)
{
    return sort.typeId() == QMetaType::QString ? of(sort.toString()) : of(sort.toDouble());
}

KeyOrder::KeyOrder(const std::vector<SortKey>& sample) : m_begin(sample.empty() ? QString() : sample.front().text)
{
    for (const SortKey& key : sample) {
        m_begin.truncate(commonLength(m_begin, key.text));
    }
    m_common = m_begin.size();
}

void KeyOrder::add(const SortKey& key, int id, int tie)
{
    m_common = std::min(m_common, commonLength(m_begin, key.text));
    m_items.push_back({key.number, 0, &key, id, tie});
    readHead(m_items.back());
}

void KeyOrder::readHead(Item& item)
{
    m_headsDecide = m_headsDecide && headDecides(item.key->text, m_begin.size());
    item.head = headOf(item.key->text, m_begin.size());
}

std::vector<int> KeyOrder::sorted(bool descending)
{
    if (m_common < m_begin.size()) { // the sample promised too much
        m_begin.truncate(m_common);
        m_headsDecide = true;
        for (Item& item : m_items) {
            readHead(item);
        }
    }
    const auto order = [this](const Item& a, const Item& b) {
        return a.number != b.number ? (a.number < b.number ? -1 : 1)
            : a.head != b.head      ? (a.head < b.head ? -1 : 1)
            : m_headsDecide         ? 0
                                    : compareTexts(a.key->text, b.key->text);
    };
    std::sort(m_items.begin(), m_items.end(), [&](const Item& a, const Item& b) {
        const int compared = order(a, b);
        return compared == 0 ? a.tie < b.tie : descending ? compared > 0 : compared < 0;
    });
    std::vector<int> ids;
    ids.reserve(m_items.size());
    for (const Item& item : m_items) {
        ids.push_back(item.id);
    }
    return ids;
}

} // namespace konductor::ui
