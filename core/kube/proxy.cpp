// SPDX-License-Identifier: Apache-2.0
#include "core/kube/proxy.h"

#include "core/base/words.h"
#include "core/kube/credentials.h"

#include <QHostAddress>

namespace konductor::kube {

using namespace Qt::StringLiterals;

namespace {

QString firstOf(const QProcessEnvironment& environment, const QString& upper)
{
    const QString value = environment.value(upper);
    return value.isEmpty() ? environment.value(upper.toLower()) : value;
}

int portOf(const QUrl& url)
{
    return url.port(url.scheme() == u"https" ? 443 : 80);
}

bool isInRange(const QString& host, const QString& range)
{
    const QHostAddress address(host);
    const auto subnet = QHostAddress::parseSubnet(range);
    return !address.isNull() && subnet.second >= 0 && !subnet.first.isNull() && address.isInSubnet(subnet);
}

/// "[::1]:443", "host:443" or "host": the host, and the port or -1.
std::pair<QString, int> split(const QString& entry)
{
    if (QHostAddress(entry).protocol() == QHostAddress::IPv6Protocol) {
        return {entry, -1};
    }
    const QUrl url(u"any://"_s + entry);
    return {url.host(), url.port(-1)};
}

bool matches(const QUrl& url, const QString& entry)
{
    const QString host = url.host().toLower();
    if (entry.contains(u'/')) {
        return isInRange(host, entry);
    }
    QString name = entry;
    bool onlyBelow = false;
    if (name.startsWith(u"*.")) {
        name.remove(0, 1);
    }
    if (name.startsWith(u'.')) {
        name.remove(0, 1);
        onlyBelow = true;
    }
    const auto [wanted, port] = split(name);
    if (wanted.isEmpty() || (port >= 0 && port != portOf(url))) {
        return false;
    }
    const QHostAddress address(wanted);
    if (!address.isNull()) {
        return !onlyBelow && address == QHostAddress(host);
    }
    return (!onlyBelow && host == wanted) || host.endsWith(u'.' + wanted);
}

/// As Go reads it: what has no scheme is an HTTP proxy.
QUrl readAddress(const QString& text)
{
    const QUrl url(text);
    return url.isValid() && !url.scheme().isEmpty() && !url.host().isEmpty() ? url : QUrl(u"http://"_s + text);
}

} // namespace

ProxyEnvironment ProxyEnvironment::from(const QProcessEnvironment& environment)
{
    ProxyEnvironment out;
    out.https = firstOf(environment, u"HTTPS_PROXY"_s);
    out.http = firstOf(environment, u"HTTP_PROXY"_s);
    out.exceptions = firstOf(environment, u"NO_PROXY"_s);
    return out;
}

bool wantsProxy(const QUrl& url, const QString& exceptions)
{
    if (isLoopback(url)) {
        return false;
    }
    for (const QString& part : exceptions.split(u',')) {
        const QString entry = part.trimmed().toLower();
        if (entry == u"*" || (!entry.isEmpty() && matches(url, entry))) {
            return false;
        }
    }
    return true;
}

QUrl proxyUrlFor(const ConnectionSettings& settings, const ProxyEnvironment& environment)
{
    if (!settings.proxyUrl.isEmpty()) {
        return settings.proxyUrl;
    }
    const QString& text = settings.server.scheme() == u"https" ? environment.https : environment.http;
    return text.isEmpty() || !wantsProxy(settings.server, environment.exceptions) ? QUrl() : readAddress(text);
}

Result<QNetworkProxy> proxyFor(const ConnectionSettings& settings, const ProxyEnvironment& environment)
{
    const QUrl url = proxyUrlFor(settings, environment);
    if (url.isEmpty()) {
        return QNetworkProxy(QNetworkProxy::NoProxy);
    }
    const QString scheme = url.scheme();
    const Spoken subject = settings.proxyUrl.isEmpty()
        ? spoken("Kubeconfig", "proxy of the environment")
        : spoken("Kubeconfig", "proxy-url of cluster \"%1\"").arg(settings.clusterName);
    if (!url.isValid() || url.host().isEmpty()) {
        return fail(makeError(Error::Kind::Config, subject, spoken("Kubeconfig", "it is not the address of a proxy")));
    }
    if (scheme == u"https") {
        return fail(makeError(
            Error::Kind::Unsupported, subject,
            spoken("Kubeconfig", "the proxy %1 wants to be spoken to in TLS (https), which this program cannot do")
                .arg(url.host()),
            spoken("Kubeconfig", "Most such proxies take http on another port; or use socks5.")));
    }
    if (scheme != u"http" && scheme != u"socks5" && scheme != u"socks5h") {
        return fail(makeError(Error::Kind::Config, subject,
                              spoken("Kubeconfig", "a proxy is http or socks5, and this one is \"%1\"").arg(scheme)));
    }
    const bool socks = scheme != u"http";
    return QNetworkProxy(socks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, url.host(),
                         static_cast<quint16>(url.port(socks ? 1080 : 80)), url.userName(QUrl::FullyDecoded),
                         url.password(QUrl::FullyDecoded));
}

} // namespace konductor::kube
