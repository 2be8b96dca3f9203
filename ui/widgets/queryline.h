// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QLineEdit>

class QCompleter;
class QStringListModel;

namespace konductor::ui {

/// The line in which a query is typed (core/insight/query.h): completes fields and their values word by word, says what
/// is wrong with it, and gives back what was typed before on Down in the empty line (kept for this run only).
class QueryLine final : public QLineEdit {
    Q_OBJECT
public:
    explicit QueryLine(QWidget* parent = nullptr);
    /// What is offered after "ns:" and its like.
    void setValues(const QString& field, const QStringList& values);
    /// The words that would be offered for the text before the cursor.
    QStringList completions() const;
    const QStringList& history() const { return m_history; }

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void offer();
    void offerHistory();
    void insertCompletion(const QString& word);
    void remember();
    void showProblems();
    /// Where the word before the cursor begins, a "-" before it left out.
    qsizetype wordStart() const;

    QHash<QString, QStringList> m_values;
    QStringList m_history; ///< Latest first.
    QStringListModel* m_offered;
    QCompleter* m_completer;
    bool m_offersHistory = false;
};

} // namespace konductor::ui
