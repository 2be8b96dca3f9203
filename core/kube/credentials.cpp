// SPDX-License-Identifier: Apache-2.0
#include "core/kube/credentials.h"

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

Credentials::Credentials(const ConnectionSettings& settings, Clock& clock)
    : m_settings(settings)
    , m_clock(clock)
    , m_allowed(settings.server.scheme() == u"https" || isLoopback(settings.server))
    , m_token(settings.token)
{
}

Result<void> Credentials::prepare()
{
    const QString subject = u"user \"%1\""_s.arg(m_settings.userName);
    if (!m_settings.tokenFile.isEmpty() && m_allowed) {
        if (const auto read = readTokenFile(); !read && m_token.isEmpty()) {
            return fail(read.error());
        }
    }
    if (!isSendableText(m_settings.impersonation)) {
        return fail(makeError(Error::Kind::Config, subject,
                              u"the user it acts as has characters that cannot be sent in a header"_s));
    }
    if (!isSendable(m_token.reveal())) {
        return fail(
            makeError(Error::Kind::Config, subject, u"the token has characters that cannot be sent in a header"_s));
    }
    return {};
}

Result<void> Credentials::readTokenFile()
{
    m_readAt = m_clock.monotonic();
    QFile file(m_settings.tokenFile);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(makeError(Error::Kind::Config, u"token file %1"_s.arg(m_settings.tokenFile), file.errorString()));
    }
    const QByteArray token = file.read(longestToken).trimmed();
    if (token.isEmpty() || !isSendable(token)) {
        return fail(makeError(Error::Kind::Config, u"token file %1"_s.arg(m_settings.tokenFile),
                              token.isEmpty() ? u"it is empty"_s : u"it does not hold a token"_s));
    }
    m_generation += !(m_token == Secret(token));
    m_token = Secret(token);
    return {};
}

/// The last good token stays when the file cannot be read; a stale one is answered with 401, which is shown.
void Credentials::refresh()
{
    if (m_allowed && !m_settings.tokenFile.isEmpty() && (!m_readAt || m_clock.monotonic() - *m_readAt >= 60s)) {
        std::ignore = readTokenFile();
    }
}

bool Credentials::renewedSince(int generation)
{
    refresh();
    return m_generation != generation;
}

void Credentials::apply(QNetworkRequest& request)
{
    if (!m_allowed) {
        return;
    }
    refresh();
    if (!m_token.isEmpty()) {
        request.setRawHeader("Authorization", "Bearer " + m_token.reveal());
    } else if (!m_settings.username.isEmpty()) {
        const QByteArray pair = m_settings.username.toUtf8() + ':' + m_settings.password.reveal();
        request.setRawHeader("Authorization", "Basic " + pair.toBase64());
    }
    addImpersonation(request, m_settings.impersonation);
}

} // namespace konductor::kube
