// SPDX-License-Identifier: Apache-2.0
#include "core/live/livesession.h"

#include "core/live/clustermirror.h"
#include "core/live/engine.h"

#include <QThread>

#include <algorithm>

namespace konductor::live {

using namespace Qt::StringLiterals;

struct LiveSession::Private {
    kube::ConnectionSettings settings;
    std::vector<Kind> kinds;
    ClusterMirror mirror;
    QThread thread;
    Engine* engine = nullptr; ///< Lives on the thread and is deleted there when it finishes.
    bool settled = false;
};

LiveSession::LiveSession(kube::ConnectionSettings settings, LiveOptions options, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    d->settings = settings;
    d->engine = new Engine(std::move(settings), options);
    d->kinds = d->engine->kinds();
    ChangeBatch known; // which cluster it is, from the first moment
    known.connection = d->engine->state();
    d->mirror.apply(std::make_shared<const ChangeBatch>(std::move(known)));
    d->thread.setObjectName(u"engine %1"_s.arg(d->settings.contextName));
    d->engine->moveToThread(&d->thread);
    connect(&d->thread, &QThread::started, d->engine, &Engine::start);
    connect(&d->thread, &QThread::finished, d->engine, &QObject::deleteLater);
    connect(d->engine, &Engine::batchReady, this, [this](const ChangeBatchPtr& batch) {
        d->mirror.apply(batch);
        QMetaObject::invokeMethod(d->engine, &Engine::acknowledge, Qt::QueuedConnection);
        if (!d->settled && isSettled()) {
            d->settled = true;
            emit settled();
        }
    });
    connect(d->engine, &Engine::podsReady, this, &LiveSession::podsChanged);
    connect(d->engine, &Engine::eventsReady, this, &LiveSession::eventsChanged);
    d->thread.start();
}

LiveSession::~LiveSession()
{
    d->engine->disconnect(this);
    d->thread.quit();
    d->thread.wait();
}

ClusterMirror& LiveSession::mirror()
{
    return d->mirror;
}

const ClusterMirror& LiveSession::mirror() const
{
    return d->mirror;
}

const kube::ConnectionSettings& LiveSession::settings() const
{
    return d->settings;
}

void LiveSession::setReadOnly(bool readOnly)
{
    d->settings.readOnly = readOnly;
    QMetaObject::invokeMethod(
        d->engine, [engine = d->engine, readOnly] { engine->setReadOnly(readOnly); }, Qt::QueuedConnection);
}

void LiveSession::reconnectNow()
{
    QMetaObject::invokeMethod(d->engine, &Engine::reconnectNow, Qt::QueuedConnection);
}

void LiveSession::followEvents(const std::optional<EventSubject>& subject)
{
    QMetaObject::invokeMethod(
        d->engine, [engine = d->engine, subject] { engine->followEvents(subject); }, Qt::QueuedConnection);
}

void LiveSession::post(std::function<void(kube::Connection*)> job)
{
    Engine* engine = d->engine;
    QMetaObject::invokeMethod(
        engine, [engine, work = std::move(job)] { work(engine->connection()); }, Qt::QueuedConnection);
}

bool LiveSession::isSettled() const
{
    return std::none_of(d->kinds.begin(), d->kinds.end(),
                        [this](Kind kind) { return d->mirror.scope(kind).isPending(); });
}

} // namespace konductor::live
