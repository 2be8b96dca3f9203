// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>

#include <memory>
#include <type_traits>

namespace konductor::ui {

/// Where inBackground() works. Not Qt's global pool: Qt paints with that one's threads and waits for them, so that work
/// of seconds there would stop the window.
QThreadPool& backgroundThreads();

/// Runs `work` on a thread of its own pool and hands what it returned to `done` on the thread of `context`; nobody is
/// told once `context` is gone. `work` owns what it reads. No QFuture::then(context, …): Qt 6.4 reads its context in
/// the worker's thread, where it may be gone by then.
template <class Work, class Done> void inBackground(QObject* context, Work work, Done done)
{
    using Value = std::invoke_result_t<Work&>;
    auto* watcher = new QFutureWatcher<Value>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, done = std::move(done)] {
        watcher->deleteLater();
        done(watcher->result());
    });
    auto promise = std::make_shared<QPromise<Value>>();
    watcher->setFuture(promise->future());
    backgroundThreads().start([promise, work = std::move(work)]() mutable {
        promise->start();
        promise->addResult(work());
        promise->finish();
    });
}

} // namespace konductor::ui
