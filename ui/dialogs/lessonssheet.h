// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/sheet.h"
#include "ui/models/lessons.h"

namespace konductor::ui {

/// The lessons, with what each asks for and which are solved. Deletes itself when it is dismissed.
class LessonsSheet final : public Sheet {
    Q_OBJECT
public:
    /// `solved`: scenarios of those that were solved at some time.
    LessonsSheet(const std::vector<Lesson>& lessons, const QStringList& solved, QWidget* host);

signals:
    void chosen(const QString& scenario);
    void tourRequested();

private:
    QWidget* lessonCard(const Lesson& lesson, bool solved, QWidget* parent);
};

} // namespace konductor::ui
