// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/kubeconfig.h"

namespace konductor::kube {

/// Turns one context into settings. What is wrong with the context itself is said all at once (kube.md 2.9); what is
/// wrong with its cluster or user, one thing at a time.
struct KubeConfig::Resolver {
    const KubeConfig& config;
    const Context& context;

    Result<ConnectionSettings> resolve() const;

private:
    Result<void> checkContext() const;
    Result<void> addCluster(const Cluster& cluster, ConnectionSettings& settings) const;
    Result<void> addUser(const User& user, ConnectionSettings& settings) const;
    Result<void> addCertificate(const User& user, ConnectionSettings& settings) const;
    Result<void> addTokens(const User& user, ConnectionSettings& settings) const;
    Result<void> addPlugin(const User& user, ConnectionSettings& settings) const;
    Spoken clusterSubject() const;
    Spoken userSubject() const;
};

} // namespace konductor::kube
