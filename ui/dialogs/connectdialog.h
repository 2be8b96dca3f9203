// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>

#include <vector>

class QLineEdit;
class QTreeWidget;

namespace konductor::ui {

/// One context of a kubeconfig, as it is offered.
struct ContextChoice {
    QString name;
    QString cluster;
    QString user;
    QString ns;
    QString source; ///< The file.
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

signals:
    void contextChosen(const QString& name);
    void sandboxChosen(const QString& scenario);

private:
    void addContexts(const std::vector<ContextChoice>& contexts);
    void addScenarios(const std::vector<ScenarioChoice>& scenarios);
    void filter(const QString& text);
    void choose();

    QLineEdit* m_search;
    QTreeWidget* m_list;
};

} // namespace konductor::ui
