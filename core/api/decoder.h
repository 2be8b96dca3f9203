// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"
#include "core/base/result.h"

#include <QByteArrayView>
#include <QJsonObject>

#include <functional>
#include <memory>
#include <vector>

namespace konductor {

/// One page of a list.
struct ObjectList {
    QString resourceVersion;
    QString continueToken; ///< Empty on the last page. A page may be empty and still continue (kube.md 1.3).
    std::optional<qint64> remaining; ///< remainingItemCount, when the server tells.
    std::vector<ObjectPtr> items;
    /// Items that could not be decoded at all ("item 3: no metadata.name"); they are not in `items`.
    QStringList rejected;
};

/// One frame of a watch.
struct WatchEvent {
    enum class Type { Added, Modified, Deleted, Bookmark, Error };
    Type type = Type::Added;
    ObjectPtr object; ///< Set for Added, Modified, Deleted.
    QString resourceVersion; ///< Of the object or bookmark.
    bool initialEventsEnd = false; ///< Bookmark annotated k8s.io/initial-events-end.
    QByteArray status; ///< Error: the bytes of the Status object, for kube to read.
    QByteArray json; ///< Of the object, as the server sent it; only when the decoder was told to tell it.
};

/// Turns JSON from an API server into values, once, on the thread that read it (simdjson on demand).
///
/// Lenient about what objects say: a missing field is its default, an unknown one is skipped, a mistyped one is
/// its default and a line in Object::problems. Strict about what makes an object: without metadata.name, with a
/// foreign kind, or when the bytes are not JSON, the answer is Error::Kind::Malformed.
/// Not thread-safe; one per stream. Holds its scratch memory between calls.
class Decoder {
public:
    explicit Decoder(Kind kind);
    ~Decoder();
    Decoder(Decoder&&) noexcept;

    /// Keep each object's bytes in Object::json (for lossless output); off by default because of memory.
    void setKeepJson(bool keep);

    /// Give a watch event the object's bytes, without the object keeping them.
    void setTellJson(bool tell);

    /// Where to look for the version known of an object (null: none). A decoded one shares the memory of what that one
    /// says too; without it, objects that change in any order would each come to have their own labels and owners.
    void setKnown(std::function<ObjectPtr(const ObjectKey&)> known);

    Result<ObjectPtr> object(QByteArrayView json);
    Result<ObjectList> list(QByteArrayView json);
    /// Type Error does not fail here: the frame was understood.
    Result<WatchEvent> watchEvent(QByteArrayView json);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// For cold paths and tests: decodes any known kind from its "kind" and "apiVersion".
Result<ObjectPtr> decodeObject(const QJsonObject& json);

} // namespace konductor
