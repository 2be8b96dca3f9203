// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/logreader.h"
#include "ui/dialogs/sheet.h"

#include <QPointer>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace konductor::ui {

/// The end of a pod's log as plain text, with its own search. It stays open until it is closed, and the window behind
/// it stays alive; it reads when it is opened, when something else is chosen, and on request.
class LogSheet final : public Sheet {
    Q_OBJECT
public:
    /// `context` is for the kubectl line. The reader may go before the sheet does.
    LogSheet(LogReader& reader, const kube::PodLogQuestion& question, const QString& context, QWidget* host);

private:
    QLayout* buildTools();
    QLayout* buildFooter();
    void read();
    void answered(const kube::PodLogQuestion& question, const Result<kube::PodLog>& log);
    void show(const kube::PodLog& log);
    void offerContainers(const kube::PodLog& log);
    void say(const QString& sentence);
    void find(bool backward);
    void markFound();

    QPointer<LogReader> m_reader;
    kube::PodLogQuestion m_question;
    QString m_context;
    QComboBox* m_container;
    QCheckBox* m_previous;
    QLineEdit* m_search;
    QLabel* m_found;
    QLabel* m_state;
    QPlainTextEdit* m_text;
    QPushButton* m_refresh = nullptr;
};

} // namespace konductor::ui
