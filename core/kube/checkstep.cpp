// SPDX-License-Identifier: Apache-2.0
#include "core/kube/checkstep.h"

#include "core/base/words.h"

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
        return {u"files"_s, inWords("Connect", "Kubeconfig files")};
    case CheckStage::Context:
        return {u"context"_s, inWords("Connect", "Context")};
    case CheckStage::Credentials:
        return {u"credentials"_s, inWords("Connect", "Credentials")};
    case CheckStage::Dns:
        return {u"dns"_s, inWords("Connect", "Name lookup")};
    case CheckStage::Tcp:
        return {u"tcp"_s, inWords("Connect", "TCP")};
    case CheckStage::Proxy:
        return {u"proxy"_s, inWords("Connect", "Proxy")};
    case CheckStage::Tls:
        return {u"tls"_s, inWords("Connect", "TLS")};
    case CheckStage::Authentication:
        return {u"authentication"_s, inWords("Connect", "Signing in")};
    case CheckStage::Version:
        return {u"version"_s, inWords("Connect", "Server version")};
    case CheckStage::Discovery:
        return {u"discovery"_s, inWords("Connect", "Kinds")};
    case CheckStage::Rights:
        return {u"rights"_s, inWords("Connect", "Rights")};
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
    const QString message = error.message.isEmpty() ? toString(error.kind) : error.message.shown;
    return {.outcome = Outcome::Failed,
            .finding = error.subject.isEmpty() ? message : error.subject.shown + u": "_s + message,
            .facts = std::move(facts),
            .advice = error.advice.shown};
}

CheckStep CheckStep::skipped(QString finding)
{
    return {.outcome = Outcome::Skipped, .finding = std::move(finding)};
}

} // namespace konductor::kube
