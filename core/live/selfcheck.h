// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/objectindex.h"
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/live/mailbox.h"

#include <QObject>

#include <map>
#include <memory>
#include <stop_token>

namespace konductor::live {

class LiveSession;

/// Holds what a session shows against fresh lists of the server, again and again, as client-go's consistency detector
/// does. List and watch take different ways, so a difference counts only once it has stood unchanged for `patience`
/// while its kind was live. Lives on the thread of the session, which must outlive it.
class SelfCheck final : public QObject {
    Q_OBJECT
public:
    struct Options {
        std::chrono::milliseconds quiet{300}; ///< Without a change before a check begins.
        std::chrono::milliseconds longestWait{5'000}; ///< For that; then it begins regardless.
        std::chrono::milliseconds pause{2'000}; ///< Between two checks.
        std::chrono::milliseconds patience{5'000};
    };
    SelfCheck(LiveSession& session, std::vector<Kind> kinds, Clock& clock, Options options);
    ~SelfCheck() override;

    void start();

    int checks() const { return m_checks; } ///< Done; those in doubt are not counted.
    qint64 objects() const { return m_objects; } ///< Compared in the last of them.
    int failures() const { return m_failures; } ///< Checks without a complete list.

    /// A kind in a namespace (everywhere when empty).
    struct Scope {
        Kind kind = Kind::Lease;
        QString ns;
    };
    /// What differs between both, in words that name the versions on each side. Pure.
    using Differences = std::map<ObjectKey, QString>;
    static Differences differences(const ObjectIndex& shown, const std::vector<Scope>& scopes,
                                   const ObjectIndex& listed);

signals:
    void checked();
    /// The first object, in the order of keys, that differed throughout. The checks go on.
    void differs(const QString& what);

private:
    struct Work;
    std::vector<Scope> liveScopes() const;
    void waitForQuiet();
    void check();
    void answered(const Result<ObjectIndex>& listed);
    void again(std::chrono::milliseconds pause);

    LiveSession& m_session;
    std::vector<Kind> m_kinds;
    Clock& m_clock;
    Options m_options;
    std::shared_ptr<Mailbox<SelfCheck>> m_mailbox;
    std::stop_source m_stop;
    TimerHandle m_timer;
    std::chrono::milliseconds m_waitingSince{0};
    std::chrono::milliseconds m_lastChange{0};
    std::vector<Scope> m_scopes; ///< Of the check under way.
    Differences m_suspects; ///< That have stood since m_suspectsSince.
    std::chrono::milliseconds m_suspectsSince{0};
    int m_checks = 0;
    qint64 m_objects = 0;
    int m_failures = 0;
};

} // namespace konductor::live
