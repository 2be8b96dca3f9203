// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window/clusterrow.h"

#include <QStackedWidget>

namespace konductor::ui {

class MainWindow;

/// The desktop window over several open clusters: shows one's MainWindow at a time and tells each which others there
/// are. The views belong to whoever made them and may go at any time; what they show goes on while another is shown.
/// Closing asks first where something would end unfinished.
class ClusterStack final : public QStackedWidget {
    Q_OBJECT
public:
    explicit ClusterStack(QWidget* parent = nullptr);

    /// At the end, or in the place that another left.
    void insert(MainWindow& view, int at = -1);
    MainWindow* view(int index) const;
    MainWindow* current() const { return view(currentIndex()); }
    /// A second press on the one that is shown changes nothing.
    void choose(int index);
    /// The one after it, or before it; round and round.
    void step(int by);

signals:
    void closeRequested(int index);

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void refresh();
    void tellOthers() const;
    void ask(const QStringList& lost);

    bool m_agreed = false; ///< That it is closed all the same.
};

} // namespace konductor::ui
