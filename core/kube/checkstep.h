// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <QMetaType>
#include <QStringList>

#include <array>

namespace konductor::kube {

/// The way to a cluster, one step after the other.
enum class CheckStage {
    Files, ///< Which kubeconfig files there are, and what they say together.
    Context,
    Credentials, ///< What signs in; an exec plugin runs here.
    Dns,
    Tcp,
    Proxy,
    Tls,
    Authentication, ///< Whom the server takes us for.
    Version,
    Discovery, ///< Which kinds it has.
    Rights
};
inline constexpr std::array checkStages{
    CheckStage::Files,   CheckStage::Context,   CheckStage::Credentials, CheckStage::Dns,
    CheckStage::Tcp,     CheckStage::Proxy,     CheckStage::Tls,         CheckStage::Authentication,
    CheckStage::Version, CheckStage::Discovery, CheckStage::Rights};

/// "dns": for JSON.
QString nameOf(CheckStage stage);
/// "Name lookup": for a person.
QString titleOf(CheckStage stage);

/// What one step of a ConnectCheck found. A value without secrets; texts from servers and files are hostile.
struct CheckStep {
    enum class Outcome {
        Passed,
        Warned, ///< It works, and something should be changed.
        Failed,
        Skipped ///< Not needed here, or not reached.
    };
    CheckStage stage = CheckStage::Files;
    Outcome outcome = Outcome::Passed;
    QString finding; ///< One sentence without a full stop.
    QStringList facts; ///< What else there is to know, a line each.
    QString advice; ///< What to do; sentences. Empty when nothing.
    std::chrono::milliseconds took{0};

    static CheckStep passed(QString finding, QStringList facts = {});
    static CheckStep warned(QString finding, QString advice, QStringList facts = {});
    static CheckStep failed(const Error& error, QStringList facts = {});
    static CheckStep skipped(QString finding);
};
/// "passed": for JSON.
QString nameOf(CheckStep::Outcome outcome);

} // namespace konductor::kube

Q_DECLARE_METATYPE(konductor::kube::CheckStep)
