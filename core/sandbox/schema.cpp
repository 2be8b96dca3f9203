// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/schema.h"

#include "core/base/json.h"
#include "core/base/time.h"

#include <QJsonArray>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace konductor::sandbox {

namespace {

bool isGoDuration(const QJsonObject& self, const QString& field)
{
    // The expression of the CRDs' rules, which is narrower than what Go parses: no sign.
    static const QRegularExpression expression(u"^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))+$"_s);
    return !self.contains(field) || expression.match(self[field].toString()).hasMatch();
}

/// The three CEL rules of the CRDs, by their text up to the regular expression.
bool ttlIsDuration(const QJsonObject& self)
{
    return isGoDuration(self, u"ttl"_s);
}
bool timeoutIsDuration(const QJsonObject& self)
{
    return isGoDuration(self, u"timeout"_s);
}
bool quorumWithinExpected(const QJsonObject& self)
{
    return !self.contains("quorum"_L1) || self["quorum"_L1].toInteger() <= self["expected"_L1].toInteger();
}
bool countsNotNegative(const QJsonObject& self)
{
    return self["inUse"_L1].toInteger() >= 0 && self["available"_L1].toInteger() >= 0;
}

QString inWords(const QJsonValue& value)
{
    if (value.isString()) {
        return u'"' + value.toString() + u'"';
    }
    if (value.isObject() || value.isArray()) {
        return value.isObject() ? u"\"object\""_s : u"\"array\""_s;
    }
    return QString::fromUtf8(compactJson(value));
}

QString typeName(const QJsonValue& value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return u"boolean"_s;
    case QJsonValue::Double: {
        double whole = 0;
        return std::modf(value.toDouble(), &whole) == 0.0 ? u"integer"_s : u"number"_s;
    }
    case QJsonValue::String:
        return u"string"_s;
    case QJsonValue::Array:
        return u"array"_s;
    case QJsonValue::Object:
        return u"object"_s;
    default:
        return u"null"_s;
    }
}

FieldError badValue(const QString& path, const QJsonValue& value, const QString& what)
{
    return {u"FieldValueInvalid"_s, path, u"Invalid value: %1: %2 in body %3"_s.arg(inWords(value), path, what)};
}

FieldError badType(const QString& path, const QJsonValue& value, const QString& wanted)
{
    return {u"FieldValueTypeInvalid"_s, path,
            u"Invalid value: \"%1\": %2 in body must be of type %3: \"%1\""_s.arg(
                value.isString() && !wanted.startsWith(u"int"_s) ? value.toString() : typeName(value), path, wanted)};
}

QString below(const QString& path, const QString& name)
{
    return path.isEmpty() ? name : path + u'.' + name;
}

template <class T> std::optional<T> number(const QJsonObject& json, QLatin1StringView name)
{
    return json.contains(name) ? std::optional<T>(static_cast<T>(json[name].toDouble())) : std::nullopt;
}

} // namespace

Result<Schema::NamedRule> Schema::readRule(const QJsonObject& json)
{
    const QString rule = json["rule"_L1].toString();
    const QString message = json["message"_L1].toString();
    if (rule.startsWith("!has(self.ttl) || self.ttl.matches("_L1)) {
        return NamedRule{ttlIsDuration, message};
    }
    if (rule.startsWith("!has(self.timeout) || self.timeout.matches("_L1)) {
        return NamedRule{timeoutIsDuration, message};
    }
    if (rule == "!has(self.quorum) || self.quorum <= self.expected"_L1) {
        return NamedRule{quorumWithinExpected, message};
    }
    if (rule == "self.inUse >= 0 && self.available >= 0"_L1) {
        return NamedRule{countsNotNegative, message};
    }
    return fail(makeError(Error::Kind::Unsupported, u"CRD"_s, u"unknown validation rule: "_s + rule));
}

