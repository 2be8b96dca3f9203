// SPDX-License-Identifier: Apache-2.0
#include "core/live/rightsbook.h"

#include "core/base/words.h"
#include "core/kube/accessreview.h"
#include "core/live/livesession.h"

namespace konductor::live {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> noConnection()
{
    return fail(makeError(Error::Kind::Offline, {}, spoken("Server", "there is no connection")));
}

} // namespace

/// What happens on the engine thread.
struct RightsBook::Work {
    using Box = std::shared_ptr<Mailbox<RightsBook>>;

    static QCoro::Task<void> fetchRules(kube::Connection& connection, QString ns, Box box)
    {
        const Result<kube::AccessRules> rules = co_await kube::rulesIn(connection, ns);
        Mailbox<RightsBook>::deliver(box, [ns, rules](RightsBook& book) { book.rulesAre(ns, rules); });
    }

    static QCoro::Task<void> fetchOne(kube::Connection& connection, kube::AccessQuestion question, Box box)
    {
        const Result<bool> answer = co_await kube::mayWe(connection, question);
        Mailbox<RightsBook>::deliver(box, [question, answer](RightsBook& book) { book.answerIs(question, answer); });
    }
};

RightsBook::RightsBook(LiveSession& session, Clock& clock)
    : m_session(session)
    , m_clock(clock)
    , m_mailbox(std::make_shared<Mailbox<RightsBook>>(*this))
{
}

RightsBook::~RightsBook()
{
    m_mailbox->close();
}

kube::Access RightsBook::of(const kube::AccessQuestion& question)
{
    Page& page = m_pages[question.ns];
    if (!page.underWay && (!page.askAgain || m_clock.monotonic() >= *page.askAgain)) {
        askForRules(question.ns);
    }
    if (!page.rules) {
        return kube::Access::Unknown;
    }
    const kube::Access access = page.rules->of(question.verb, question.group, question.resource);
    if (access != kube::Access::Unknown) {
        return access;
    }
    if (const auto known = page.answers.find(question); known != page.answers.end()) {
        return known->second ? kube::Access::Allowed : kube::Access::Refused;
    }
    if (!std::exchange(page.asking[question], true)) {
        askOne(question);
    }
    return kube::Access::Unknown;
}

void RightsBook::askForRules(const QString& ns)
{
    m_pages[ns].underWay = true;
    ++m_asked;
    ++m_underWay;
    m_session.post([ns, box = m_mailbox](kube::Connection* connection) {
        if (connection) {
            Work::fetchRules(*connection, ns, box);
        } else {
            Mailbox<RightsBook>::deliver(box, [ns](RightsBook& book) { book.rulesAre(ns, noConnection()); });
        }
    });
}

void RightsBook::askOne(const kube::AccessQuestion& question)
{
    ++m_asked;
    ++m_underWay;
    m_session.post([question, box = m_mailbox](kube::Connection* connection) {
        if (connection) {
            Work::fetchOne(*connection, question, box);
        } else {
            Mailbox<RightsBook>::deliver(box,
                                         [question](RightsBook& book) { book.answerIs(question, noConnection()); });
        }
    });
}

void RightsBook::rulesAre(const QString& ns, const Result<kube::AccessRules>& rules)
{
    --m_underWay;
    Page& page = m_pages[ns];
    page.underWay = false;
    page.askAgain = m_clock.monotonic() + (rules ? std::chrono::milliseconds(goodFor) : againAfterError);
    if (rules) { // else what was known stays
        page.rules = *rules;
        page.answers.clear();
        page.asking.clear();
    }
    emit changed();
}

void RightsBook::answerIs(const kube::AccessQuestion& question, const Result<bool>& answer)
{
    --m_underWay;
    if (answer) { // after an error it stays open until the rules are asked for again
        m_pages[question.ns].answers[question] = *answer;
    }
    emit changed();
}

} // namespace konductor::live
