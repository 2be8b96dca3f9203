// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"
#include "core/base/result.h"

#include <QObject>

namespace konductor::ui {

/// Fetches one object as the server has it now, for the YAML view, which knows no socket. The program adapts its
/// session to it. Window's thread.
class ObjectReader : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// The answer comes by finished(), later. A newer request makes an older one's answer unwanted.
    virtual void read(const ObjectKey& key) = 0;

signals:
    /// The object's JSON, byte for byte.
    void finished(const konductor::ObjectKey& key, const konductor::Result<QByteArray>& json);
};

} // namespace konductor::ui
