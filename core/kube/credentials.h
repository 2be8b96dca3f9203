// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/kube/connectionsettings.h"

#include <QCoro/QCoroTask>
#include <QNetworkRequest>
#include <QSslConfiguration>

#include <memory>
#include <stop_token>

namespace konductor::kube {

class ExecCredential;

/// Whether the URL's host is this machine: 127.0.0.0/8, ::1 or localhost.
bool isLoopback(const QUrl& url);

/// Whether credentials may travel to this server: over TLS, or in plain http when it is this machine (kube.md 2.16).
bool mayCarryCredentials(const QUrl& server);

/// Who we are, on every request: the Authorization header from the token file (read again every minute, the last good
/// value kept) before the token before the password (kube.md 2.19-2.21) or from the exec plugin (2.25-2.31), the client
/// certificate, whose files are read again too (2.22), and whom to act as (2.23). Nothing at all over plain http unless
/// the server is this machine (2.16). Lives with its connection, on its thread.
class Credentials {
public:
    Credentials(const ConnectionSettings& settings, Clock& clock);
    ~Credentials();

    /// Reads the token file for the first time; an error when that leaves no token, when a token cannot be sent, or
    /// when key or certificate cannot be used.
    Result<void> prepare();

    /// False while the plugin has to be waited for; it is started then.
    bool isReady();
    /// Waits for it. Do not touch the object afterwards without knowing that it is still there.
    QCoro::Task<Result<void>> ready(std::stop_token stop = {});

    /// Looks at the files that are due and at what the plugin gave. Before generation() and apply().
    void update();
    /// Another number, another client certificate: no connection may be used for both (kube.md §3a.1).
    int generation() const { return m_generation; }
    void apply(QNetworkRequest& request);
    /// What a request that is sent now signs in with.
    struct Attempt {
        int token = 0;
        int issued = 0;
    };
    Attempt attempt() const { return {m_tokens, m_issued}; }
    /// After a 401: files are read again, and a plugin's credential is forgotten unless there is a newer one.
    void refused(Attempt attempt);
    /// After a 401: whether there is, or the plugin may give, something else to sign in with.
    bool mayTryAgain(Attempt attempt);

private:
    Result<void> readTokenFile();
    void readCertificateFiles();
    void takeIssued();
    bool adopt(const ConnectionSettings& identity);

    ConnectionSettings m_settings;
    Clock& m_clock;
    bool m_allowed;
    Secret m_token;
    QSslConfiguration m_tls;
    std::unique_ptr<ExecCredential> m_plugin;
    int m_tokens = 0; ///< Counts the tokens so far.
    int m_issued = 0; ///< The plugin's generation that was taken.
    int m_generation = 0;
    std::optional<std::chrono::milliseconds> m_tokenReadAt;
    std::optional<std::chrono::milliseconds> m_certificateReadAt;
};

} // namespace konductor::kube
