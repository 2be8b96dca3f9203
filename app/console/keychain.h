// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"

#include <QObject>

#include <functional>

namespace konductor::app {

/// The desktop's keychain (Secret Service or KWallet), through QtKeychain and never through its fallback, a file in
/// plain text. Answers come from the event loop, and not once this object is gone. Without a keychain each answer is
/// Unsupported.
class Keychain final : public QObject {
    Q_OBJECT
public:
    static constexpr auto service = "konductor-console";

    /// Whether there is one that answers.
    void probe(std::function<void(bool available)> told);
    /// NotFound when nothing is kept under the name.
    void read(const QString& name, std::function<void(Result<Secret>)> told);
    void write(const QString& name, const Secret& secret, std::function<void(Result<void>)> told);
    void remove(const QString& name, std::function<void(Result<void>)> told);
};

} // namespace konductor::app