Result<std::shared_ptr<const Schema>> Schema::read(const QJsonObject& json)
{
    auto schema = std::make_shared<Schema>();
    schema->m_type = json["type"_L1].toString();
    schema->m_format = json["format"_L1].toString();
    schema->m_minimum = number<double>(json, "minimum"_L1);
    schema->m_maximum = number<double>(json, "maximum"_L1);
    schema->m_minLength = number<qsizetype>(json, "minLength"_L1);
    schema->m_maxLength = number<qsizetype>(json, "maxLength"_L1);
    schema->m_minItems = number<qsizetype>(json, "minItems"_L1);
    schema->m_required = json["required"_L1].toVariant().toStringList();
    schema->m_enum = json["enum"_L1].toVariant().toStringList();
    if (json.contains("pattern"_L1)) {
        schema->m_pattern = QRegularExpression(json["pattern"_L1].toString());
    }
    if (json.contains("default"_L1)) {
        schema->m_default = json["default"_L1];
    }
    for (const QJsonValue& rule : json["x-kubernetes-validations"_L1].toArray()) {
        const auto named = readRule(rule.toObject());
        if (!named) {
            return fail(named.error());
        }
        schema->m_rules.push_back(*named);
    }
    const QJsonObject properties = json["properties"_L1].toObject();
    for (auto it = properties.begin(); it != properties.end(); ++it) {
        auto property = read(it.value().toObject());
        if (!property) {
            return property;
        }
        schema->m_properties.insert(it.key(), *property);
    }
    if (json.contains("items"_L1)) {
        auto items = read(json["items"_L1].toObject());
        if (!items) {
            return items;
        }
        schema->m_items = *items;
    }
    return schema;
}

QStringList Schema::prune(QJsonObject& object) const
{
    QStringList dropped;
    const QJsonValue metadata = object.value("metadata"_L1);
    object = pruned(object, {}, dropped).toObject();
    // The schema of a CRD says no more of metadata than that it is an object; the server knows its fields.
    object[u"metadata"_s] = metadata;
    return dropped;
}

QJsonValue Schema::pruned(const QJsonValue& value, const QString& path, QStringList& dropped) const
{
    if (value.isArray() && m_items) {
        QJsonArray kept;
        int i = 0;
        for (const QJsonValue& item : value.toArray()) {
            kept.append(m_items->pruned(item, u"%1[%2]"_s.arg(path).arg(i++), dropped));
        }
        return kept;
    }
    if (!value.isObject() || m_type != "object"_L1) {
        return value;
    }
    QJsonObject kept;
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString here = below(path, it.key());
        const auto property = m_properties.constFind(it.key());
        if (property == m_properties.constEnd()) {
            dropped.append(here);
        } else if (here == "metadata"_L1) {
            kept.insert(it.key(), it.value());
        } else if (!it.value().isNull()) { // null for a field that is not nullable is dropped as if absent
            kept.insert(it.key(), (*property)->pruned(it.value(), here, dropped));
        }
    }
    return kept;
}

void Schema::applyDefaults(QJsonObject& object) const
{
    object = defaulted(object).toObject();
}

QJsonValue Schema::defaulted(const QJsonValue& value) const
{
    if (!value.isObject()) {
        return value;
    }
    QJsonObject object = value.toObject();
    for (auto it = m_properties.begin(); it != m_properties.end(); ++it) {
        const QJsonValue present = object.value(it.key());
        if (!present.isUndefined()) {
            if (present.isObject()) {
                object[it.key()] = (*it)->defaulted(present);
            }
        } else if ((*it)->m_default) {
            object[it.key()] = *(*it)->m_default;
        }
    }
    return object;
}

std::vector<FieldError> Schema::validate(const QJsonObject& object) const
{
    std::vector<FieldError> errors;
    check(object, {}, errors);
    if (errors.empty()) {
        checkRules(object, {}, errors);
    }
    return errors;
}

bool Schema::hasType(const QJsonValue& value) const
{
    const QString actual = typeName(value);
    return m_type.isEmpty() || actual == m_type || (m_type == "number"_L1 && actual == "integer"_L1);
}

