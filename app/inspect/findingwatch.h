// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/insight/holderbook.h"
#include "core/insight/insight.h"
#include "core/insight/query.h"
#include "core/live/livesession.h"

#include <QSet>

namespace konductor::inspect {

/// Judges a cluster as it lives, and tells when there is a finding that was not there at the look before. It looks a
/// second after something happened, and when time alone changes an answer. Thread of the session's mirror.
class FindingWatch final : public QObject {
    Q_OBJECT
public:
    /// From `least` on, and only those about what `query` chooses, or about what belongs to that; an empty one chooses
    /// everything. The session must have been told to watch pods; make it before that has settled. Session and clock
    /// must outlive it.
    FindingWatch(live::LiveSession& session, Clock& clock, insight::Severity least, insight::Query query);

    /// Looks from now on; what is found first has appeared, too.
    void start();
    const insight::HolderBook& pods() const { return m_pods; }

signals:
    void appeared();

private:
    void take(const live::ChangeBatch& batch);
    void takePods(const live::PodBatchPtr& batch);
    void lookSoon();
    bool isHeard() const;
    void look();
    QSet<size_t> wantedFindings() const;
    void lookLater();
    Timestamp now() const;

    live::LiveSession& m_session;
    Clock& m_clock;
    const insight::Severity m_least;
    const insight::Query m_query;
    insight::HolderBook m_pods;
    insight::Insight m_insight;
    QSet<size_t> m_present; ///< The findings of the last look, as hashes: there may be a hundred thousand.
    TimerHandle m_soon;
    TimerHandle m_later;
    bool m_started = false;
    bool m_afresh = true; ///< Everything is to be looked at anew.
};

} // namespace konductor::inspect
