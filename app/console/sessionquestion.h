// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/words.h"
#include "core/kube/connection.h"
#include "core/live/livesession.h"
#include "core/live/mailbox.h"

#include <memory>
#include <stop_token>

namespace konductor::app {

/// Puts the questions of a reader, which lives on the window's thread, to a session's connection: each ends in the
/// reader's signal `finished(question, answer)`. A newer question makes an older one's answer unwanted, and so does the
/// end of the reader.
template <class Reader> class SessionQuestion {
public:
    /// Both must outlive it.
    SessionQuestion(live::LiveSession& session, Reader& reader)
        : m_session(session)
        , m_mailbox(std::make_shared<live::Mailbox<Reader>>(reader))
    {
    }
    ~SessionQuestion()
    {
        m_mailbox->close();
        m_stop.request_stop();
    }
    SessionQuestion(const SessionQuestion&) = delete;
    SessionQuestion& operator=(const SessionQuestion&) = delete;

    /// Called on the engine's thread.
    template <class Question, class Answer>
    using Ask = QCoro::Task<Result<Answer>> (*)(kube::Connection&, Question, std::stop_token);

    /// `subject`: what the answer is about, should there be no connection.
    template <class Question, class Answer>
    void put(const Question& question, const QString& subject, Ask<Question, Answer> ask)
    {
        m_stop.request_stop();
        m_stop = {};
        m_session.post(
            [question, subject, ask, stop = m_stop.get_token(), box = m_mailbox](kube::Connection* connection) {
                if (connection) {
                    run<Question, Answer>(*connection, question, ask, stop, box);
                } else {
                    const auto words = spoken("SessionQuestion", "There is no connection.");
                    tell<Question, Answer>(box, question, fail(makeError(Error::Kind::Offline, subject, words)));
                }
            });
    }

private:
    using Box = std::shared_ptr<live::Mailbox<Reader>>;

    template <class Question, class Answer>
    static void tell(const Box& box, const Question& question, const Result<Answer>& answer)
    {
        live::Mailbox<Reader>::deliver(box,
                                       [question, answer](Reader& reader) { emit reader.finished(question, answer); });
    }
    template <class Question, class Answer>
    static QCoro::Task<void> run(kube::Connection& connection, Question question, Ask<Question, Answer> ask,
                                 std::stop_token stop, Box box)
    {
        const Result<Answer> answer = co_await ask(connection, question, stop);
        if (answer || answer.error().kind != Error::Kind::Cancelled) {
            tell<Question, Answer>(box, question, answer);
        }
    }

    live::LiveSession& m_session;
    std::stop_source m_stop;
    Box m_mailbox;
};

} // namespace konductor::app
