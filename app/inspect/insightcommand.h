// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/inspect/command.h"
#include "core/base/clock.h"
#include "core/insight/holderbook.h"
#include "core/insight/insight.h"
#include "core/snapshot/meaning.h"

namespace konductor::inspect {

/// What insight is told of a cluster beside its objects. `pods` may be null: every holder is unknown then.
insight::Surroundings surroundingsOf(const live::ClusterMirror& mirror, const insight::HolderVerdicts* pods);

/// A command that reads the whole cluster once, its jobs and pods where they may be listed, and judges it.
class InsightCommand : public Command {
    Q_OBJECT
public:
    explicit InsightCommand(const Globals& globals) : Command(globals) { }

protected:
    enum class LookFor {
        Answers, ///< Values are enough.
        Objects, ///< Their bytes are wanted too.
        Changes ///< The same, and pods are watched, not only read once.
    };
    /// Connects, or reads the snapshot; judged() follows, or the end.
    void look(LookFor what = LookFor::Answers);
    /// Judges the cluster as it is by now, pods read anew.
    void lookAgain() { settled(); }
    /// The session has been made and has told nothing yet; not called for a file.
    virtual void connecting(live::LiveSession& /*session*/) { }
    /// Nothing can be seen, which has been said; `code` is NotConnected.
    virtual void unseen(int code) { emit ended(code); }
    /// What the pods of a cluster told, once judged() is called.
    const insight::HolderBook& pods() const { return *m_pods; }
    /// Everything that can be seen has been; `code` is what the gaps alone would end with.
    virtual void judged(const insight::Insight& insight, Timestamp now, int code) = 0;

private:
    void readFile();
    void settled();
    /// Says what was not visible; what the command ends with because of it, or nothing when that was the end.
    std::optional<int> tellGaps();

    SystemClock m_clock;
    std::shared_ptr<insight::HolderBook> m_pods;
    std::unique_ptr<insight::Insight> m_insight;
    std::unique_ptr<snapshot::Meaning> m_meaning; ///< Of a file.
};

} // namespace konductor::inspect
