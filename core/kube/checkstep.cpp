// SPDX-License-Identifier: Apache-2.0
#include "core/kube/checkstep.h"

namespace konductor::kube {

using namespace Qt::StringLiterals;

namespace {

struct Names {
    QString name;
    QString title;
};

Names namesOf(CheckStage stage)
{
    switch (stage) {
    case CheckStage::Files:
        return {u"files"_s, u"Kubeconfig files"_s};
    case CheckStage::Context:
        return {u"context"_s, u"Context"_s};
    case CheckStage::Credentials:
        return {u"credentials"_s, u"Credentials"_s};
    case CheckStage::Dns:
        return {u"dns"_s, u"Name lookup"_s};
    case CheckStage::Tcp:
        return {u"tcp"_s, u"TCP"_s};
    case CheckStage::Proxy:
        return {u"proxy"_s, u"Proxy"_s};
    case CheckStage::Tls:
        return {u"tls"_s, u"TLS"_s};
    case CheckStage::Authentication:
        return {u"authentication"_s, u"Signing in"_s};
    case CheckStage::Version:
        return {u"version"_s, u"Server version"_s};
    case CheckStage::Discovery:
        return {u"discovery"_s, u"Kinds"_s};
    case CheckStage::Rights:
        return {u"rights"_s, u"Rights"_s};
    }
    Q_UNREACHABLE();
}

} // namespace

QString nameOf(CheckStage stage)
{
    return namesOf(stage).name;
}

QString titleOf(CheckStage stage)
{
    return namesOf(stage).title;
}

QString nameOf(CheckStep::Outcome outcome)
{
    switch (outcome) {
    case CheckStep::Outcome::Passed:
        return u"passed"_s;
    case CheckStep::Outcome::Warned:
        return u"warned"_s;
    case CheckStep::Outcome::Failed:
        return u"failed"_s;
    case CheckStep::Outcome::Skipped:
        return u"skipped"_s;
    }
    Q_UNREACHABLE();
}

CheckStep CheckStep::passed(QString finding, QStringList facts)
{
    return {.outcome = Outcome::Passed, .finding = std::move(finding), .facts = std::move(facts)};
}

CheckStep CheckStep::warned(QString finding, QString advice, QStringList facts)
{
    return {.outcome = Outcome::Warned,
            .finding = std::move(finding),
            .facts = std::move(facts),
            .advice = std::move(advice)};
}

CheckStep CheckStep::failed(const Error& error, QStringList facts)
{
    const QString message = error.message.isEmpty() ? toString(error.kind) : error.message;
    return {.outcome = Outcome::Failed,
            .finding = error.subject.isEmpty() ? message : error.subject + u": "_s + message,
            .facts = std::move(facts),
            .advice = error.advice};
}

CheckStep CheckStep::skipped(QString finding)
{
    return {.outcome = Outcome::Skipped, .finding = std::move(finding)};
}

} // namespace konductor::kube
