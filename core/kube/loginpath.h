// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"

#include <QObject>
#include <QProcess>

#include <memory>

namespace konductor::kube {

/// PATH as the person's login shell has it, with the folders of this program's own PATH behind: a program started from
/// a desktop's menu does not find what a terminal finds. Runs the shell ($SHELL, else /bin/sh) once, for at most five
/// seconds; whatever goes wrong, found() brings at least the own PATH.
class LoginPath final : public QObject {
    Q_OBJECT
public:
    explicit LoginPath(Clock& clock, QObject* parent = nullptr) : QObject(parent), m_clock(clock) { }
    ~LoginPath() override;

    void ask();

    /// `login`, then what only `own` has; both in PATH's form. Relative folders are left out.
    static QString merged(const QString& login, const QString& own);

signals:
    void found(const QString& path);

private:
    void finish(const QString& login);

    Clock& m_clock;
    std::unique_ptr<QProcess> m_shell;
    TimerHandle m_deadline;
};

} // namespace konductor::kube
