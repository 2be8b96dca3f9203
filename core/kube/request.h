// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/spoken.h"

#include <QByteArray>
#include <QString>
#include <QUrlQuery>

#include <chrono>

namespace konductor::kube {

enum class Verb { Get, Post, Put, Patch, Delete };

/// One call to an API server, as a value. `path` is absolute on the server ("/apis/…"), already percent-encoded;
/// a path prefix of the kubeconfig's server URL is put before it.
struct Request {
    Verb verb = Verb::Get;
    QString path;
    QUrlQuery query;
    QByteArray body;
    QByteArray contentType; ///< "application/json", "application/merge-patch+json"; empty without a body.
    /// What the request concerns, for error messages ("leases in team-a").
    Spoken subject;
    /// Until the whole answer is there; for a watch, the longest silence.
    std::chrono::milliseconds timeout{30'000};
    /// A page of a list: travels apart, so that many long pages cannot hold up an action.
    bool bulk = false;

    /// A review: posted like something new, answered at once, and nothing of it stays on the server.
    bool review = false;

    bool writes() const { return verb != Verb::Get && !review; }
};

struct Response {
    int status = 0;
    QByteArray body;
    QStringList warnings; ///< Texts of Warning headers, control characters stripped (kube.md 1.51).
};

} // namespace konductor::kube
