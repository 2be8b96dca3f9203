// SPDX-License-Identifier: Apache-2.0
#include "core/api/kinds.h"
#include "core/sandbox/worker.h"

using namespace Qt::StringLiterals;

namespace konductor::sandbox {

namespace {

using std::chrono::milliseconds;

/// Its holders arrive one after the other; when all are there it rests open, then a new round begins with none.
class BarrierWorker final : public Worker {
public:
    BarrierWorker(ObjectApi& api, const WorkerSpec& spec, quint64 seed) : Worker(api, spec, seed) { }

    milliseconds step() override
    {
        if (const auto next = firstMissing()) {
            createChild(Kind::Arrival, *next);
            return firstMissing() ? pause() : hold();
        }
        for (const QString& holder : m_spec.holders) {
            remove(Kind::Arrival, m_spec.at + u'-' + holder);
        }
        return pause();
    }

private:
    std::optional<QString> firstMissing() const
    {
        for (const QString& holder : m_spec.holders) {
            if (!find(Kind::Arrival, m_spec.at + u'-' + holder)) {
                return holder;
            }
        }
        return std::nullopt;
    }
};

/// A job that runs, completes, and is replaced by the next night's.
class JobWorker final : public Worker {
public:
    JobWorker(ObjectApi& api, const WorkerSpec& spec, quint64 seed) : Worker(api, spec, seed) { }

    milliseconds step() override
    {
        const auto job = primitive<Job>();
        if (!job) {
            create(Kind::Job, m_spec.at, {}, {{u"completions"_s, 1}});
            patchStatus(Kind::Job, m_spec.at, {{u"active"_s, 1}, {u"startTime"_s, timeIn({})}});
            return hold();
        }
        if (job->status.succeeded == 0) {
            const QJsonObject complete{{u"type"_s, u"Complete"_s}, {u"status"_s, u"True"_s}};
            patchStatus(Kind::Job, m_spec.at,
                        {{u"active"_s, QJsonValue::Null},
                         {u"succeeded"_s, 1},
                         {u"completionTime"_s, timeIn({})},
                         {u"conditions"_s, QJsonArray{complete}}});
            return pause();
        }
        remove(Kind::Job, m_spec.at);
        return milliseconds(1'000);
    }
};

/// Counts down to zero, rests, starts over.
class WaitGroupWorker final : public Worker {
public:
    WaitGroupWorker(ObjectApi& api, const WorkerSpec& spec, quint64 seed) : Worker(api, spec, seed) { }

    milliseconds step() override
    {
        const auto group = primitive<WaitGroup>();
        if (!group) {
            return pause();
        }
        const qint64 counter = group->status.counter > 0 ? group->status.counter - 1 : m_spec.size;
        patchStatus(Kind::WaitGroup, m_spec.at, {{u"counter"_s, counter}});
        return counter == 0 ? hold() : pause();
    }
};

/// Is executed by its first holder, and made anew for the next round.
class OnceWorker final : public Worker {
public:
    OnceWorker(ObjectApi& api, const WorkerSpec& spec, quint64 seed) : Worker(api, spec, seed) { }

    milliseconds step() override
    {
        const auto once = primitive<Once>();
        if (!once) {
            create(Kind::Once, m_spec.at, {}, {});
            return pause();
        }
        if (!once->status.executed) {
            patchStatus(Kind::Once, m_spec.at,
                        {{u"executed"_s, true},
                         {u"executor"_s, m_spec.holders.value(0)},
                         {u"executedAt"_s, timeIn({})},
                         {u"phase"_s, u"Executed"_s}});
            return hold();
        }
        remove(Kind::Once, m_spec.at);
        return milliseconds(1'000);
    }
};

} // namespace

std::unique_ptr<Worker> makeRoundWorker(ObjectApi& api, const WorkerSpec& spec, quint64 seed)
{
    if (spec.task == "barrier"_L1) {
        return std::make_unique<BarrierWorker>(api, spec, seed);
    }
    if (spec.task == "job"_L1) {
        return std::make_unique<JobWorker>(api, spec, seed);
    }
    if (spec.task == "waitgroup"_L1) {
        return std::make_unique<WaitGroupWorker>(api, spec, seed);
    }
    if (spec.task == "once"_L1) {
        return std::make_unique<OnceWorker>(api, spec, seed);
    }
    return nullptr;
}

} // namespace konductor::sandbox
