// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

#include <memory>

namespace konductor::live {

/// Where the engine thread leaves answers for an owner on another thread (LiveSession::post()). Shared, so that it
/// outlives whichever side goes first, and deleted where it is let go last: a deleteLater() there would wait for an
/// event loop that may have ended. The owner makes it, and closes it in its destructor.
template <class Owner> class Mailbox {
public:
    explicit Mailbox(Owner& owner) : m_owner(&owner) { }

    /// On the owner's thread: what is under way is not told any more.
    void close() { m_owner = nullptr; }

    /// On any thread: `tell` is called with the owner on its thread, later, unless the box was closed by then.
    template <class Tell> static void deliver(const std::shared_ptr<Mailbox>& box, Tell tell)
    {
        QMetaObject::invokeMethod(
            &box->m_context,
            [box, tell = std::move(tell)] {
                if (box->m_owner) {
                    tell(*box->m_owner);
                }
            },
            Qt::QueuedConnection);
    }

private:
    QObject m_context; ///< Lives on the owner's thread.
    Owner* m_owner; ///< Read and cleared on the owner's thread only.
};

} // namespace konductor::live
