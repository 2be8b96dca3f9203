// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/background.h"

#include <QCoreApplication>

#include <algorithm>

namespace konductor::ui {

namespace {

/// One that waits for a slow disk leaves room for the others.
constexpr int fewestThreads = 4;

void waitForThreads()
{
    backgroundThreads().waitForDone();
}

} // namespace

QThreadPool& backgroundThreads()
{
    static QThreadPool pool;
    [[maybe_unused]] static const bool once = [] {
        pool.setMaxThreadCount(std::max(QThread::idealThreadCount(), fewestThreads));
        qAddPostRoutine(waitForThreads); // what runs when the program ends may need the application still
        return true;
    }();
    return pool;
}

} // namespace konductor::ui
