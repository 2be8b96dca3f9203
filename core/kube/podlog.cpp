// SPDX-License-Identifier: Apache-2.0
#include "core/kube/podlog.h"

#include "core/base/text.h"
#include "core/base/words.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QUrl>

namespace konductor::kube {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostContainers = 100;
constexpr int fewestLines = 8;

QString encoded(const QString& text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

Request podRequest(const PodLogQuestion& question)
{
    Request request;
    request.path = u"/api/v1/namespaces/%1/pods/%2"_s.arg(encoded(question.ns), encoded(question.pod));
    request.subject = spoken("Server", "pod %1 in %2").arg(question.pod, question.ns);
    return request;
}

Request logRequest(const PodLogQuestion& question, int lines)
{
    Request request = podRequest(question);
    request.path += u"/log"_s;
    request.subject = spoken("Server", "log of pod %1 in %2").arg(question.pod, question.ns);
    request.query.addQueryItem(u"tailLines"_s, QString::number(lines));
    request.query.addQueryItem(u"timestamps"_s, u"true"_s);
    request.query.addQueryItem(u"limitBytes"_s, QString::number(PodLog::mostBytes));
    if (!question.container.isEmpty()) {
        request.query.addQueryItem(u"container"_s, encoded(question.container));
    }
    if (question.previous) {
        request.query.addQueryItem(u"previous"_s, u"true"_s);
    }
    return request;
}

qint64 restartsOf(const QJsonObject& status, const QString& container)
{
    for (const auto list : {"containerStatuses"_L1, "initContainerStatuses"_L1, "ephemeralContainerStatuses"_L1}) {
        for (const QJsonValue& one : status[list].toArray()) {
            if (one["name"_L1].toString() == container) {
                return one["restartCount"_L1].toInteger();
            }
        }
    }
    return 0; // it has not begun
}

/// Those that run together stand first, what went before them after.
void takeContainers(const QByteArray& pod, PodLog& log)
{
    const QJsonObject json = QJsonDocument::fromJson(pod).object();
    const QJsonObject status = json["status"_L1].toObject();
    for (const auto list : {"containers"_L1, "initContainers"_L1, "ephemeralContainers"_L1}) {
        for (const QJsonValue& container : json["spec"_L1][list].toArray()) {
            const QString name = container["name"_L1].toString();
            if (qsizetype(log.containers.size()) < mostContainers && !name.isEmpty()) {
                log.containers.push_back({name, restartsOf(status, name)});
            }
        }
    }
    log.container = json["metadata"_L1]["annotations"_L1]["kubectl.kubernetes.io/default-container"_L1].toString();
    const bool known = std::any_of(log.containers.begin(), log.containers.end(),
                                   [&log](const PodLog::Container& one) { return one.name == log.container; });
    if (!known) {
        log.container = log.containers.empty() ? QString() : log.containers.front().name;
    }
}

} // namespace

QStringList containersNamedIn(const QString& message)
{
    static const QRegularExpression list(u"\\[([^\\]]*)\\]"_s);
    QStringList names;
    if (!message.contains("a container name must be specified"_L1)) {
        return names;
    }
    for (auto found = list.globalMatch(message); found.hasNext();) {
        names += found.next().captured(1).split(u' ', Qt::SkipEmptyParts);
    }
    return names.first(std::min(names.size(), mostContainers));
}

QCoro::Task<Result<PodLog>> readPodLog(Connection& connection, PodLogQuestion question, std::stop_token stop)
{
    PodLog log;
    const Request about = podRequest(question);
    const Result<Response> pod = co_await connection.send(about, stop);
    if (pod) {
        takeContainers(pod->body, log);
    } else if (pod.error().kind != Error::Kind::Forbidden) {
        co_return fail(pod.error());
    }
    if (!question.container.isEmpty()) {
        log.container = question.container;
    }
    while (true) {
        question.container = log.container;
        const Request request = logRequest(question, log.lines);
        const Result<Response> answer = co_await connection.send(request, stop);
        if (!answer) {
            const QStringList named = containersNamedIn(answer.error().message.kept);
            if (!log.container.isEmpty() || named.isEmpty()) {
                co_return fail(answer.error());
            }
            for (const QString& name : named) {
                log.containers.push_back({name, std::nullopt});
            }
            log.container = named.front();
            continue;
        }
        // Counted from its beginning, so what a limit leaves out is the newest: fewer lines instead.
        log.isCut = answer->body.size() >= PodLog::mostBytes;
        if (log.isCut && log.lines > fewestLines) {
            log.lines /= 4;
            continue;
        }
        log.text = answer->body.left(PodLog::mostBytes);
        co_return log;
    }
}

} // namespace konductor::kube
