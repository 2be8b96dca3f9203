// SPDX-License-Identifier: Apache-2.0
#include "ui/models/sortkey.h"

#include <algorithm>

namespace konductor::ui {

namespace {
constexpr qsizetype headLength = 8;

struct Item {
    double number;
    quint64 head; ///< The eight characters after what all texts begin with.
    int place;
};

qsizetype commonStart(const std::vector<const SortKey*>& keys)
{
    if (keys.empty()) {
        return 0;
    }
    const QString& first = keys.front()->text;
    qsizetype common = first.size();
    for (const SortKey* key : keys) {
        common = std::min(common, key->text.size());
        const auto [end, other] = std::mismatch(first.begin(), first.begin() + common, key->text.begin());
        common = end - first.begin();
    }
    return common;
}

/// Whether equal heads are equal texts: nothing is longer, and no character takes more than its byte.
bool headsDecide(const std::vector<const SortKey*>& keys, qsizetype from)
{
    return std::all_of(keys.begin(), keys.end(), [&](const SortKey* key) {
        const QStringView rest = QStringView(key->text).mid(from);
        return rest.size() <= headLength
            && std::all_of(rest.begin(), rest.end(), [](QChar c) { return c.unicode() > 0 && c.unicode() < 0xff; });
    });
}

/// One byte a character; those beyond Latin-1 are all the last one.
quint64 headOf(const QString& text, qsizetype from)
{
    quint64 head = 0;
    for (qsizetype i = from; i < from + headLength; ++i) {
        head = head << 8 | (i < text.size() ? std::min<quint64>(text[i].unicode(), 0xff) : 0);
    }
    return head;
}
} // namespace

SortKey SortKey::of(const QVariant& sort)
{
    return sort.typeId() == QMetaType::QString ? of(sort.toString()) : of(sort.toDouble());
}

std::vector<int> sortedPlaces(const std::vector<const SortKey*>& keys, bool descending)
{
    const qsizetype common = commonStart(keys);
    const bool decided = headsDecide(keys, common);
    std::vector<Item> items;
    items.reserve(keys.size());
    for (size_t i = 0; i < keys.size(); ++i) {
        items.push_back({keys[i]->number, headOf(keys[i]->text, common), static_cast<int>(i)});
    }
    const auto order = [&](const Item& a, const Item& b) {
        if (a.number != b.number) {
            return a.number < b.number ? -1 : 1;
        }
        if (a.head != b.head) {
            return a.head < b.head ? -1 : 1;
        }
        if (decided) {
            return 0;
        }
        return keys[static_cast<size_t>(a.place)]->text.compare(keys[static_cast<size_t>(b.place)]->text);
    };
    std::stable_sort(items.begin(), items.end(),
                     [&](const Item& a, const Item& b) { return descending ? order(a, b) > 0 : order(a, b) < 0; });
    std::vector<int> places;
    places.reserve(items.size());
    for (const Item& item : items) {
        places.push_back(item.place);
    }
    return places;
}

} // namespace konductor::ui
