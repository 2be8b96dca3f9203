// SPDX-License-Identifier: Apache-2.0
#include "core/sdk/client.h"
#include "core/sdk/requests.h"
#include "core/sdk/statuschange.h"

using namespace Qt::StringLiterals;

namespace konductor::sdk {

namespace {

struct Execution {
    QString executor;
    Timestamp at;
    bool tried = false;
};

bool isOurs(const Once& once, const Execution& execution)
{
    return once.status.executed && once.status.executor == execution.executor && once.status.executedAt == execution.at;
}

StatusChange::Decision decideExecution(Execution& execution, const Object& object)
{
    const Once& once = *as<Once>(&object);
    if (once.status.executed) {
        return execution.tried && isOurs(once, execution) ? StatusChange::Decision(QJsonObject())
                                                          : StatusChange::NotNow();
    }
    execution.tried = true;
    return QJsonObject{{u"executed"_s, true},
                       {u"executor"_s, execution.executor},
                       {u"executedAt"_s, preciseTime(execution.at)},
                       {u"phase"_s, u"Executed"_s}};
}

StatusChange::Decision decideRollback(const Execution& execution, const Object& object)
{
    if (!isOurs(*as<Once>(&object), execution)) {
        return StatusChange::NotNow();
    }
    return QJsonObject{{u"executed"_s, false},
                       {u"executor"_s, QJsonValue::Null},
                       {u"executedAt"_s, QJsonValue::Null},
                       {u"phase"_s, u"Pending"_s}};
}

QCoro::Task<Result<bool>> doOnceAt(Core core, ObjectKey key, QString holder, Client::Step step, std::stop_token stop)
{
    const auto execution = std::make_shared<Execution>(Execution{holder, core->uniqueServerTime()});
    StatusChange mark{key, nullptr, [execution](const Object& object) { return decideExecution(*execution, object); }};
    const Result<ObjectPtr> marked = co_await changeStatus(core, std::move(mark), stop);
    if (!marked || !*marked) {
        co_return marked ? Result<bool>(false) : fail(marked.error());
    }
    const Result<void> done = co_await step();
    if (done) {
        co_return true;
    }
    // Also when we are being stopped: others must be able to try.
    const std::shared_ptr<void> work = core->workInBackground();
    StatusChange back{key, *marked, [execution](const Object& object) { return decideRollback(*execution, object); }};
    const Result<ObjectPtr> undone = co_await changeStatus(core, std::move(back), {});
    Error error = done.error();
    if (!undone) {
        error.message += u"; it stays executed, because taking that back failed: "_s + undone.error().message;
    }
    co_return fail(error);
}

QCoro::Task<Result<bool>> executed(Core core, ObjectKey key, std::stop_token stop)
{
    const kube::Request lookup = getRequest(key);
    const Result<ObjectPtr> object = co_await core->sendFor(Kind::Once, lookup, stop);
    co_return object ? Result<bool>(as<Once>(*object)->status.executed) : fail(object.error());
}

/// Not tried again where it may have been carried out: that could count twice.
QCoro::Task<Result<qint64>> add(Core core, ObjectKey key, qint64 delta, std::stop_token stop)
{
    constexpr int mostTries = 100;
    Error last;
    for (int tries = 0; tries < mostTries; ++tries) {
        const kube::Request lookup = getRequest(key);
        const Result<ObjectPtr> object = co_await core->sendFor(Kind::WaitGroup, lookup, stop);
        if (!object) {
            co_return fail(object.error());
        }
        const qint64 before = as<WaitGroup>(*object)->status.counter;
        qint64 after = 0;
        if (__builtin_add_overflow(before, delta, &after)) {
            co_return fail(makeError(Error::Kind::Invalid, toString(key), u"the counter would overflow"_s));
        }
        after = std::max<qint64>(after, 0);
        const QJsonObject status{{u"counter"_s, after}, {u"phase"_s, after > 0 ? u"Waiting"_s : u"Done"_s}};
        const kube::Request write = statusPatch(**object, status);
        const Result<kube::Response> written = co_await core->send(write, stop);
        if (written) {
            co_return after;
        }
        last = written.error();
        if (last.kind != Error::Kind::Conflict) {
            break;
        }
    }
    co_return fail(last);
}

} // namespace

Client::Task<bool> Client::doOnce(QString name, Step step, Options options, Stop stop)
{
    return doOnceAt(m_core, key(Kind::Once, name), holderOf(options), std::move(step), std::move(stop));
}

Client::Task<bool> Client::isExecuted(QString name, Stop stop)
{
    return executed(m_core, key(Kind::Once, name), std::move(stop));
}

Client::Task<qint64> Client::addWaitGroup(QString name, qint64 delta, Stop stop)
{
    return add(m_core, key(Kind::WaitGroup, name), delta, std::move(stop));
}

Client::Task<qint64> Client::doneWaitGroup(QString name, Stop stop)
{
    return add(m_core, key(Kind::WaitGroup, name), -1, std::move(stop));
}

} // namespace konductor::sdk
