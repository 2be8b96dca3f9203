// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/operatorloop.h"

#include "core/api/encoder.h"

using namespace Qt::StringLiterals;

namespace konductor::sandbox {

namespace {

/// The real operator's writes follow what wakes them by a median of 2.4 ms (recordings); within it changes gather.
constexpr std::chrono::milliseconds reaction(2);
/// The wall clock may jump, so a timer is never trusted for longer.
constexpr std::chrono::milliseconds longestSleep(30'000);

} // namespace

OperatorLoop::OperatorLoop(ObjectApi& api, Clock& clock) : m_api(api), m_clock(clock)
{
    m_api.store().subscribe([this](const StoreEvent& event) { observe(event); });
}

void OperatorLoop::start()
{
    m_started = true;
    for (const Resource& resource : m_api.catalog().all()) {
        for (const auto& [place, object] : m_api.store().objects(resource)) {
            if (object->typed) {
                m_operator.observe(nullptr, object->typed, m_clock.now());
            }
        }
    }
    arm();
}

void OperatorLoop::observe(const StoreEvent& event)
{
    if (!m_started || !event.object->typed) {
        return;
    }
    const ObjectPtr before = event.before ? event.before->typed : nullptr;
    const ObjectPtr after = event.type == StoreEvent::Type::Deleted ? nullptr : event.object->typed;
    m_operator.observe(before, after, m_clock.now());
    if (!m_running) {
        arm();
    }
}

void OperatorLoop::arm()
{
    if (const auto wake = m_operator.nextWake()) {
        m_timer = m_clock.after(std::clamp(*wake - m_clock.now(), reaction, longestSleep), [this] { run(); });
    }
}

void OperatorLoop::run()
{
    m_running = true;
    for (const rules::Write& due : m_operator.due(m_clock.now())) {
        if (!m_operator.isStopped(due) && !write(due)) {
            m_operator.refused(due, m_clock.now());
        }
    }
    m_running = false;
    arm();
}

bool OperatorLoop::write(const rules::Write& write)
{
    const Resource& resource = m_api.catalog().of(write.key.kind);
    if (write.type == rules::Write::Type::Delete) {
        return m_api
            .remove(resource, write.key.ns, write.key.name, {write.object->meta.uid.toString(), {}, false, false})
            .has_value();
    }
    const StoredPtr stored = m_api.store().find(resource, write.key.ns, write.key.name);
    if (!stored) {
        return false;
    }
    QJsonObject body = stored->json;
    QJsonObject status = statusJson(*write.object);
    // Typed values know no conditions, which the operator leaves as they are.
    if (const QJsonValue conditions = body.value("status"_L1).toObject()["conditions"_L1]; conditions.isArray()) {
        status[u"conditions"_s] = conditions;
    }
    QJsonObject metadata = stored->metadata();
    metadata[u"resourceVersion"_s] = write.object->meta.resourceVersion.toString();
    body[u"metadata"_s] = metadata;
    body[u"status"_s] = status;
    return m_api.update(resource, write.key.ns, write.key.name, body, true).has_value();
}

} // namespace konductor::sandbox
