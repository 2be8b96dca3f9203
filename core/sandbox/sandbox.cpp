// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/sandbox.h"

#include "core/sandbox/apiserver.h"
#include "core/sandbox/asioclock.h"
#include "core/sandbox/crew.h"
#include "core/sandbox/garbagecollector.h"
#include "core/sandbox/httpserver.h"
#include "core/sandbox/operatorloop.h"
#include "core/sandbox/scenario.h"

#include <QRandomGenerator>

#include <random>
#include <thread>

using namespace Qt::StringLiterals;

namespace konductor::sandbox {

namespace {

QString unguessablePrefix()
{
    std::array<quint32, 4> bits{};
    QRandomGenerator::system()->fillRange(bits.data(), bits.size());
    QString prefix = u"/s-"_s;
    for (const quint32 word : bits) {
        prefix += u"%1"_s.arg(word, 8, 16, QLatin1Char('0'));
    }
    return prefix;
}

} // namespace

/// Members that others use stand before them. The loop stands between what connections use and what uses the loop:
/// destroying it destroys the open connections, and no timer outlives it.
struct Sandbox::Private {
    Private(Options o, Catalog c)
        : options(std::move(o))
        , catalog(std::move(c))
        , random(options.seed)
        , prefix(unguessablePrefix())
        , store(catalog, static_cast<size_t>(std::max(1, options.keptEvents)))
        , hub(store)
        , clock(loop)
        , api(catalog, store, clock, [this] { return random(); })
        , lister(store, hub, clock, options.maxPage)
        , server(api, lister, prefix)
        , collector(api, clock)
        , operatorLoop(api, clock)
    {
    }
    ~Private()
    {
        loop.stop();
        if (thread.joinable()) {
            thread.join();
        }
    }

    const Options options;
    const Catalog catalog;
    std::mt19937_64 random;
    const QString prefix;
    Store store;
    WatchHub hub;
    boost::asio::io_context loop{1};
    AsioClock clock;
    ObjectApi api;
    Lister lister;
    ApiServer server;
    GarbageCollector collector;
    OperatorLoop operatorLoop;
    std::unique_ptr<Crew> crew;
    std::unique_ptr<HttpServer> http;
    quint16 port = 0;
    std::thread thread;
};

Result<std::unique_ptr<Sandbox>> Sandbox::start(Options options)
{
    const auto scenario = Scenario::read(options.scenario);
    if (!scenario) {
        return fail(scenario.error());
    }
    auto catalog = Catalog::load();
    if (!catalog) {
        return fail(catalog.error());
    }
    auto d = std::make_unique<Private>(std::move(options), std::move(*catalog));
    if (const auto planted = scenario->plant(d->api); !planted) {
        return fail(planted.error());
    }
    auto http = HttpServer::listen(d->loop, d->options.port, [server = &d->server](const HttpRequest& request) {
        return server->handle(request);
    });
    if (!http) {
        return fail(http.error());
    }
    d->http = std::move(*http);
    d->port = d->http->port();
    if (d->options.operatorRuns) {
        d->operatorLoop.start();
    }
    if (d->options.workersRun) {
        d->crew = std::make_unique<Crew>(d->api, d->clock, scenario->workers(), d->options.seed);
    }
    d->thread = std::thread([p = d.get()] { p->loop.run(); });
    return std::unique_ptr<Sandbox>(new Sandbox(std::move(d)));
}

Sandbox::Sandbox(std::unique_ptr<Private> p) : d(std::move(p)) { }

Sandbox::~Sandbox() = default;

QUrl Sandbox::url() const
{
    return QUrl(u"http://127.0.0.1:%1%2"_s.arg(d->port).arg(d->prefix));
}

QByteArray Sandbox::kubeconfig() const
{
    return u"apiVersion: v1\n"
           "kind: Config\n"
           "clusters:\n"
           "- name: sandbox\n"
           "  cluster:\n"
           "    server: %1\n"
           "users:\n"
           "- name: sandbox\n"
           "  user: {}\n"
           "contexts:\n"
           "- name: sandbox\n"
           "  context:\n"
           "    cluster: sandbox\n"
           "    user: sandbox\n"
           "current-context: sandbox\n"_s.arg(url().toString())
               .toUtf8();
}

kube::ConnectionSettings Sandbox::connectionSettings() const
{
    kube::ConnectionSettings settings;
    settings.contextName = u"sandbox"_s;
    settings.clusterName = u"sandbox"_s;
    settings.userName = u"sandbox"_s;
    settings.server = url();
    settings.ns = u"default"_s;
    return settings;
}

std::vector<ScenarioInfo> Sandbox::scenarios()
{
    std::vector<ScenarioInfo> found;
    for (const QString& name : Scenario::names()) {
        if (const auto scenario = Scenario::read(name)) {
            found.push_back({name, scenario->description()});
        }
    }
    return found;
}

} // namespace konductor::sandbox
