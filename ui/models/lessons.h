// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/objectindex.h"
#include "core/insight/insight.h"

#include <QObject>
#include <QStringList>

#include <vector>

namespace konductor::live {
class ClusterMirror;
}

namespace konductor::ui {

class ClusterInsight;

/// A scenario of the sandbox as a task.
struct Lesson {
    /// How far the cluster is. Unknown: not listed yet, between two states, or what it is about was deleted.
    enum class Standing : quint8 { Unknown, ToDo, Done };

    QString scenario; ///< Its name; also the lesson's, in settings.
    QString title;
    QString task; ///< A sentence.
    QStringList hints; ///< From a nudge to the way.
    QString moral; ///< What there is to remember of it.
    Standing (*standing)(const ObjectIndex& objects, const insight::Insight& insight);
};

/// All lessons, the easy ones first, in the language of now.
std::vector<Lesson> lessons();

/// Follows a lesson in a cluster. What counts is what the cluster is, not what somebody pressed; it is solved once its
/// problem was there and is no more. Window's thread.
class LessonCourse final : public QObject {
    Q_OBJECT
public:
    /// The mirror and the insight must outlive it.
    LessonCourse(Lesson lesson, const live::ClusterMirror& mirror, const ClusterInsight& insight,
                 QObject* parent = nullptr);

    const Lesson& lesson() const { return m_lesson; }
    bool isSolved() const { return m_solved; }

signals:
    /// Once.
    void solved();

private:
    void look();

    Lesson m_lesson;
    const live::ClusterMirror& m_mirror;
    const ClusterInsight& m_insight;
    bool m_begun = false; ///< The problem was there.
    bool m_solved = false;
};

} // namespace konductor::ui
