// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sandbox/apipath.h"
#include "core/sandbox/watch.h"

namespace konductor::sandbox {

/// Lists and watches: the query parameters of a collection, with a real server's meaning of resourceVersion,
/// resourceVersionMatch, limit, continue and sendInitialEvents.
class Lister {
public:
    Lister(Store& store, WatchHub& hub, Clock& clock, int maxPage)
        : m_store(store)
        , m_hub(hub)
        , m_clock(clock)
        , m_maxPage(maxPage)
    {
    }

    Answer<QByteArray> list(const ApiPath& path, const Query& query, TableStyle style);
    Answer<std::unique_ptr<ResponseStream>> watch(const ApiPath& path, const Query& query, TableStyle style);
    /// The objects a deletecollection is about.
    Answer<std::vector<StoredPtr>> select(const ApiPath& path, const Query& query);

private:
    struct Position {
        quint64 version = 0;
        Store::Place after; ///< Only what comes later in the order of places.
    };
    Answer<Position> position(const Query& query) const;
    Answer<Position> continued(const QString& token) const;

    Store& m_store;
    WatchHub& m_hub;
    Clock& m_clock;
    int m_maxPage;
};

} // namespace konductor::sandbox
