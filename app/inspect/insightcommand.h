// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/inspect/command.h"
#include "core/base/clock.h"
#include "core/insight/holderbook.h"
#include "core/insight/insight.h"

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
        Objects ///< Their bytes are wanted too.
    };
    /// Connects; judged() follows, or the end.
    void look(LookFor what = LookFor::Answers);
    /// What the pods told, once judged() is called.
    const insight::HolderBook& pods() const { return *m_pods; }
    /// Everything that can be seen has been; `code` is what the gaps alone would end with.
    virtual void judged(const insight::Insight& insight, Timestamp now, int code) = 0;

private:
    void settled();

    SystemClock m_clock;
    std::shared_ptr<insight::HolderBook> m_pods;
    std::unique_ptr<insight::Insight> m_insight;
};

} // namespace konductor::inspect
