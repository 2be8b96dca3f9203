// SPDX-License-Identifier: Apache-2.0
#include "core/api/kinds.h"
#include "core/sandbox/worker.h"

using namespace Qt::StringLiterals;

namespace konductor::sandbox {

namespace {

using std::chrono::milliseconds;
constexpr milliseconds lookAgain(2'000);

/// One holder of one primitive: takes it when it can, keeps it for a while, gives it back, rests.
class HoldWorker : public Worker {
public:
    HoldWorker(ObjectApi& api, const WorkerSpec& spec, QString holder, quint64 seed)
        : Worker(api, spec, seed)
        , m_holder(std::move(holder))
    {
    }

    milliseconds step() override
    {
        if (m_holding) {
            giveBack();
            m_holding = false;
            return pause();
        }
        m_holding = take();
        return m_holding ? hold() : lookAgain;
    }

protected:
    virtual bool take() = 0;
    virtual void giveBack() = 0;

    /// Times of a hold that begins now; without a ttl it never expires.
    QJsonObject times(const QString& begin, const QString& end) const
    {
        QJsonObject json{{begin, timeIn({})}};
        if (m_spec.ttl) {
            json[end] = timeIn(*m_spec.ttl);
        }
        return json;
    }

    const QString m_holder;
    bool m_holding = false;
};

class PermitWorker final : public HoldWorker {
public:
    using HoldWorker::HoldWorker;

private:
    bool take() override
    {
        if (find(Kind::Permit, name())) {
            return true; // planted, or created by a person under this name
        }
        const auto semaphore = primitive<Semaphore>();
        if (!semaphore || semaphore->status.available <= 0) {
            return false;
        }
        QJsonObject spec;
        if (m_spec.ttl) {
            spec[u"ttl"_s] = formatDuration(*m_spec.ttl);
        }
        if (!createChild(Kind::Permit, m_holder, spec)) {
            return false;
        }
        QJsonObject status = times(u"acquiredAt"_s, u"expiresAt"_s);
        status[u"phase"_s] = u"Granted"_s;
        return patchStatus(Kind::Permit, name(), status);
    }
    void giveBack() override { remove(Kind::Permit, name()); }
    QString name() const { return m_spec.at + u'-' + m_holder; }
};

class LeaseWorker final : public HoldWorker {
public:
    using HoldWorker::HoldWorker;

private:
    bool take() override
    {
        const auto lease = primitive<Lease>();
        if (!lease) {
            return false;
        }
        if (lease->status.holder == m_holder) {
            return true;
        }
        if (!find(Kind::LeaseRequest, name())) {
            createChild(Kind::LeaseRequest, m_holder, {{u"priority"_s, m_spec.priority}});
        }
        // Nobody else tells the operator of a request.
        if (lease->status.phase == LeasePhase::Available) {
            touch(Kind::Lease, m_spec.at);
        }
        return false;
    }

    void giveBack() override
    {
        remove(Kind::LeaseRequest, name());
        const auto lease = primitive<Lease>();
        if (lease && lease->status.holder == m_holder) {
            patchStatus(Kind::Lease, m_spec.at,
                        {{u"holder"_s, QJsonValue::Null},
                         {u"acquiredAt"_s, QJsonValue::Null},
                         {u"expiresAt"_s, QJsonValue::Null},
                         {u"phase"_s, u"Available"_s}});
        }
    }
    QString name() const { return m_spec.at + u'-' + m_holder; }
};

class MutexWorker final : public HoldWorker {
public:
    using HoldWorker::HoldWorker;

private:
    bool take() override
    {
        const auto mutex = primitive<Mutex>();
        if (!mutex || !mutex->status.holder.isEmpty()) {
            return false;
        }
        QJsonObject status = times(u"lockedAt"_s, u"expiresAt"_s);
        status[u"holder"_s] = m_holder;
        status[u"phase"_s] = u"Locked"_s;
        return patchStatus(Kind::Mutex, m_spec.at, status);
    }

    void giveBack() override
    {
        const auto mutex = primitive<Mutex>();
        if (mutex && mutex->status.holder == m_holder) {
            patchStatus(Kind::Mutex, m_spec.at,
                        {{u"holder"_s, QJsonValue::Null},
                         {u"lockedAt"_s, QJsonValue::Null},
                         {u"expiresAt"_s, QJsonValue::Null},
                         {u"phase"_s, u"Unlocked"_s}});
        }
    }
};

/// Readers share, a writer is alone.
class RWMutexWorker final : public HoldWorker {
public:
    using HoldWorker::HoldWorker;

private:
    bool writes() const { return m_spec.task == "write"_L1; }

    bool take() override
    {
        const auto mutex = primitive<RWMutex>();
        if (!mutex || !mutex->status.writeHolder.isEmpty() || (writes() && !mutex->status.readHolders.isEmpty())) {
            return false;
        }
        QJsonObject status = times(u"lockedAt"_s, u"expiresAt"_s);
        if (writes()) {
            status[u"writeHolder"_s] = m_holder;
        } else {
            status[u"readHolders"_s] = QJsonArray::fromStringList(mutex->status.readHolders + QStringList{m_holder});
        }
        status[u"phase"_s] = writes() ? u"WriteLocked"_s : u"ReadLocked"_s;
        return patchStatus(Kind::RWMutex, m_spec.at, status);
    }

    void giveBack() override
    {
        const auto mutex = primitive<RWMutex>();
        if (!mutex) {
            return;
        }
        QStringList readers = mutex->status.readHolders;
        const bool wasReader = readers.removeOne(m_holder);
        if (!wasReader && mutex->status.writeHolder != m_holder) {
            return;
        }
        QJsonObject status{{u"writeHolder"_s, QJsonValue::Null},
                           {u"readHolders"_s, QJsonArray::fromStringList(readers)}};
        if (readers.isEmpty()) {
            status = {{u"writeHolder"_s, QJsonValue::Null},
                      {u"readHolders"_s, QJsonValue::Null},
                      {u"lockedAt"_s, QJsonValue::Null},
                      {u"expiresAt"_s, QJsonValue::Null},
                      {u"phase"_s, u"Unlocked"_s}};
        }
        patchStatus(Kind::RWMutex, m_spec.at, status);
    }
};

} // namespace

std::unique_ptr<Worker> makeHoldWorker(ObjectApi& api, const WorkerSpec& spec, const QString& holder, quint64 seed)
{
    if (spec.task == "permits"_L1) {
        return std::make_unique<PermitWorker>(api, spec, holder, seed);
    }
    if (spec.task == "lease"_L1) {
        return std::make_unique<LeaseWorker>(api, spec, holder, seed);
    }
    if (spec.task == "mutex"_L1) {
        return std::make_unique<MutexWorker>(api, spec, holder, seed);
    }
    if (spec.task == "read"_L1 || spec.task == "write"_L1) {
        return std::make_unique<RWMutexWorker>(api, spec, holder, seed);
    }
    return nullptr;
}

} // namespace konductor::sandbox
