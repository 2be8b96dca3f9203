// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/lessons.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace konductor::ui {

class Chip;

/// A lesson above the page: its task, a hint each time one is asked for, and, once the cluster is as the task wants it,
/// what there is to remember. Covers nothing. Window's thread.
class LessonPanel final : public QWidget {
    Q_OBJECT
public:
    /// The mirror and the insight must outlive it.
    LessonPanel(Lesson lesson, const live::ClusterMirror& mirror, const ClusterInsight& insight,
                QWidget* parent = nullptr);

    const Lesson& lesson() const { return m_course->lesson(); }
    bool isSolved() const { return m_course->isSolved(); }

signals:
    void solved();
    /// The list of lessons is wanted.
    void lessonsRequested();
    /// The scenario is wanted as it was in the beginning.
    void anewRequested();
    /// The person has had enough of it; the cluster stays.
    void left();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void addHeader();
    void hint();
    void addLine(const QString& text);
    void showSolved();

    LessonCourse* m_course;
    QVBoxLayout* m_lines;
    Chip* m_chip;
    QPushButton* m_hint;
    QPushButton* m_lessons;
    qsizetype m_hints = 0; ///< Given so far.
};

} // namespace konductor::ui
