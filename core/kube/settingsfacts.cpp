// SPDX-License-Identifier: Apache-2.0
#include "core/kube/settingsfacts.h"

#include "core/base/text.h"
#include "core/kube/certificatefacts.h"

#include <QDateTime>

namespace konductor::kube {

using namespace Qt::StringLiterals;

namespace {

QString authorityWords(const ConnectionSettings& settings)
{
    if (settings.insecure) {
        return u"not checked (insecure-skip-tls-verify)"_s;
    }
    if (settings.caPem.isEmpty()) {
        return u"the system's"_s;
    }
    const qsizetype count = QSslCertificate::fromData(settings.caPem, QSsl::Pem).size();
    return u"%1 from %2"_s.arg(counted(count, u"certificate"),
                               settings.caFile.isEmpty() ? u"the kubeconfig"_s : settings.caFile);
}

QString withoutPassword(const QUrl& url)
{
    const QString user = url.userName();
    const QString address = url.toString(QUrl::RemoveUserInfo);
    return user.isEmpty() ? address : u"%1 as %2, with a password that is not shown"_s.arg(address, user);
}

QString certificateWords(const ConnectionSettings& settings)
{
    const QList<QSslCertificate> chain = QSslCertificate::fromData(settings.clientCertificatePem, QSsl::Pem);
    const QString where =
        settings.clientCertificateFile.isEmpty() ? QString() : u" in "_s + settings.clientCertificateFile;
    if (chain.isEmpty()) {
        return u"a client certificate%1 that is not in PEM form"_s.arg(where);
    }
    const QStringList groups = chain.first().subjectInfo(QSslCertificate::Organization);
    return u"the client certificate \"%1\"%2%3, valid until %4"_s.arg(
        commonNameOf(chain.first()),
        groups.isEmpty() ? QString() : u" of "_s + elided(visibleText(groups.join(u", "_s)), 120), where,
        chain.first().expiryDate().toUTC().toString(Qt::ISODate));
}

QString pluginWords(const ExecPlugin& plugin)
{
    QStringList names;
    for (const ExecPlugin::Variable& variable : plugin.environment) {
        names.append(variable.name);
    }
    QString words = u"the exec plugin %1"_s.arg(plugin.command);
    if (!plugin.arguments.isEmpty()) {
        words += u" with "_s + counted(plugin.arguments.size(), u"argument");
    }
    if (!names.isEmpty()) {
        words += u", and "_s + names.join(u", "_s) + u" in its environment"_s;
    }
    return words;
}

} // namespace

QString credentialWords(const ConnectionSettings& settings)
{
    QStringList words;
    if (!settings.tokenFile.isEmpty()) {
        words.append(u"the token in "_s + settings.tokenFile);
    } else if (!settings.token.isEmpty()) {
        words.append(u"a token"_s);
    } else if (!settings.username.isEmpty()) {
        words.append(u"the user name %1 and a password"_s.arg(settings.username));
    }
    if (!settings.clientCertificatePem.isEmpty()) {
        words.append(certificateWords(settings));
    }
    if (settings.exec) {
        words.append(pluginWords(*settings.exec));
    }
    return words.isEmpty() ? u"nothing"_s : words.join(u", and "_s);
}

QStringList settingsFacts(const ConnectionSettings& settings)
{
    QStringList lines{u"server: "_s + settings.server.toString(QUrl::RemoveUserInfo), u"namespace: "_s + settings.ns,
                      u"user: "_s + settings.userName, u"signs in with: "_s + credentialWords(settings)};
    if (settings.server.scheme() == u"https") {
        lines.append(u"certificate authority: "_s + authorityWords(settings));
    }
    if (!settings.tlsServerName.isEmpty()) {
        lines.append(u"tls-server-name: "_s + settings.tlsServerName);
    }
    if (!settings.proxyUrl.isEmpty()) {
        lines.append(u"proxy-url: "_s + withoutPassword(settings.proxyUrl));
    }
    if (!settings.impersonation.isEmpty()) {
        lines.append(u"acts as: "_s + settings.impersonation.user);
    }
    return lines;
}

} // namespace konductor::kube
