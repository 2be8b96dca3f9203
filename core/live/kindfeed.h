// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/decoder.h"
#include "core/kube/reflector.h"
#include "core/live/store.h"

#include <functional>

namespace konductor::live {

/// From a reflector's bytes into the store, for one kind in one namespace (everywhere when empty). What cannot be
/// used is counted and told, and never stops the rest.
class KindFeed final : public kube::ReflectorHandler {
public:
    /// `changed` is called whenever the store or the problems changed.
    KindFeed(Kind kind, QString ns, bool keepJson, Store& store, std::function<void()> changed);

    /// Changes carry the bytes of their events (Change::json).
    void setTellJson(bool tell) { m_decoder.setTellJson(tell); }

    Result<Page> page(const QByteArray& body) override;
    void replace() override;
    void discard() override;
    Result<Frame> frame(const QByteArray& json) override;
    Result<Frame> initialFrame(const QByteArray& json) override;
    void frameLost(const Error& error) override;

    /// The newest resource version taken in; empty before the first list.
    const QString& version() const { return m_version; }
    qint64 problems() const { return m_problems; }
    const QString& lastProblem() const { return m_lastProblem; }

private:
    Result<WatchEvent> decode(const QByteArray& json);
    QString advanced(const QString& resourceVersion);
    void report(const QString& problem);

    Kind m_kind;
    QString m_ns;
    Decoder m_decoder;
    Store& m_store;
    std::function<void()> m_changed;
    std::vector<ObjectPtr> m_collected;
    QString m_listVersion; ///< Of the list being collected.
    QString m_version; ///< The newest seen; a later watch begins there.
    qint64 m_problems = 0;
    QString m_lastProblem;
};

} // namespace konductor::live
