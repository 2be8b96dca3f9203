// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/clustermark.h"

#include <QDialog>

#include <vector>

class QLineEdit;
class QPushButton;
class QTreeWidget;

namespace konductor::ui {

/// One context of a kubeconfig, as it is offered.
struct ContextChoice {
    QString name;
    QString cluster;
    QString user;
    QString ns;
    QString source; ///< The file.
    ClusterMark mark = {};
};

struct ScenarioChoice {
    QString name;
    QString description;
};

/// Chooses what to connect to. Not modal to the program: use open(). Fed with plain values; `problems` are the files
/// that could not be read, each in a sentence.
class ConnectDialog final : public QDialog {
    Q_OBJECT
public:
    ConnectDialog(std::vector<ContextChoice> contexts, std::vector<ScenarioChoice> scenarios, QStringList problems,
                  QWidget* parent = nullptr);

    /// A context is marked otherwise now.
    void setMark(const QString& context, const ClusterMark& mark);

signals:
    void contextChosen(const QString& name);
    void sandboxChosen(const QString& scenario);
    /// The way to this context is to be walked and shown; the dialog stays.
    void checkRequested(const QString& context);
    /// Colour, mark and namespaces of this context are to be asked for; the dialog stays.
    void contextRequested(const QString& context);
    /// A cluster that stands in no kubeconfig is to be typed in.
    void typeInRequested();

private:
    void addContexts(const std::vector<ContextChoice>& contexts);
    void addScenarios(const std::vector<ScenarioChoice>& scenarios);
    void filter(const QString& text);
    QWidget* buttonRow();
    void enableButtons();
    void choose();

    QLineEdit* m_search;
    QTreeWidget* m_list;
    QPushButton* m_check;
    QPushButton* m_context;
    QPushButton* m_open;
};

} // namespace konductor::ui
