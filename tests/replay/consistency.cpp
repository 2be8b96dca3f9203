// SPDX-License-Identifier: Apache-2.0
#include "tests/replay/consistency.h"

#include "tests/replay/pace.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace konductor::test {

namespace {

/// Everything but the status and what every write changes.
QJsonObject withoutStatus(QJsonObject json)
{
    json.remove(u"status"_s);
    QJsonObject metadata = json["metadata"_L1].toObject();
    for (const auto& name : {u"resourceVersion"_s, u"generation"_s, u"managedFields"_s}) {
        metadata.remove(name);
    }
    json["metadata"_L1] = metadata;
    return json;
}

class Finder {
public:
    std::vector<Divergence> find(const Trace& trace)
    {
        const TraceEvent* previous = nullptr;
        for (const TraceEvent& event : trace.events) {
            m_event = &event;
            checkVersion();
            if (previous) {
                checkOrder(*previous);
            }
            if (!previous || event.time > previous->time) {
                previous = &event;
            }
        }
        return std::move(m_found);
    }

private:
    void add(const QString& what, std::vector<FieldDifference> fields = {})
    {
        m_found.push_back({Divergence::Type::Contradiction, m_event->key, m_event->time, m_event->line, what, fields});
    }

    void checkVersion()
    {
        const bool added = m_event->type == TraceEvent::Type::Added;
        if (added != !m_event->before) {
            add(added ? u"it is added though it is there"_s : u"it changes though it is not there"_s);
        } else if (added && m_event->byOperator) {
            add(u"the operator creates it, the model never creates anything"_s);
        } else if (!added && m_event->before->meta.uid != m_event->object->meta.uid) {
            add(u"it is another object than the one that was there"_s);
        } else if (m_event->type == TraceEvent::Type::Modified) {
            checkChange();
        }
    }

    void checkChange()
    {
        const QJsonObject now = withoutStatus(m_event->json);
        const QJsonObject then = withoutStatus(m_event->beforeJson);
        const QJsonValue status = m_event->json.value("status"_L1);
        const QJsonValue statusThen = m_event->beforeJson.value("status"_L1);
        const bool deletes = m_event->object->meta.deletionTimestamp.has_value();
        if (now != then && m_event->byOperator && !deletes) {
            add(u"the operator changes more than the status, the model only that"_s, differences(now, then, {}));
        } else if (now != then && status != statusThen) {
            add(u"one write changes both its status and the rest: a write before it is not there"_s,
                differences(status, statusThen, u"status"_s));
        } else if (now == then && status == statusThen && m_event->byOperator) {
            add(u"the operator's write changes nothing, which no server turns into an event"_s);
        }
    }

    void checkOrder(const TraceEvent& latest)
    {
        if (m_event->time + Pace::skew < latest.time) {
            add(u"it came %1 ms before version %2 of %3, which is older: one of the two is not where it was made"_s
                    .arg((latest.time - m_event->time).count())
                    .arg(latest.object->meta.resourceVersion.toString(), toString(latest.key)));
        }
        const Line last = m_lines.value(m_event->key.kind);
        if (m_event->line < last.number) {
            add(u"it stands in line %1, before the older version in line %2: the order within a kind is exact"_s
                    .arg(m_event->line)
                    .arg(last.number));
        }
        m_lines.insert(m_event->key.kind, {std::max(last.number, m_event->line)});
    }

    struct Line {
        int number = 0;
    };
    const TraceEvent* m_event = nullptr;
    std::vector<Divergence> m_found;
    QHash<Kind, Line> m_lines;
};

} // namespace

std::vector<Divergence> contradictions(const Trace& trace)
{
    return Finder().find(trace);
}

} // namespace konductor::test
