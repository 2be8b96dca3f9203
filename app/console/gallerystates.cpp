// SPDX-License-Identifier: Apache-2.0
#include "app/console/gallerystates.h"

#include "core/kube/networkerror.h"
namespace konductor::app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using live::ChangeBatch;
using live::ChangeBatchPtr;
using live::ConnectionState;
using live::ScopeState;

namespace {

ChangeBatch batchOf(const ScopeState& scope, ConnectionState::Phase phase)
{
    ChangeBatch batch;
    for (const Kind kind : konductorKinds) {
        batch.scopes[kind] = scope;
    }
    batch.connection = ConnectionState{.phase = phase,
                                       .contextName = u"prod-eu"_s,
                                       .server = u"https://prod-eu.example.com:6443"_s,
                                       .serverVersion = u"v1.36.3"_s};
    return batch;
}

void fill(ChangeBatch& batch, const ObjectIndex& objects)
{
    for (const Kind kind : konductorKinds) {
        for (const ObjectPtr& object : objects.sorted(kind)) {
            batch.changes.push_back({.after = object});
        }
    }
}

ChangeBatchPtr shared(ChangeBatch batch)
{
    return std::make_shared<const ChangeBatch>(std::move(batch));
}

ChangeBatchPtr empty(const ObjectIndex&, Timestamp)
{
    return shared(batchOf({.phase = ScopeState::Phase::Live}, ConnectionState::Phase::Live));
}

ChangeBatchPtr loading(const ObjectIndex&, Timestamp)
{
    return shared(batchOf({.phase = ScopeState::Phase::Loading, .loaded = 1500, .expected = 12'400},
                          ConnectionState::Phase::Connecting));
}

ChangeBatchPtr forbidden(const ObjectIndex&, Timestamp)
{
    const Error error{.kind = Error::Kind::Forbidden,
                      .message =
                          u"leases.sync.konductor.io is forbidden: User \"viewer\" cannot list resource \"leases\" "
                          "in API group \"sync.konductor.io\" at the cluster scope"_s,
                      .httpStatus = 403};
    return shared(batchOf({.phase = ScopeState::Phase::Forbidden, .error = error}, ConnectionState::Phase::Degraded));
}

ChangeBatchPtr notInstalled(const ObjectIndex&, Timestamp)
{
    return shared(batchOf({.phase = ScopeState::Phase::NotInstalled}, ConnectionState::Phase::Live));
}

ChangeBatchPtr offline(const ObjectIndex&, Timestamp now)
{
    const Error error =
        kube::networkError(QNetworkReply::ConnectionRefusedError, {}, QUrl(u"https://prod-eu.example.com:6443"_s), {});
    ChangeBatch batch = batchOf({.phase = ScopeState::Phase::Failed, .retryAt = now + 5s, .error = error},
                                ConnectionState::Phase::Offline);
    batch.connection->error = error;
    batch.connection->retryAt = now + 5s;
    return shared(std::move(batch));
}

ChangeBatchPtr stale(const ObjectIndex& objects, Timestamp now)
{
    ChangeBatch batch = batchOf({.phase = ScopeState::Phase::Stale, .since = now - 90s, .retryAt = now + 5s},
                                ConnectionState::Phase::Stale);
    batch.connection->asOf = now - 90s;
    batch.connection->retryAt = now + 5s;
    fill(batch, objects);
    return shared(std::move(batch));
}

ChangeBatchPtr inPart(const ObjectIndex& objects, Timestamp)
{
    const QStringList namespaces{u"finance"_s, u"team-a"_s};
    ChangeBatch batch =
        batchOf({.phase = ScopeState::Phase::Live, .namespaces = namespaces, .refused = {u"default"_s, u"payments"_s}},
                ConnectionState::Phase::Live);
    batch.connection->namespaces = namespaces;
    fill(batch, objects);
    return shared(std::move(batch));
}

ChangeBatchPtr ofSnapshot(const ObjectIndex& objects, Timestamp now)
{
    ChangeBatch batch = batchOf({.phase = ScopeState::Phase::Live}, ConnectionState::Phase::Closed);
    batch.connection->asOf = now;
    fill(batch, objects);
    return shared(std::move(batch));
}

} // namespace

void RefusedLogs::read(const kube::PodLogQuestion& question)
{
    const Error refused{.kind = Error::Kind::Forbidden,
                        .message =
                            u"pods \"worker-b\" is forbidden: User \"viewer\" cannot get resource \"pods/log\" in "
                            "API group \"\" in the namespace \"team-a\""_s,
                        .httpStatus = 403};
    QMetaObject::invokeMethod(
        this, [this, question, refused] { emit finished(question, fail(refused)); }, Qt::QueuedConnection);
}

const std::vector<GalleryState>& galleryStates()
{
    static const std::vector<GalleryState> states{
        {u"empty"_s, empty},         {u"loading"_s, loading},
        {u"forbidden"_s, forbidden}, {u"not-installed"_s, notInstalled},
        {u"offline"_s, offline},     {u"stale"_s, stale},
        {u"in-part"_s, inPart},      {u"snapshot"_s, ofSnapshot},
    };
    return states;
}

} // namespace konductor::app
