// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/kube/connectionsettings.h"

#include <QNetworkRequest>

namespace konductor::kube {

/// Whether the URL's host is this machine: 127.0.0.0/8, ::1 or localhost.
bool isLoopback(const QUrl& url);

/// Puts the Authorization header on requests: the token file (read again every minute, the last good value kept)
/// before the token before the password (kube.md 2.19-2.21), and whom to act as (2.23). Nothing at all over plain http
/// unless the server is this machine (2.16). Lives with its connection.
class Credentials {
public:
    Credentials(const ConnectionSettings& settings, Clock& clock);

    /// Reads the token file for the first time; an error when that leaves no token, or a token cannot be sent.
    Result<void> prepare();
    void apply(QNetworkRequest& request);
    /// After a 401: the next request reads the token file again.
    void refused() { m_readAt.reset(); }
    /// Counts the tokens so far.
    int generation() const { return m_generation; }
    /// After a 401 to a request sent at `generation`: whether there is another token to try by now.
    bool renewedSince(int generation);

private:
    Result<void> readTokenFile();
    void refresh();

    const ConnectionSettings& m_settings;
    Clock& m_clock;
    bool m_allowed;
    Secret m_token;
    std::optional<std::chrono::milliseconds> m_readAt;
    int m_generation = 0;
};

} // namespace konductor::kube
