// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/sandbox/refusal.h"

#include <QJsonObject>
#include <QMap>
#include <QRegularExpression>

#include <memory>
#include <optional>

namespace konductor::sandbox {

/// A structural schema as a CRD's openAPIV3Schema writes it: what of it the eleven kinds use, and no more.
/// Immutable once read.
class Schema {
public:
    /// Fails with Unsupported on a CEL rule that has no counterpart here.
    static Result<std::shared_ptr<const Schema>> read(const QJsonObject& json);

    /// Drops what the schema does not name and returns the paths of what was dropped ("spec.colour").
    QStringList prune(QJsonObject& object) const;
    void applyDefaults(QJsonObject& object) const;
    /// In the words of a real server. CEL rules are asked only of an object that is otherwise sound.
    std::vector<FieldError> validate(const QJsonObject& object) const;

private:
    using Rule = bool (*)(const QJsonObject&);
    struct NamedRule {
        Rule holds;
        QString message;
    };

    QJsonValue pruned(const QJsonValue& value, const QString& path, QStringList& dropped) const;
    QJsonValue defaulted(const QJsonValue& value) const;
    void check(const QJsonValue& value, const QString& path, std::vector<FieldError>& errors) const;
    void checkNumber(const QJsonValue& value, const QString& path, std::vector<FieldError>& errors) const;
    void checkText(const QString& text, const QString& path, std::vector<FieldError>& errors) const;
    void checkFormat(const QString& text, const QString& path, std::vector<FieldError>& errors) const;
    void checkObject(const QJsonObject& object, const QString& path, std::vector<FieldError>& errors) const;
    void checkRules(const QJsonValue& value, const QString& path, std::vector<FieldError>& errors) const;
    bool hasType(const QJsonValue& value) const;
    static Result<NamedRule> readRule(const QJsonObject& json);

    QString m_type;
    QString m_format;
    QMap<QString, std::shared_ptr<const Schema>> m_properties;
    std::shared_ptr<const Schema> m_items;
    QStringList m_required;
    QStringList m_enum;
    std::optional<double> m_minimum;
    std::optional<double> m_maximum;
    std::optional<qsizetype> m_minLength;
    std::optional<qsizetype> m_maxLength;
    std::optional<qsizetype> m_minItems;
    std::optional<QRegularExpression> m_pattern;
    std::optional<QJsonValue> m_default;
    std::vector<NamedRule> m_rules;
};

} // namespace konductor::sandbox
