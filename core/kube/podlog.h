// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/connection.h"

#include <vector>

namespace konductor::kube {

/// Whose log, and which part of it.
struct PodLogQuestion {
    QString ns;
    QString pod;
    QString container = {}; ///< Empty: the first, or the one the pod names as its default.
    bool previous = false; ///< Of the container before its last restart.

    friend bool operator==(const PodLogQuestion&, const PodLogQuestion&) = default;
};

/// The end of a container's log. Hostile bytes.
struct PodLog {
    struct Container {
        QString name;
        std::optional<qint64> restarts; ///< Not known where the pod may not be read.

        friend bool operator==(const Container&, const Container&) = default;
    };
    static constexpr int mostLines = 500;
    static constexpr qsizetype mostBytes = 1'000'000;

    std::vector<Container> containers; ///< Empty where there is one and the pod may not be read.
    QString container; ///< Whose log it is; empty when nobody told.
    int lines = mostLines; ///< At most so many were asked for: fewer where more would have been over mostBytes.
    bool isCut = false; ///< Even so few lines were too long: the newest are missing.
    QByteArray text;

    friend bool operator==(const PodLog&, const PodLog&) = default;
};

/// Reads the end of a log with times (GET …/pods/NAME/log, pods/log get). What containers there are is looked up in the
/// pod; where that is refused, the server's error names them. Fails with the server's words.
QCoro::Task<Result<PodLog>> readPodLog(Connection& connection, PodLogQuestion question, std::stop_token stop = {});

/// "web" and "init" of "a container name must be specified for pod x, choose one of: [web] or one of the init
/// containers: [init]"; none of any other sentence.
QStringList containersNamedIn(const QString& message);

} // namespace konductor::kube
