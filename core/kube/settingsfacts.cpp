// SPDX-License-Identifier: Apache-2.0
#include "core/kube/settingsfacts.h"

#include "core/base/text.h"
#include "core/base/words.h"
#include "core/kube/certificatefacts.h"

#include <QDateTime>

namespace konductor::kube {

using namespace Qt::StringLiterals;

namespace {

QString authorityWords(const ConnectionSettings& settings)
{
    if (settings.insecure) {
        return inWords("Connect", "not checked (insecure-skip-tls-verify)");
    }
    if (settings.caPem.isEmpty()) {
        return inWords("Connect", "the system's");
    }
    const qsizetype count = QSslCertificate::fromData(settings.caPem, QSsl::Pem).size();
    return inWords("Connect", "%1 from %2")
        .arg(inWords("Connect", "%n certificates", "1 certificate", count),
             settings.caFile.isEmpty() ? inWords("Connect", "the kubeconfig") : settings.caFile);
}

QString withoutPassword(const QUrl& url)
{
    const QString user = url.userName();
    const QString address = url.toString(QUrl::RemoveUserInfo);
    return user.isEmpty() ? address
                          : inWords("Connect", "%1 as %2, with a password that is not shown").arg(address, user);
}

QString certificateWords(const ConnectionSettings& settings)
{
    const QList<QSslCertificate> chain = QSslCertificate::fromData(settings.clientCertificatePem, QSsl::Pem);
    const QString file = settings.clientCertificateFile;
    if (chain.isEmpty()) {
        return file.isEmpty() ? inWords("Connect", "a client certificate that is not in PEM form")
                              : inWords("Connect", "a client certificate in %1 that is not in PEM form").arg(file);
    }
    const QString groups =
        elided(visibleText(chain.first().subjectInfo(QSslCertificate::Organization).join(u", "_s)), 120);
    const QString whose = groups.isEmpty()
        ? u"\"%1\""_s.arg(commonNameOf(chain.first()).shown)
        : inWords("Connect", "\"%1\" of %2").arg(commonNameOf(chain.first()).shown, groups);
    const QString until = chain.first().expiryDate().toUTC().toString(Qt::ISODate);
    return file.isEmpty()
        ? inWords("Connect", "the client certificate %1, valid until %2").arg(whose, until)
        : inWords("Connect", "the client certificate %1 in %2, valid until %3").arg(whose, file, until);
}

QString pluginWords(const ExecPlugin& plugin)
{
    QStringList names;
    for (const ExecPlugin::Variable& variable : plugin.environment) {
        names.append(variable.name);
    }
    const QString words = plugin.arguments.isEmpty()
        ? inWords("Connect", "the exec plugin %1").arg(plugin.command)
        : inWords("Connect", "the exec plugin %1 with %n arguments", "the exec plugin %1 with 1 argument",
                  plugin.arguments.size())
              .arg(plugin.command);
    return names.isEmpty() ? words
                           : inWords("Connect", "%1, and %2 in its environment").arg(words, names.join(u", "_s));
}

} // namespace

QString credentialWords(const ConnectionSettings& settings)
{
    QStringList words;
    if (!settings.tokenFile.isEmpty()) {
        words.append(inWords("Connect", "the token in %1").arg(settings.tokenFile));
    } else if (!settings.token.isEmpty()) {
        words.append(inWords("Connect", "a token"));
    } else if (!settings.username.isEmpty()) {
        words.append(inWords("Connect", "the user name %1 and a password").arg(settings.username));
    }
    if (!settings.clientCertificatePem.isEmpty()) {
        words.append(certificateWords(settings));
    }
    if (settings.exec) {
        words.append(pluginWords(*settings.exec));
    }
    return words.isEmpty() ? inWords("Connect", "nothing") : words.join(inWords("Connect", ", and "));
}

QStringList settingsFacts(const ConnectionSettings& settings)
{
    QStringList lines{inWords("Connect", "server: %1").arg(settings.server.toString(QUrl::RemoveUserInfo)),
                      inWords("Connect", "namespace: %1").arg(settings.ns),
                      inWords("Connect", "user: %1").arg(settings.userName),
                      inWords("Connect", "signs in with: %1").arg(credentialWords(settings))};
    if (settings.server.scheme() == u"https") {
        lines.append(inWords("Connect", "certificate authority: %1").arg(authorityWords(settings)));
    }
    if (!settings.tlsServerName.isEmpty()) {
        lines.append(u"tls-server-name: "_s + settings.tlsServerName);
    }
    if (!settings.proxyUrl.isEmpty()) {
        lines.append(u"proxy-url: "_s + withoutPassword(settings.proxyUrl));
    }
    if (!settings.impersonation.isEmpty()) {
        lines.append(inWords("Connect", "acts as: %1").arg(settings.impersonation.user));
    }
    return lines;
}

} // namespace konductor::kube
