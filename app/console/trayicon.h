// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/insight/finding.h"

#include <QIcon>
#include <QObject>
#include <QSystemTrayIcon>

#include <memory>
#include <optional>

namespace konductor::ui {
class ClusterStack;
}

namespace konductor::app {

/// The worst severity over all open clusters, in the desktop's tray. Nothing is shown until it is wanted, nor where the
/// desktop has no tray. Window's thread.
class TrayIcon final : public QObject {
    Q_OBJECT
public:
    /// What the tray says; the icon differs in shape as well as in colour.
    struct State {
        std::optional<insight::Severity> worst; ///< None: nothing was found.
        qsizetype findings = 0;
        qsizetype clusters = 0;

        friend bool operator==(const State&, const State&) = default;
    };

    /// The stack must outlive it.
    explicit TrayIcon(ui::ClusterStack& stack, QObject* parent = nullptr);
    ~TrayIcon() override;

    void setWanted(bool wanted);
    /// A cluster came, went or has other findings.
    void refresh();
    State state() const;

    static QString words(const State& state);
    static QIcon icon(const State& state);

private:
    void showWindow();

    ui::ClusterStack& m_stack;
    State m_shown;
    std::unique_ptr<QSystemTrayIcon> m_icon; ///< Null while it is not wanted.
};

} // namespace konductor::app
