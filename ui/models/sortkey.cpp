// SPDX-License-Identifier: Apache-2.0
#include "ui/models/sortkey.h"

#include <QHash>

#include <algorithm>

namespace konductor::ui {

namespace {
constexpr qsizetype headLength = 8;

struct Item {
    quint64 head; ///< The eight characters after what all texts begin with.
    quint32 id;
};

qsizetype commonStart(const std::vector<QStringView>& texts)
{
    if (texts.empty()) {
        return 0;
    }
    const QStringView first = texts.front();
    qsizetype common = first.size();
    for (const QStringView text : texts) {
        common = std::min(common, text.size());
        const auto [end, other] = std::mismatch(first.begin(), first.begin() + common, text.begin());
        common = end - first.begin();
    }
    return common;
}

/// Whether equal heads are equal texts: nothing is longer, and no character takes more than its byte.
bool headsDecide(const std::vector<QStringView>& texts, qsizetype from)
{
    return std::all_of(texts.begin(), texts.end(), [&](QStringView text) {
        const QStringView rest = text.mid(from);
        return rest.size() <= headLength
            && std::all_of(rest.begin(), rest.end(), [](QChar c) { return c.unicode() > 0 && c.unicode() < 0xff; });
    });
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
/// Which text comes where, each once: `rank[id]`.
std::vector<quint32> ranksOf(const std::vector<QStringView>& texts)
{
    const qsizetype common = commonStart(texts);
    const bool decided = headsDecide(texts, common);
    std::vector<Item> items;
    items.reserve(texts.size());
    for (size_t i = 0; i < texts.size(); ++i) {
        items.push_back({headOf(texts[i], common), static_cast<quint32>(i)});
    }
    std::sort(items.begin(), items.end(), [&](const Item& a, const Item& b) {
        return a.head != b.head || decided ? a.head < b.head : texts[a.id].compare(texts[b.id]) < 0;
    });
    std::vector<quint32> rank(texts.size());
    for (size_t i = 0; i < items.size(); ++i) {
        rank[items[i].id] = static_cast<quint32>(i);
    }
    return rank;
}

/// What a key is in the order: all texts are ranked once, so that two rows are compared by numbers.
struct Place {
    double number;
    quint32 text;
    int place;
};

std::vector<Place> ranked(const std::vector<const SortKey*>& keys)
{
    QHash<QStringView, quint32> ids;
    std::vector<QStringView> texts;
    std::vector<Place> places;
    places.reserve(keys.size());
    for (size_t i = 0; i < keys.size(); ++i) {
        const QStringView text = keys[i]->text;
        quint32& id = ids[text]; // one more than the text's place; 0: new
        if (id == 0) {
            texts.push_back(text);
            id = static_cast<quint32>(texts.size());
        }
        places.push_back({keys[i]->number, id - 1, static_cast<int>(i)});
    }
    const std::vector<quint32> rank = ranksOf(texts);
    for (Place& place : places) {
        place.text = rank[place.text];
    }
    return places;
}
} // namespace

SortKey SortKey::of(const QVariant& sort)
{
    return sort.typeId() == QMetaType::QString ? of(sort.toString()) : of(sort.toDouble());
}

std::vector<int> sortedPlaces(const std::vector<const SortKey*>& keys, bool descending)
{
    std::vector<Place> items = ranked(keys);
    const auto less = [](const Place& a, const Place& b) {
        return a.number != b.number ? a.number < b.number : a.text < b.text;
    };
    std::stable_sort(items.begin(), items.end(),
                     [&](const Place& a, const Place& b) { return descending ? less(b, a) : less(a, b); });
    std::vector<int> places;
    places.reserve(items.size());
    for (const Place& item : items) {
        places.push_back(item.place);
    }
    return places;
}

} // namespace konductor::ui
