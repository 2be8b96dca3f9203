// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/kube/accessrules.h"
#include "core/live/mailbox.h"

#include <QObject>

#include <map>
#include <memory>

namespace konductor::live {

class LiveSession;

/// What the person may do on a connected cluster, as the server says: asked for namespace by namespace when somebody
/// wants to know, once for all questions about it, and again after five minutes. Lives on the session's thread; the
/// session must outlive it.
class RightsBook final : public QObject {
    Q_OBJECT
public:
    static constexpr auto goodFor = std::chrono::minutes(5);
    static constexpr auto againAfterError = std::chrono::seconds(30);

    RightsBook(LiveSession& session, Clock& clock);
    ~RightsBook() override;

    /// Unknown while the server has not said; it is asked then, and changed() follows. The question names a namespace.
    kube::Access of(const kube::AccessQuestion& question);
    /// Whether an answer is still to come.
    bool isAsking() const { return m_underWay > 0; }
    /// How often the server was asked.
    int asked() const { return m_asked; }

signals:
    /// An answer came, or will not come.
    void changed();

private:
    struct Work;
    struct Page {
        std::optional<kube::AccessRules> rules;
        std::map<kube::AccessQuestion, bool> answers; ///< Where the rules leave something open.
        std::map<kube::AccessQuestion, bool> asking;
        bool underWay = false;
        std::optional<std::chrono::milliseconds> askAgain;
    };
    void askForRules(const QString& ns);
    void askOne(const kube::AccessQuestion& question);
    void rulesAre(const QString& ns, const Result<kube::AccessRules>& rules);
    void answerIs(const kube::AccessQuestion& question, const Result<bool>& answer);

    LiveSession& m_session;
    Clock& m_clock;
    std::map<QString, Page> m_pages;
    std::shared_ptr<Mailbox<RightsBook>> m_mailbox;
    int m_asked = 0;
    int m_underWay = 0;
};

} // namespace konductor::live
