// SPDX-License-Identifier: Apache-2.0
#include "core/kube/credentials.h"

#include "core/base/words.h"
#include "core/kube/configfile.h"
#include "core/kube/execcredential.h"
#include "core/kube/tlsconfiguration.h"

#include <QFile>
#include <QHostAddress>

#include <algorithm>

namespace konductor::kube {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 longestToken = 1024 * 1024;

/// A token goes into a header line as it is, so it must not be able to end that line.
bool isSendable(const QByteArray& token)
{
    return std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < 0x7F; });
}

bool isSendableText(const QString& text)
{
    return std::none_of(text.begin(), text.end(), [](QChar c) { return c.category() == QChar::Other_Control; });
}

bool isSendableText(const Impersonation& as)
{
    QStringList texts = as.groups;
    texts << as.user << as.uid;
    for (const QStringList& values : as.extra) {
        texts += values;
    }
    return std::all_of(texts.begin(), texts.end(), [](const QString& text) { return isSendableText(text); });
}

/// One line a value. QNetworkRequest keeps a single value a header and has no way to repeat one, but writes what it is
/// given; no value can end its line here, see isSendableText().
QByteArray repeated(const QByteArray& header, const QStringList& values)
{
    QByteArray out;
    for (const QString& value : values) {
        out += (out.isEmpty() ? QByteArray() : "\r\n" + header + ": ") + value.toUtf8();
    }
    return out;
}

void addImpersonation(QNetworkRequest& request, const Impersonation& as)
{
    if (as.user.isEmpty()) {
        return;
    }
    request.setRawHeader("Impersonate-User", as.user.toUtf8());
    if (!as.uid.isEmpty()) {
        request.setRawHeader("Impersonate-Uid", as.uid.toUtf8());
    }
    if (!as.groups.isEmpty()) {
        request.setRawHeader("Impersonate-Group", repeated("Impersonate-Group", as.groups));
    }
    for (auto it = as.extra.cbegin(); it != as.extra.cend(); ++it) {
        const QByteArray header = "Impersonate-Extra-" + it.key().toUtf8().toPercentEncoding("!#$&'*+^`|~");
        if (!it->isEmpty()) {
            request.setRawHeader(header, repeated(header, *it));
        }
    }
}

} // namespace

bool isLoopback(const QUrl& url)
{
    return url.host().compare("localhost"_L1, Qt::CaseInsensitive) == 0 || QHostAddress(url.host()).isLoopback();
}

bool mayCarryCredentials(const QUrl& server)
{
    return server.scheme() == u"https" || isLoopback(server);
}

Credentials::Credentials(const ConnectionSettings& settings, Clock& clock)
    : m_settings(settings)
    , m_clock(clock)
    , m_allowed(mayCarryCredentials(settings.server))
    , m_token(settings.token)
{
    if (m_allowed && settings.exec) {
        m_plugin = std::make_unique<ExecCredential>(settings, clock);
    }
}

Credentials::~Credentials() = default;

Result<void> Credentials::prepare()
{
    auto tls = tlsConfiguration(m_settings);
    if (!tls) {
        return fail(tls.error());
    }
    m_tls = std::move(*tls);
    m_certificateReadAt = m_clock.monotonic();
    const Spoken subject = spoken("Kubeconfig", "user \"%1\"").arg(m_settings.userName);
    if (!m_settings.tokenFile.isEmpty() && m_allowed) {
        if (const auto read = readTokenFile(); !read && m_token.isEmpty()) {
            return fail(read.error());
        }
    }
    if (!isSendableText(m_settings.impersonation)) {
        return fail(
            makeError(Error::Kind::Config, subject,
                      spoken("Kubeconfig", "the user it acts as has characters that cannot be sent in a header")));
    }
    if (!isSendable(m_token.reveal())) {
        return fail(makeError(Error::Kind::Config, subject,
                              spoken("Kubeconfig", "the token has characters that cannot be sent in a header")));
    }
    return {};
}

bool Credentials::isReady()
{
    return !m_plugin || m_plugin->isUsable();
}

QCoro::Task<Result<void>> Credentials::ready(std::stop_token stop)
{
    if (!m_plugin) {
        co_return Result<void>();
    }
    const Result<void> outcome = co_await m_plugin->ready(stop);
    co_return outcome;
}

