// SPDX-License-Identifier: Apache-2.0
#include "core/action/editable.h"

#include "core/base/words.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace konductor::action {

namespace {

using Type = EditableField::Type;

tl::unexpected<Error> wrong(const EditableField& field, const Spoken& message)
{
    return fail(makeError(Error::Kind::Invalid, field.name.toString(), message));
}

Result<QJsonValue> numberValue(const EditableField& field, const QString& text)
{
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    if (!isNumber) {
        return wrong(field, spoken("Plan", "not a whole number"));
    }
    if (number < field.least || number > std::numeric_limits<qint32>::max()) {
        return wrong(field,
                     spoken("Plan", "must be %1 to %2").arg(field.least).arg(std::numeric_limits<qint32>::max()));
    }
    return QJsonValue(number);
}

} // namespace

std::vector<EditableField> editableFields(Kind kind)
{
    switch (kind) {
    case Kind::Semaphore:
        return {{u"permits", inWords("Plan", "Permits"), Type::Number, 1, true},
                {u"ttl", inWords("Plan", "TTL"), Type::Duration, 0, false,
                 inWords("Plan", "The operator ignores a semaphore's TTL; clients may take it for their permits.")}};
    case Kind::Permit:
        return {
            {u"ttl", inWords("Plan", "TTL"), Type::Duration, 0, false,
             inWords("Plan",
                     "The operator ignores a permit's TTL: only its expiresAt counts, and its client writes that.")}};
    case Kind::Barrier:
        return {{u"expected", inWords("Plan", "Expected"), Type::Number, 1, true},
                {u"quorum", inWords("Plan", "Quorum"), Type::Number, 1, false},
                {u"timeout", inWords("Plan", "Time-out"), Type::Duration}};
    case Kind::Lease:
        return {
            {u"ttl", inWords("Plan", "TTL"), Type::Duration, 0, false,
             inWords("Plan", "It takes effect at the next grant: the present hold keeps its expiry, or has none.")}};
    case Kind::LeaseRequest:
        return {{u"priority", inWords("Plan", "Priority"), Type::Number, 0, false,
                 inWords("Plan", "It decides at the next grant only: it takes the lease from nobody.")}};
    case Kind::Gate:
        return {{u"timeout", inWords("Plan", "Time-out"), Type::Duration}};
    case Kind::Mutex:
    case Kind::RWMutex:
        return {{u"ttl", inWords("Plan", "TTL"), Type::Duration, 0, false,
                 inWords("Plan", "Clients read it when they lock: the present hold keeps its expiry, or has none.")}};
    case Kind::Once:
        return {
            {u"ttl", inWords("Plan", "TTL"), Type::Duration, 0, false,
             inWords("Plan",
                     "Past its creation and TTL the operator deletes the once at the next touch, and this is one.")}};
    case Kind::WaitGroup:
        return {{u"ttl", inWords("Plan", "TTL"), Type::Duration, 0, false,
                 inWords("Plan", "The operator ignores a wait group's TTL.")}};
    case Kind::Arrival:
    case Kind::Job:
        return {};
    }
    Q_UNREACHABLE();
}

Result<QJsonValue> fieldValue(const EditableField& field, const QString& text)
{
    if (text.isEmpty()) {
        if (field.required) {
            return wrong(field, spoken("Plan", "cannot be taken away"));
        }
        return QJsonValue(QJsonValue::Null);
    }
    if (field.type == Type::Number) {
        return numberValue(field, text);
    }
    const Result<Duration> duration = parseDuration(text);
    if (!duration || *duration <= Duration::zero()) {
        return wrong(field, spoken("Plan", "not a duration; write it as 30s, 5m or 1h30m"));
    }
    return QJsonValue(text);
}

} // namespace konductor::action
