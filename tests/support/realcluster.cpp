// SPDX-License-Identifier: Apache-2.0
#include "tests/support/realcluster.h"

#include "core/api/kind.h"
#include "core/api/paths.h"
#include "core/kube/connection.h"
#include "core/kube/kubeconfig.h"
#include "core/sandbox/yaml.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace konductor::test {

namespace {

struct Answer {
    std::optional<Result<kube::Response>> response;
};

QCoro::Task<void> ask(kube::Connection& connection, kube::Request request, std::shared_ptr<Answer> answer)
{
    Result<kube::Response> response = co_await connection.send(request);
    answer->response = std::move(response);
}

/// Requests sent at once; the bell rings at the last answer.
struct Round {
    QObject bell;
    size_t open = 0;
    std::vector<std::optional<Result<kube::Response>>> answers;
};

QCoro::Task<void> askInRound(kube::Connection& connection, kube::Request request, std::shared_ptr<Round> round,
                             size_t i)
{
    Result<kube::Response> response = co_await connection.send(request);
    round->answers[i] = std::move(response);
    if (--round->open == 0) {
        round->bell.setObjectName(u"done"_s);
    }
}

} // namespace

Client::Client(const kube::ConnectionSettings& settings)
{
    if (auto opened = kube::Connection::open(settings, m_clock)) {
        m_connection = std::move(*opened);
    }
}

Client::~Client() = default;

Result<kube::Response> Client::send(const kube::Request& request)
{
    if (!m_connection) {
        return fail(makeError(Error::Kind::Config, {}, u"the settings cannot be used"_s));
    }
    auto answer = std::make_shared<Answer>();
    ask(*m_connection, request, answer);
    if (!QTest::qWaitFor([&] { return answer->response.has_value(); }, 10'000)) {
        return fail(makeError(Error::Kind::Timeout, request.path, u"no answer"_s));
    }
    return *answer->response;
}

Result<std::vector<kube::Response>> Client::sendAll(const std::vector<kube::Request>& requests)
{
    if (!m_connection) {
        return fail(makeError(Error::Kind::Config, {}, u"the settings cannot be used"_s));
    }
    const auto round = std::make_shared<Round>();
    round->open = requests.size();
    round->answers.resize(requests.size());
    QSignalSpy done(&round->bell, &QObject::objectNameChanged);
    for (size_t i = 0; i < requests.size(); ++i) {
        askInRound(*m_connection, requests[i], round, i);
    }
    // A spy, because qWaitFor() looks only every 10 ms.
    if (round->open > 0 && !done.wait(10'000)) {
        return fail(makeError(Error::Kind::Timeout, {}, u"no answer"_s));
    }
    std::vector<kube::Response> responses;
    for (const auto& answer : round->answers) {
        if (!*answer) {
            return fail(answer->error());
        }
        responses.push_back(**answer);
    }
    return responses;
}

Result<kube::ConnectionSettings> settingsOf(const QString& kubeconfig)
{
    const auto config = kube::KubeConfig::load({kubeconfig, {}, {}});
    if (!config) {
        return fail(config.error());
    }
    return config->settings();
}

Result<std::unique_ptr<RealCluster>> RealCluster::start(const QString& program)
{
    std::unique_ptr<RealCluster> cluster(new RealCluster);
    if (auto launched = cluster->launch(program); !launched) {
        return fail(launched.error());
    }
    const auto settings = settingsOf(cluster->kubeconfig());
    if (!settings) {
        return fail(settings.error());
    }
    Client client(*settings);
    if (auto installed = cluster->install(client); !installed) {
        return fail(installed.error());
    }
    return cluster;
}

RealCluster::~RealCluster()
{
    m_server.terminate();
    if (!m_server.waitForFinished(10'000)) {
        m_server.kill();
        m_server.waitForFinished();
    }
}

QString RealCluster::kubeconfig(const QString& who) const
{
    return m_dir.filePath(who + u".kubeconfig"_s);
}

Result<void> RealCluster::launch(const QString& program)
{
    m_server.setStandardErrorFile(m_dir.filePath(u"log"_s));
    m_server.start(program, {u"--dir"_s, m_dir.path()});
    const auto ended = [this] { return m_server.state() == QProcess::NotRunning; };
    QByteArray said;
    const bool ready = QTest::qWaitFor(
        [&] {
            said += m_server.readAllStandardOutput();
            return said.contains("ready ") || ended();
        },
        90'000);
    if (!ready || ended()) {
        return fail(makeError(Error::Kind::Offline, program, u"the API server did not start"_s));
    }
    return {};
}

Result<void> RealCluster::install(Client& client)
{
    const QDir folder(QStringLiteral(KONDUCTOR_SOURCE_DIR "/resources/crds"));
    for (const QString& name : folder.entryList({u"*.yaml"_s}, QDir::Files)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly)) {
            return fail(makeError(Error::Kind::Config, name, file.errorString()));
        }
        const auto crd = sandbox::yamlToJson(file.readAll());
        if (!crd) {
            return fail(crd.error());
        }
        kube::Request request;
        request.verb = kube::Verb::Post;
        request.path = u"/apis/apiextensions.k8s.io/v1/customresourcedefinitions"_s;
        request.contentType = "application/json";
        request.body = QJsonDocument(crd->toObject()).toJson();
        if (auto created = client.send(request); !created) {
            return fail(created.error());
        }
    }
    for (const Kind kind : konductorKinds) {
        kube::Request request;
        request.path = collectionPath(kind, {});
        if (!QTest::qWaitFor([&] { return client.send(request).has_value(); }, 30'000)) {
            return fail(makeError(Error::Kind::Timeout, kindInfo(kind).plural.toString(), u"not served"_s));
        }
    }
    return {};
}

} // namespace konductor::test