Result<void> Credentials::readTokenFile()
{
    m_tokenReadAt = m_clock.monotonic();
    QFile file(m_settings.tokenFile);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(makeError(Error::Kind::Config, spoken("Kubeconfig", "token file %1").arg(m_settings.tokenFile),
                              file.errorString()));
    }
    const QByteArray token = file.read(longestToken).trimmed();
    if (token.isEmpty() || !isSendable(token)) {
        return fail(makeError(Error::Kind::Config, spoken("Kubeconfig", "token file %1").arg(m_settings.tokenFile),
                              token.isEmpty() ? spoken("Kubeconfig", "it is empty")
                                              : spoken("Kubeconfig", "it does not hold a token")));
    }
    m_tokens += !(m_token == Secret(token));
    m_token = Secret(token);
    return {};
}

/// Half a rotation does not fit together and changes nothing; the next look sees the other half.
void Credentials::readCertificateFiles()
{
    m_certificateReadAt = m_clock.monotonic();
    const auto certificate = readConfigFile(m_settings.clientCertificateFile, {});
    const auto key = readConfigFile(m_settings.clientKeyFile, {});
    if (!certificate || !key
        || (*certificate == m_settings.clientCertificatePem && *key == m_settings.clientKeyPem.reveal())) {
        return;
    }
    ConnectionSettings identity = m_settings;
    identity.clientCertificatePem = *certificate;
    identity.clientKeyPem = Secret(*key);
    adopt(identity);
}

void Credentials::takeIssued()
{
    m_issued = m_plugin->generation();
    const IssuedCredential& issued = m_plugin->current();
    m_token = issued.token;
    if (issued.certificatePem != m_settings.clientCertificatePem || !(issued.keyPem == m_settings.clientKeyPem)) {
        ConnectionSettings identity = m_settings;
        identity.clientCertificatePem = issued.certificatePem;
        identity.clientKeyPem = issued.keyPem;
        if (!adopt(identity)) {
            m_token = Secret(); // half an identity is none
        }
    }
}

bool Credentials::adopt(const ConnectionSettings& identity)
{
    auto tls = tlsConfiguration(identity);
    if (!tls) {
        return false;
    }
    m_settings.clientCertificatePem = identity.clientCertificatePem;
    m_settings.clientKeyPem = identity.clientKeyPem;
    m_tls = std::move(*tls);
    ++m_generation;
    return true;
}

void Credentials::update()
{
    const auto isDue = [this](const std::optional<std::chrono::milliseconds>& last) {
        return !last || m_clock.monotonic() - *last >= 60s;
    };
    if (!m_settings.tokenFile.isEmpty() && m_allowed && isDue(m_tokenReadAt)) {
        std::ignore = readTokenFile(); // the last good token stays; a stale one answers 401, which is shown
    }
    if (!m_settings.clientCertificateFile.isEmpty() && !m_settings.clientKeyFile.isEmpty()
        && isDue(m_certificateReadAt)) {
        readCertificateFiles();
    }
    if (m_plugin && m_plugin->generation() != m_issued) {
        takeIssued();
    }
}

void Credentials::apply(QNetworkRequest& request)
{
    request.setSslConfiguration(m_tls);
    if (!m_allowed) {
        return;
    }
    if (!m_token.isEmpty()) {
        request.setRawHeader("Authorization", "Bearer " + m_token.reveal());
    } else if (!m_settings.username.isEmpty()) {
        const QByteArray pair = m_settings.username.toUtf8() + ':' + m_settings.password.reveal();
        request.setRawHeader("Authorization", "Basic " + pair.toBase64());
    }
    addImpersonation(request, m_settings.impersonation);
}

void Credentials::refused(Attempt attempt)
{
    m_tokenReadAt.reset();
    m_certificateReadAt.reset();
    if (m_plugin) {
        m_plugin->refused(attempt.issued);
    }
}

bool Credentials::mayTryAgain(Attempt attempt)
{
    if (m_plugin) {
        return true;
    }
    update();
    return m_tokens != attempt.token;
}

} // namespace konductor::kube
