// SPDX-License-Identifier: Apache-2.0
#include "core/api/encoder.h"

#include "core/api/kinds.h"

#include <QJsonArray>

namespace konductor {

using namespace Qt::StringLiterals;

namespace {

/// Writes the fields that a struct's fields() names. The counterpart of FieldReader in decoder.cpp.
class FieldWriter {
public:
    template <class T> void operator()(const char* name, const T& value) { write(QString::fromLatin1(name), value); }
    QJsonObject take() { return std::move(m_object); }

private:
    void write(const QString& name, const QString& value)
    {
        if (!value.isEmpty()) {
            m_object.insert(name, value);
        }
    }
    void write(const QString& name, const CompactText& value) { write(name, value.toString()); }
    void write(const QString& name, qint64 value) { m_object.insert(name, value); }
    void write(const QString& name, bool value) { m_object.insert(name, value); }
    void write(const QString& name, const std::optional<qint64>& value)
    {
        if (value) {
            m_object.insert(name, *value);
        }
    }
    void write(const QString& name, const std::optional<Duration>& value)
    {
        if (value) {
            m_object.insert(name, formatDuration(*value));
        }
    }
    void write(const QString& name, const std::optional<Timestamp>& value)
    {
        if (value) {
            m_object.insert(name, formatTimestamp(*value));
        }
    }
    void write(const QString& name, const QStringList& value)
    {
        if (!value.isEmpty()) {
            m_object.insert(name, QJsonArray::fromStringList(value));
        }
    }
    void write(const QString& name, const QMap<QString, QString>& value)
    {
        QJsonObject map;
        for (auto it = value.begin(); it != value.end(); ++it) {
            map.insert(it.key(), it.value());
        }
        if (!map.isEmpty()) {
            m_object.insert(name, map);
        }
    }
    template <class E> void write(const QString& name, const Phase<E>& phase) { write(name, phase.text()); }
    template <class T> void write(const QString& name, const std::vector<T>& items) { writeEach(name, items); }
    template <class T> void write(const QString& name, const QList<T>& items) { writeEach(name, items); }

    template <class List> void writeEach(const QString& name, const List& items)
    {
        QJsonArray array;
        for (const auto& item : items) {
            FieldWriter writer;
            std::remove_cvref_t<decltype(item)>::fields(item, writer);
            array.append(writer.take());
        }
        if (!array.isEmpty()) {
            m_object.insert(name, array);
        }
    }

    QJsonObject m_object;
};

template <class T> QJsonObject fieldsJson(const T& value)
{
    FieldWriter writer;
    T::fields(value, writer);
    return writer.take();
}

} // namespace

QJsonObject metaJson(const ObjectMeta& meta)
{
    return fieldsJson(meta);
}

QJsonObject specJson(const Object& object)
{
    return visitObject(object, [](const auto& typed) { return fieldsJson(typed.spec); });
}

QJsonObject statusJson(const Object& object)
{
    return visitObject(object, [](const auto& typed) {
        using Status = std::remove_cvref_t<decltype(typed.status)>;
        return typed.status == Status{} ? QJsonObject() : fieldsJson(typed.status);
    });
}

QJsonObject toJson(const Object& object)
{
    const KindInfo& info = kindInfo(object.kind);
    QJsonObject json{{u"apiVersion"_s, info.group.toString() + u'/' + info.version.toString()},
                     {u"kind"_s, info.name.toString()},
                     {u"metadata"_s, metaJson(object.meta)},
                     {u"spec"_s, specJson(object)}};
    if (const QJsonObject status = statusJson(object); !status.isEmpty()) {
        json.insert(u"status"_s, status);
    }
    return json;
}

} // namespace konductor
