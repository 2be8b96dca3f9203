// SPDX-License-Identifier: Apache-2.0
#include "app/console/comparer.h"

#include "core/base/text.h"
#include "core/report/differencereport.h"
#include "core/snapshot/document.h"
#include "ui/widgets/background.h"

#include <QApplication>
#include <QClipboard>

namespace konductor::app {

using namespace Qt::StringLiterals;

namespace {

struct Compared {
    std::shared_ptr<const snapshot::Difference> difference; ///< Null: `error` says why.
    Error error;
    bool turned = false; ///< The first of the two is the later one.
};

Result<snapshot::Snapshot> contentOf(const ComparedSide& side)
{
    return side.path.isEmpty() ? Result<snapshot::Snapshot>(side.taken) : snapshot::readDocumentFile(side.path);
}

/// Now is later than any file, whatever the clocks say: a server's is known to half a second only.
bool isTurned(const ComparedSide& one, const snapshot::Snapshot& first, const ComparedSide& other,
              const snapshot::Snapshot& second)
{
    return one.isLive != other.isLive ? one.isLive : second.serverTime < first.serverTime;
}

/// On a thread of the pool.
Compared compared(const ComparedSide& one, const ComparedSide& other)
{
    Result<snapshot::Snapshot> first = contentOf(one);
    Result<snapshot::Snapshot> second = contentOf(other);
    if (!first || !second) {
        return {nullptr, first ? second.error() : first.error(), false};
    }
    const bool turned = isTurned(one, *first, other, *second);
    if (turned) {
        std::swap(first, second);
    }
    const snapshot::Meaning before(std::move(*first));
    const snapshot::Meaning after(std::move(*second));
    return {std::make_shared<const snapshot::Difference>(snapshot::differenceOf(before, after)), {}, turned};
}

} // namespace

ui::ComparisonWindow* Comparer::compare(ComparedSide one, ComparedSide other, const ui::TimeStyle& times,
                                        QWidget* parent)
{
    auto* window =
        new ui::ComparisonWindow(tr("%1 and %2").arg(visibleText(one.name), visibleText(other.name)), times, parent);
    connect(window, &ui::ComparisonWindow::copyRequested, window, [window] {
        QApplication::clipboard()->setText(QString::fromUtf8(report::differenceMarkdown(*window->difference())));
    });
    const auto done = [this, window, one, other](const Compared& result) {
        if (!result.difference) {
            window->showProblem(result.error);
            return;
        }
        window->show(result.difference);
        connect(window, &ui::ComparisonWindow::openRequested, this,
                [this, one, other, turned = result.turned](const ui::Link& link, bool later) {
                    emit openRequested(later == turned ? one : other, link);
                });
    };
    ui::inBackground(
        window, [one = std::move(one), other = std::move(other)] { return compared(one, other); }, done);
    window->QWidget::show();
    return window;
}

} // namespace konductor::app
