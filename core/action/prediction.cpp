// SPDX-License-Identifier: Apache-2.0
#include "core/action/prediction.h"

#include "core/api/decoder.h"
#include "core/api/encoder.h"
#include "core/api/kinds.h"
#include "core/rules/operatormodel.h"

#include <QJsonValue>

#include <algorithm>
#include <deque>

using namespace Qt::StringLiterals;

namespace konductor::action {

namespace {

/// The operator settles in a handful of reconciles; the bound only keeps a mistake from running for ever.
constexpr int mostReconciles = 64;

/// RFC 7386.
QJsonObject merged(QJsonObject target, const QJsonObject& patch)
{
    for (auto it = patch.begin(); it != patch.end(); ++it) {
        if (it->isNull()) {
            target.remove(it.key());
        } else if (it->isObject()) {
            target.insert(it.key(), merged(target.value(it.key()).toObject(), it->toObject()));
        } else {
            target.insert(it.key(), *it);
        }
    }
    return target;
}

ObjectPtr decoded(const QJsonObject& json)
{
    return decodeObject(json).value_or(nullptr);
}

ObjectPtr created(QJsonObject json, Timestamp now)
{
    QJsonObject meta = json.value(u"metadata"_s).toObject();
    meta.insert(u"creationTimestamp"_s, formatTimestamp(now));
    json.insert(u"metadata"_s, meta);
    return decoded(json);
}

/// The server gives it a new resource version, which nobody can know.
QJsonObject patched(const ObjectPtr& object, const QJsonObject& patch)
{
    QJsonObject json = merged(toJson(*object), patch);
    QJsonObject meta = json.value(u"metadata"_s).toObject();
    meta.insert(u"resourceVersion"_s, u"next"_s);
    json.insert(u"metadata"_s, meta);
    return json;
}

struct Step {
    ObjectPtr before;
    ObjectPtr after;
};

Step make(const Call& call, ObjectIndex& objects, Timestamp now)
{
    const ObjectPtr before = objects.find(call.key);
    ObjectPtr after;
    switch (call.type) {
    case Call::Type::Create:
        after = created(call.body, now);
        break;
    case Call::Type::MergePatch:
    case Call::Type::MergePatchStatus:
        after = before ? decoded(patched(before, call.body)) : nullptr;
        break;
    case Call::Type::Delete:
        objects.remove(call.key);
        return {before, nullptr};
    }
    if (after) {
        objects.insert(after);
    }
    return {before, after};
}

class Course {
public:
    Course(Prediction& prediction, Timestamp now) : m_prediction(prediction), m_now(now) { }

    void wake(const ObjectKey& key)
    {
        if (std::find(m_queue.begin(), m_queue.end(), key) == m_queue.end()) {
            m_queue.push_back(key);
        }
    }
    void observe(const Step& step)
    {
        for (const ObjectKey& key : rules::wokenBy(step.before, step.after)) {
            wake(key);
        }
    }
    bool isWoken(const ObjectKey& key) const { return std::find(m_queue.begin(), m_queue.end(), key) != m_queue.end(); }

    void run()
    {
        const rules::TieBreak tieBreak = [this](const std::vector<ObjectPtr>& best) -> size_t {
            noteTie(best);
            return 0;
        };
        for (int i = 0; i < mostReconciles && !m_queue.empty(); ++i) {
            const ObjectKey key = m_queue.front();
            m_queue.pop_front();
            for (const rules::Write& write : rules::reconcile(key, m_prediction.after, m_now, tieBreak).writes) {
                apply(write);
            }
        }
    }

private:
    void noteTie(const std::vector<ObjectPtr>& best)
    {
        QStringList holders;
        for (const ObjectPtr& request : best) {
            holders.append(specHolder(*request));
        }
        holders.removeDuplicates();
        if (holders.size() > 1) {
            m_prediction.tied = holders;
        }
    }
    void apply(const rules::Write& write)
    {
        if (write.refusedBySchema) {
            m_prediction.refusedBySchema = true;
            return;
        }
        const bool deletes = write.type == rules::Write::Type::Delete;
        const ObjectPtr before =
            deletes ? m_prediction.after.remove(write.key) : m_prediction.after.insert(write.object);
        observe({before, deletes ? nullptr : write.object});
    }

    Prediction& m_prediction;
    Timestamp m_now;
    std::deque<ObjectKey> m_queue;
};

} // namespace

ObjectIndex withCallsMade(const std::vector<Call>& calls, const ObjectIndex& before, Timestamp now)
{
    ObjectIndex objects = before;
    for (const Call& call : calls) {
        make(call, objects, now);
    }
    return objects;
}

Prediction predict(const std::vector<Call>& calls, const ObjectKey& target, const ObjectIndex& before, Timestamp now)
{
    Prediction prediction;
    prediction.after = before;
    Course course(prediction, now);
    for (const Call& call : calls) {
        course.observe(make(call, prediction.after, now));
    }
    prediction.targetWoken = course.isWoken(target);
    course.wake(target);
    course.run();
    return prediction;
}

} // namespace konductor::action
