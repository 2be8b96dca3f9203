// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/kube/connectionsettings.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <memory>
#include <vector>

/// A cluster in a box: an API server that speaks the Kubernetes protocol over loopback HTTP, with the eleven
/// Konductor kinds, namespaces, pods and jobs, and the operator's rules running as its operator (design decision 11).
/// Made for the demo, for training and for tests; what it does not support it refuses with a Status as a real server
/// would. Nothing is kept: a sandbox begins with its scenario and ends with the object.
namespace konductor::sandbox {

/// A built-in scenario: what it is called and what it shows, in one English sentence.
struct ScenarioInfo {
    QString name;
    QString description;
};

/// One running sandbox. start() and every member belong to the caller's thread; the server runs on one thread of
/// its own. Destruction closes every connection and stops at once.
///
/// Access: it listens on the loopback address only, and every URL carries an unguessable path prefix (128 random
/// bits), because kubectl sends no token over plain HTTP. Requests without the prefix get 404, requests whose Host
/// header is not loopback get 403 (kube.md 6.8).
class Sandbox {
public:
    struct Options {
        QString scenario = QStringLiteral("nightly-pipeline"); ///< One of scenarios(); "empty" has only namespaces.
        quint16 port = 0; ///< 0: any free port.
        quint64 seed = 1; ///< The same seed gives the same course of a living scenario.
        bool operatorRuns = true; ///< Off: nobody reconciles, as with an operator that is down.
        bool workersRun = true; ///< Off: the scenario's objects stand as they were planted.
        int keptEvents = 10'000; ///< Watch and continue tokens older than this many writes get 410.
        int maxPage = 0; ///< Above 0: lists are cut into pages of at most this size even if not asked.
    };

    /// Loads the scenario, opens the port, starts serving. Fails with Config (unknown scenario, or one that cannot
    /// be read) or Offline (the port is taken).
    static Result<std::unique_ptr<Sandbox>> start(Options options);
    ~Sandbox();
    Sandbox(const Sandbox&) = delete;
    Sandbox& operator=(const Sandbox&) = delete;

    /// "http://127.0.0.1:PORT/s-…", without a trailing slash.
    QUrl url() const;
    /// A kubeconfig with the one context "sandbox". Whoever reads it has access: keep the file private.
    QByteArray kubeconfig() const;
    kube::ConnectionSettings connectionSettings() const;

    static std::vector<ScenarioInfo> scenarios();

private:
    struct Private;
    explicit Sandbox(std::unique_ptr<Private> p);
    std::unique_ptr<Private> d;
};

} // namespace konductor::sandbox