void Schema::check(const QJsonValue& value, const QString& path, std::vector<FieldError>& errors) const
{
    if (!hasType(value)) {
        errors.push_back(badType(path, value, m_type));
        return;
    }
    if (value.isObject()) {
        checkObject(value.toObject(), path, errors);
    } else if (value.isArray()) {
        const QJsonArray array = value.toArray();
        if (m_minItems && array.size() < *m_minItems) {
            errors.push_back(badValue(path, array.size(), u"should have at least %1 items"_s.arg(*m_minItems)));
        }
        int i = 0;
        for (const QJsonValue& item : array) {
            const QString here = u"%1[%2]"_s.arg(path).arg(i++);
            if (m_items) {
                m_items->check(item, here, errors);
            }
        }
    } else if (value.isString()) {
        checkText(value.toString(), path, errors);
    } else if (value.isDouble()) {
        checkNumber(value, path, errors);
    }
}

void Schema::checkObject(const QJsonObject& object, const QString& path, std::vector<FieldError>& errors) const
{
    for (const QString& name : m_required) {
        if (!object.contains(name)) {
            errors.push_back({u"FieldValueRequired"_s, below(path, name), u"Required value"_s});
        }
    }
    for (auto it = m_properties.begin(); it != m_properties.end(); ++it) {
        const QJsonValue property = object[it.key()];
        const QString here = below(path, it.key());
        if (!property.isUndefined() && here != "metadata"_L1) {
            (*it)->check(property, here, errors);
        }
    }
}

void Schema::checkNumber(const QJsonValue& value, const QString& path, std::vector<FieldError>& errors) const
{
    const double number = value.toDouble();
    if (m_minimum && number < *m_minimum) {
        errors.push_back(badValue(path, value, u"should be greater than or equal to %1"_s.arg(*m_minimum)));
    }
    if (m_maximum && number > *m_maximum) {
        errors.push_back(badValue(path, value, u"should be less than or equal to %1"_s.arg(*m_maximum)));
    }
    const bool fits = number >= std::numeric_limits<qint32>::min() && number <= std::numeric_limits<qint32>::max();
    if (m_format == "int32"_L1 && !fits) {
        errors.push_back(badValue(path, value, u"must be of type int32: %1"_s.arg(inWords(value))));
    }
}

void Schema::checkText(const QString& text, const QString& path, std::vector<FieldError>& errors) const
{
    const qsizetype length = text.toUcs4().size();
    if (m_maxLength && length > *m_maxLength) {
        errors.push_back(
            {u"FieldValueTooLong"_s, path, u"Too long: may not be more than %1 bytes"_s.arg(*m_maxLength)});
    }
    if (m_minLength && length < *m_minLength) {
        errors.push_back(badValue(path, text, u"should be at least %1 chars long"_s.arg(*m_minLength)));
    }
    if (m_pattern && !m_pattern->match(text).hasMatch()) {
        errors.push_back(badValue(path, text, u"should match '%1'"_s.arg(m_pattern->pattern())));
    }
    if (!m_enum.isEmpty() && !m_enum.contains(text)) {
        errors.push_back(
            {u"FieldValueNotSupported"_s, path,
             u"Unsupported value: \"%1\": supported values: \"%2\""_s.arg(text, m_enum.join(u"\", \""_s))});
    }
    checkFormat(text, path, errors);
}

void Schema::checkFormat(const QString& text, const QString& path, std::vector<FieldError>& errors) const
{
    if (m_format == "date-time"_L1 && !parseTimestamp(text)) {
        errors.push_back(badType(path, text, u"datetime"_s));
    }
    if (m_format == "duration"_L1 && !parseDuration(text)) {
        errors.push_back(badType(path, text, u"duration"_s));
    }
}

void Schema::checkRules(const QJsonValue& value, const QString& path, std::vector<FieldError>& errors) const
{
    if (!value.isObject()) {
        return;
    }
    const QJsonObject object = value.toObject();
    for (const NamedRule& rule : m_rules) {
        if (!rule.holds(object)) {
            errors.push_back({u"FieldValueInvalid"_s, path, u"Invalid value: "_s + rule.message});
        }
    }
    for (auto it = m_properties.begin(); it != m_properties.end(); ++it) {
        (*it)->checkRules(object[it.key()], below(path, it.key()), errors);
    }
}

} // namespace konductor::sandbox
