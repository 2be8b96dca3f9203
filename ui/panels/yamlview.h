// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "ui/panels/objectreader.h"

#include <QPointer>
#include <QWidget>

class QCheckBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace konductor::ui {

class YamlHighlighter;

/// One object as the server has it, as YAML: read-only, highlighted, managedFields folded away until asked for. While
/// it is visible it follows the object; what changed since the version seen before is marked. Scroll position and
/// selection stay as long as the object does.
///
/// It can be edited where that is allowed: then the text is the person's and nothing replaces it, not even another
/// object, until it is applied or discarded. What becomes of it is decided elsewhere (applyRequested()).
class YamlView final : public QWidget {
    Q_OBJECT
public:
    explicit YamlView(QWidget* parent = nullptr);
    /// Null: nothing can be read.
    void setReader(ObjectReader* reader);
    /// Another version of the object than the one shown is fetched, once the view is visible. An empty version stands
    /// for an object that is not there (any more): what was read of it stays.
    void setObject(const ObjectKey& key, const QString& version);
    QString text() const;
    /// Not empty: editing is off, and this says why.
    void setWhyNotEditable(const QString& why);
    /// Begins an edit as soon as the object is read.
    void edit();
    bool isEditing() const { return m_editing; }
    /// It differs from what was read.
    bool isEdited() const { return m_editing && text() != m_unedited; }
    /// Of an edit: what keeps it from being applied.
    void showProblem(const QString& sentence);
    /// Ends an edit and goes on to follow what was last wanted.
    void stopEditing();

signals:
    /// `before` is the object's JSON as it was read.
    void applyRequested(const konductor::ObjectKey& key, const QByteArray& before, const QString& yaml);

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void say(const QString& sentence);
    QLayout* buildTools();
    void follow(const ObjectKey& key, const QString& version);
    void startEditing();
    void refreshTools();
    void readIfDue();
    void answered(const ObjectKey& key, const Result<QByteArray>& json);
    void refresh();
    void markChanges(const QStringList& before);

    QPointer<ObjectReader> m_reader;
    std::optional<ObjectKey> m_key;
    QString m_version; ///< Wanted.
    QString m_asked; ///< The version wanted when last asked; at most one request is under way.
    bool m_waiting = false;
    bool m_editing = false;
    bool m_editWhenRead = false;
    std::optional<std::pair<ObjectKey, QString>> m_next; ///< What to follow when the edit ends.
    QByteArray m_json; ///< Last read of m_key.
    QStringList m_before; ///< The lines of the version seen before.
    QLabel* m_state;
    QString m_unedited; ///< What the edit began with.
    QCheckBox* m_managedFields;
    QPushButton* m_copy;
    QString m_whyNot;
    QPushButton* m_edit;
    QPushButton* m_discard;
    QPushButton* m_apply;
    QPlainTextEdit* m_text;
    YamlHighlighter* m_highlighter;
};

} // namespace konductor::ui
