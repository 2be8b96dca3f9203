// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"

#include <QByteArray>

#include <memory>

namespace konductor::snapshot {

/// Objects as they may be handed over: on one line, as the server sent them, number for number and with fields this
/// program does not know, but without metadata.managedFields and without annotations, which may hold anything
/// (kubectl keeps whole manifests there). A Job's template is not taken at all: it may hold passwords. Invisible
/// characters are written as escapes. Holds its scratch memory between calls; not thread-safe.
class PortableObjects {
public:
    PortableObjects();
    ~PortableObjects();
    PortableObjects(const PortableObjects&) = delete;
    PortableObjects& operator=(const PortableObjects&) = delete;

    QByteArray json(const Object& object);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// Writes characters that a person cannot see, or that steer a terminal, as \u escapes. `json` is valid JSON, in which
/// they stand in strings only.
QByteArray withVisibleCharacters(QByteArray json);

} // namespace konductor::snapshot
