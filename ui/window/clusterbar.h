// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/live/clustermirror.h"

#include <QHash>
#include <QWidget>

class QComboBox;
class QPushButton;

namespace konductor::ui {

class QueryLine;

/// The line at the top: which cluster, which namespace, the query.
class ClusterBar final : public QWidget {
    Q_OBJECT
public:
    explicit ClusterBar(const live::ClusterMirror& mirror, QWidget* parent = nullptr);

    QString filter() const;
    QString ns() const; ///< Empty: all.
    void focusFilter();
    void setFilter(const QString& text);
    /// One that a link brings with it: for the page it leads to, until that is left or a person changes it.
    void setPassingFilter(const QString& text);
    void dropPassingFilter();
    /// Empty: all. One that is not there is chosen as well: nothing is in it.
    void setNamespace(const QString& ns);
    void clear();

signals:
    void clusterPressed();
    void snapshotPressed();
    void goToPressed();
    void filterChanged(const QString& text);
    void namespaceChanged(const QString& ns);

private:
    void refresh(const live::ChangeBatch& batch);
    void count(const live::Change& change);
    void showNamespaces();

    const live::ClusterMirror& m_mirror;
    QPushButton* m_cluster;
    QWidget* m_insecure; ///< Stays as long as the connection is.
    QComboBox* m_namespaces;
    QueryLine* m_filter;
    QString m_passing; ///< What setPassingFilter() set.
    QHash<QString, qsizetype> m_inNamespace; ///< Primitives.
};

} // namespace konductor::ui
