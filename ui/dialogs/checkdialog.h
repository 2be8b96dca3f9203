// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/checkstep.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace konductor::ui {

/// Shows a walk to a cluster (kube::ConnectCheck) as it goes: a row a step with its result, what was found, the time it
/// took, and below it the facts and what to do. Use open(); whoever runs the walk hands the steps over.
class CheckDialog final : public QDialog {
    Q_OBJECT
public:
    explicit CheckDialog(const QString& context, QWidget* parent = nullptr);

    void add(const kube::CheckStep& step);
    void finish(bool connects);

signals:
    /// "Connect", offered once the walk has come through.
    void connectRequested();

private:
    QTreeWidget* m_steps;
    QLabel* m_verdict;
    QPushButton* m_connect;
};

} // namespace konductor::ui
