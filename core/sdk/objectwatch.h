// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/objectindex.h"
#include "core/kube/connection.h"
#include "core/live/kindfeed.h"
#include "core/sdk/nudge.h"

#include <QObject>

#include <map>
#include <memory>
#include <vector>

namespace konductor::sdk {

/// Private to core/sdk: one primitive as the server has it, followed by watches, shared by all calls of a client that
/// wait for it or hold it. With it come the permits, arrivals or requests that name it and what a gate waits for. Where
/// the rules say that the operator has something to write but will not look, it touches the object. Lives on the
/// client's thread.
class ObjectWatch final : public QObject {
    Q_OBJECT
public:
    struct Tools {
        kube::Connection& connection;
        Clock& clock;
        std::function<double()> random;
        std::function<void(const ObjectPtr& seen)> touch;
    };
    ObjectWatch(ObjectKey key, Tools tools);
    ~ObjectWatch() override;

    const ObjectKey& key() const { return m_key; }
    const ObjectIndex& objects() const { return m_objects; }
    /// Null when there is none; means something once it is synced.
    ObjectPtr object() const { return m_objects.find(m_key); }
    template <class T> std::shared_ptr<const T> objectAs() const { return as<T>(object()); }

    /// The primitive and its children were listed, so that absence means something.
    bool isSynced() const;
    /// The watch came to this version of the object or a later one, so that its absence means that it is gone.
    bool hasComeTo(const Object& object) const;
    /// Why it cannot be followed at all: forbidden, not installed, not authorized. None while there is hope.
    std::optional<Error> error() const;
    /// What the last attempt to follow it met with, hopeless or not; for a time-out to tell.
    std::optional<Error> lastTrouble() const;
    /// The server's time by its Date headers.
    Timestamp serverTime() const;

    /// A request that the operator does not watch for was made: touches at once.
    void touchNow();

signals:
    /// Objects, sync or error changed.
    void changed();

private:
    struct Feed {
        ObjectKey scope; ///< The object, or with an empty name all children of m_key.
        bool needed = true;
        live::Store store;
        std::unique_ptr<live::KindFeed> handler;
        std::unique_ptr<kube::Reflector> reflector;
        bool synced = false;
    };
    void follow(const ObjectKey& scope, bool needed);
    void followConditions();
    void take(Feed& feed);
    void settle();
    bool isOverdue() const;

    ObjectKey m_key;
    Tools m_tools;
    ObjectIndex m_objects;
    std::vector<std::unique_ptr<Feed>> m_feeds; ///< The primitive's own comes first.
    std::vector<std::unique_ptr<Feed>> m_retired; ///< Of conditions a gate no longer has.
    Nudge m_nudge;
    bool m_settling = false;
};

} // namespace konductor::sdk
