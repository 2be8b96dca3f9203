// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "ui/models/clusterinsight.h"
#include "ui/widgets/tone.h"

#include <QHash>
#include <QSet>

namespace konductor::ui {

/// Something the person asked to be told. Plain text, made visible.
struct Notice {
    QString title; ///< "Lease db-migration is free"
    QString text; ///< Where: "team-a · prod-eu"; of a finding what is wrong.
    std::optional<ObjectKey> key; ///< What it is about; none: several things, or the cluster as a whole.
    Tone tone = Tone::Plain;
};

/// What a person waits for in one cluster: objects that are to become free, open or done, and findings from a severity
/// on. It tells each thing once, what happens together as one, and nothing of what was so when the cluster was opened.
/// It is forgotten with the window. Window's thread.
class Watchlist final : public QObject {
    Q_OBJECT
public:
    /// All three must outlive it.
    Watchlist(const live::ClusterMirror& mirror, const ClusterInsight& insight, const Clock& clock,
              QObject* parent = nullptr);

    /// "Tell me when this lease is free"; empty for a kind that nothing can be waited for of.
    static QString wishOf(Kind kind);
    /// "You will be told when it is free."
    static QString promiseOf(Kind kind);
    /// What is waited for is so already, or the object is not there.
    bool isFulfilled(const ObjectKey& key) const;
    bool isWatched(const ObjectKey& key) const { return m_watched.contains(key); }
    /// Told once; then it is watched no more.
    void setWatched(const ObjectKey& key, bool watched);
    /// New findings are told from this severity on, those there are now excepted; none: no findings.
    void setLeast(std::optional<insight::Severity> least);

signals:
    void noticed(const konductor::ui::Notice& notice);

private:
    void take();
    void look();
    bool isSettled() const;
    QString placeOf(const ObjectKey& key) const;
    void tell(const std::vector<Notice>& notices, const QString& together);

    const live::ClusterMirror& m_mirror;
    const ClusterInsight& m_insight;
    const Clock& m_clock;
    QSet<ObjectKey> m_watched;
    std::optional<insight::Severity> m_least;
    std::optional<Timestamp> m_settled; ///< Since when everything is listed.
    bool m_isNew = false; ///< What to tell has just been chosen: nothing there is now is news.
    QSet<size_t> m_present; ///< The findings there are, as hashes: there may be a hundred thousand.
    QHash<size_t, Timestamp> m_gone; ///< Those there were, and until when.
};

} // namespace konductor::ui
