// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/clusterinsight.h"
#include "ui/pages/page.h"
#include "ui/pages/waitgraphview.h"

class QStackedWidget;
class QToolButton;

namespace konductor::ui {

class PageHeading;
class StateView;
class WaitSearch;
class WaitTree;

/// Who waits for whom, as a picture or as a tree, with a search in both. The layout is made on another thread; only a
/// change of the boxes or arrows asks for a new one.
class WaitGraphPage final : public Page {
    Q_OBJECT
public:
    WaitGraphPage(const ClusterInsight& source, const live::ClusterMirror& mirror, Clock& clock,
                  QWidget* parent = nullptr);

    WaitGraphView& view() { return *m_view; }
    WaitTree& tree() { return *m_tree; }
    /// Of the picture or the tree, whichever is shown.
    std::optional<insight::WaitNode> currentNode() const;
    std::optional<ObjectKey> current() const override;
    std::optional<DetailsContent> details(Timestamp now) const override;
    bool select(const ObjectKey& key) override;
    void setNamespace(const QString& ns) override;
    bool focusSearch() override;
    void tick() override;
    void showTree(bool tree);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void addTools();
    void addSearch();
    void goTo(const insight::WaitNode& node);
    void refresh();
    void layOutAnew();
    void laidOut(const GraphShape& shape, const GraphLayout& layout);
    void chosen();
    bool asTree() const;

    const ClusterInsight& m_source;
    const live::ClusterMirror& m_mirror;
    Clock& m_clock;
    PageHeading* m_heading;
    QStackedWidget* m_stack;
    WaitGraphView* m_view;
    WaitTree* m_tree;
    StateView* m_state;
    QToolButton* m_asTree;
    WaitSearch* m_search;
    WaitPicture m_picture;
    QString m_namespace;
    TimerHandle m_soon;
    bool m_layingOut = false;
    bool m_fitted = false;
};

} // namespace konductor::ui
