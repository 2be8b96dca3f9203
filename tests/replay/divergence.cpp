// SPDX-License-Identifier: Apache-2.0
#include "tests/replay/divergence.h"

#include "core/base/text.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <set>

using namespace Qt::StringLiterals;

namespace konductor::test {

namespace {

QString shown(const QJsonValue& value)
{
    if (value.isUndefined()) {
        return u"(none)"_s;
    }
    QString text = QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
    text = text.mid(1, text.size() - 2);
    return visibleText(elided(text, 300));
}

void append(std::vector<FieldDifference>& all, std::vector<FieldDifference> more)
{
    std::move(more.begin(), more.end(), std::back_inserter(all));
}

} // namespace

std::vector<FieldDifference> differences(const QJsonValue& operators, const QJsonValue& models, const QString& path)
{
    if (operators == models) {
        return {};
    }
    std::vector<FieldDifference> found;
    if (operators.isObject() && models.isObject()) {
        const QJsonObject a = operators.toObject();
        const QJsonObject b = models.toObject();
        std::set<QString> names;
        for (const QStringList& keys : {a.keys(), b.keys()}) {
            names.insert(keys.begin(), keys.end());
        }
        for (const QString& name : names) {
            append(found, differences(a.value(name), b.value(name), path.isEmpty() ? name : path + u'.' + name));
        }
    } else if (operators.isArray() && models.isArray()) {
        const QJsonArray a = operators.toArray();
        const QJsonArray b = models.toArray();
        for (qsizetype i = 0; i < std::max(a.size(), b.size()); ++i) {
            const auto at = [i](const QJsonArray& array) {
                return i < array.size() ? array[i] : QJsonValue(QJsonValue::Undefined);
            };
            append(found, differences(at(a), at(b), u"%1[%2]"_s.arg(path).arg(i)));
        }
    } else {
        found.push_back({path, operators, models});
    }
    return found;
}

QString describe(const Divergence& divergence, const Trace& trace)
{
    const double seconds = static_cast<double>((divergence.time - trace.start).count()) / 1000;
    QString text = u"  at %1 s"_s.arg(seconds, 0, 'f', 3);
    if (divergence.line > 0) {
        text += u" (line %1)"_s.arg(divergence.line);
    }
    text += u", %1: %2\n"_s.arg(visibleText(toString(divergence.key)), visibleText(divergence.what));
    for (const FieldDifference& field : divergence.fields) {
        text += u"    %1\n      operator  %2\n      model     %3\n"_s.arg(visibleText(field.path),
                                                                          shown(field.operators), shown(field.models));
    }
    return text;
}

} // namespace konductor::test
