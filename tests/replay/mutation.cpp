// SPDX-License-Identifier: Apache-2.0
#include "tests/replay/mutation.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace konductor::test {

namespace {

/// Another value of the same type.
QJsonValue other(const QString& name, const QJsonValue& value)
{
    if (value.isBool()) {
        return !value.toBool();
    }
    if (value.isDouble()) {
        return value.toDouble() + 1;
    }
    if (value.isArray()) {
        QJsonArray array = value.toArray();
        const QJsonValue first = array.first();
        if (first.isObject()) {
            QJsonObject item = first.toObject();
            item["met"_L1] = !item["met"_L1].toBool();
            array.replace(0, item);
        } else {
            array.replace(0, u"somebody-else"_s);
        }
        return array;
    }
    QString text = value.toString();
    if (name.endsWith("At"_L1)) {
        const qsizetype minutes = text.size() - 5; // "…:MM:SSZ"
        text[minutes] = text[minutes] == u'0' ? u'1' : u'0';
        return text;
    }
    return text == "Waiting"_L1 ? u"Open"_s : u"Waiting"_s;
}

QJsonObject withTime(QJsonObject line, double seconds)
{
    line["t"_L1] = line["t"_L1].toDouble() + seconds;
    return line;
}

bool isSameObject(const QJsonObject& a, const QJsonObject& b)
{
    const QJsonValue one = a["object"_L1];
    const QJsonValue two = b["object"_L1];
    return one["kind"_L1] == two["kind"_L1] && one["metadata"_L1]["name"_L1] == two["metadata"_L1]["name"_L1];
}

} // namespace

Mutator::Mutator(const QByteArray& recording)
{
    for (const QByteArray& line : recording.split('\n')) {
        if (line.isEmpty()) {
            continue;
        }
        m_lines.push_back(QJsonDocument::fromJson(line).object());
        if (m_lines.back()["by"_L1] == "operator"_L1) {
            m_writes.push_back(m_lines.size() - 1);
        }
    }
}

QByteArray Mutator::without(size_t line) const
{
    std::vector<QJsonObject> lines = m_lines;
    lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(line));
    return joined(lines);
}

QByteArray Mutator::delayed(size_t line, double seconds, bool sorted) const
{
    std::vector<QJsonObject> lines = m_lines;
    lines[line] = withTime(lines[line], seconds);
    if (sorted) {
        std::stable_sort(lines.begin() + 1, lines.end(), [](const QJsonObject& a, const QJsonObject& b) {
            return a["t"_L1].toDouble() < b["t"_L1].toDouble();
        });
    }
    return joined(lines);
}

std::optional<QByteArray> Mutator::altered(size_t line, int field) const
{
    QJsonObject object = m_lines[line]["object"_L1].toObject();
    QJsonObject status = object["status"_L1].toObject();
    const QStringList names = status.keys();
    if (m_lines[line]["type"_L1] == "DELETED"_L1 || field >= names.size()) {
        return std::nullopt;
    }
    status[names[field]] = other(names[field], status[names[field]]);
    object["status"_L1] = status;
    std::vector<QJsonObject> lines = m_lines;
    lines[line]["object"_L1] = object;
    return joined(lines);
}

std::optional<QByteArray> Mutator::undone(size_t line) const
{
    if (m_lines[line]["type"_L1] == "DELETED"_L1) {
        return std::nullopt;
    }
    size_t before = line;
    do {
        --before;
    } while (before > 0 && !isSameObject(m_lines[before], m_lines[line]));
    QJsonObject undo = withTime(m_lines[line], 0.0005);
    QJsonObject object = m_lines[before]["object"_L1].toObject();
    QJsonObject metadata = object["metadata"_L1].toObject();
    metadata["resourceVersion"_L1] = m_lines[line]["object"_L1]["metadata"_L1]["resourceVersion"_L1];
    object["metadata"_L1] = metadata;
    undo["object"_L1] = object;
    std::vector<QJsonObject> lines = m_lines;
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(line) + 1, undo);
    return joined(lines);
}

QByteArray Mutator::repeated(size_t line) const
{
    std::vector<QJsonObject> lines = m_lines;
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(line) + 1, withTime(m_lines[line], 0.01));
    return joined(lines);
}

QByteArray Mutator::joined(const std::vector<QJsonObject>& lines)
{
    QByteArray bytes;
    for (const QJsonObject& line : lines) {
        bytes += QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    }
    return bytes;
}

} // namespace konductor::test
