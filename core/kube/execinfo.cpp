// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"
#include "core/base/time.h"
#include "core/base/words.h"
#include "core/kube/execcredential.h"
#include "core/kube/yamldocument.h"

#include <QJsonObject>

#include <algorithm>

namespace konductor::kube {

using namespace Qt::StringLiterals;

QByteArray execInfo(const ConnectionSettings& settings)
{
    const ExecPlugin plugin = settings.exec.value_or(ExecPlugin());
    QJsonObject spec{{u"interactive"_s, false}};
    if (plugin.provideClusterInfo) {
        QJsonObject cluster{{u"server"_s, settings.server.toString()}};
        if (!settings.tlsServerName.isEmpty()) {
            cluster.insert(u"tls-server-name"_s, settings.tlsServerName);
        }
        if (settings.insecure) {
            cluster.insert(u"insecure-skip-tls-verify"_s, true);
        }
        if (!settings.caPem.isEmpty()) {
            cluster.insert(u"certificate-authority-data"_s, QString::fromLatin1(settings.caPem.toBase64()));
        }
        if (!settings.proxyUrl.isEmpty()) {
            cluster.insert(u"proxy-url"_s, settings.proxyUrl.toString());
        }
        if (!plugin.clusterConfig.isUndefined()) {
            cluster.insert(u"config"_s, plugin.clusterConfig);
        }
        spec.insert(u"cluster"_s, cluster);
    }
    const QJsonObject info{{u"kind"_s, u"ExecCredential"_s}, {u"apiVersion"_s, plugin.apiVersion}, {u"spec"_s, spec}};
    return compactJson(info);
}

Result<IssuedCredential> parseExecCredential(const QByteArray& output, const QString& apiVersion, const Spoken& subject)
{
    const auto refuse = [&](const Spoken& message) {
        return fail(makeError(Error::Kind::Malformed, subject, message,
                              spoken("ExecPlugin", "Run it by hand and look at its output.")));
    };
    const Result<QJsonValue> document = yamlToJson(output, subject);
    if (!document || !document->isObject()) {
        return refuse(
            spoken("ExecPlugin", "it printed neither JSON nor YAML")); // the parser's words might quote what it printed
    }
    const QJsonObject root = document->toObject();
    if (root.value("kind"_L1).toString() != u"ExecCredential") {
        return refuse(spoken("ExecPlugin", "it printed something else than an ExecCredential"));
    }
    if (root.value("apiVersion"_L1).toString() != apiVersion) {
        return refuse(spoken("ExecPlugin", "it answered in another apiVersion than \"%1\"").arg(apiVersion));
    }
    if (!root.value("status"_L1).isObject()) {
        return refuse(spoken("ExecPlugin", "its answer has no status"));
    }
    const QJsonObject status = root.value("status"_L1).toObject();
    IssuedCredential out;
    out.token = Secret(status.value("token"_L1).toString().toUtf8());
    out.certificatePem = status.value("clientCertificateData"_L1).toString().toUtf8();
    out.keyPem = Secret(status.value("clientKeyData"_L1).toString().toUtf8());
    if (out.certificatePem.isEmpty() != out.keyPem.isEmpty()) {
        return refuse(spoken("ExecPlugin", "it gave a client certificate or a client key, but not both"));
    }
    if (out.token.isEmpty() && out.certificatePem.isEmpty()) {
        return refuse(spoken("ExecPlugin", "it gave neither a token nor a client certificate"));
    }
    const QByteArray& token = out.token.reveal();
    if (!std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < 0x7F; })) {
        return refuse(spoken("ExecPlugin", "its token has characters that cannot be sent in a header"));
    }
    const QJsonValue expires = status.value("expirationTimestamp"_L1);
    if (expires.isString()) {
        const Result<Timestamp> time = parseTimestamp(expires.toString());
        if (!time) {
            return refuse(spoken("ExecPlugin", "its expirationTimestamp is not a time"));
        }
        out.expires = *time;
    }
    return out;
}

} // namespace konductor::kube
