// SPDX-License-Identifier: Apache-2.0
#include "core/api/decoder.h"
#include "core/api/encoder.h"
#include "core/api/kinds.h"

#include <QJsonDocument>

#include <cstdint>
#include <cstdlib>

using namespace konductor;

namespace {

/// What a decoded object says is decoded from its own encoding as the same.
void expectStable(Decoder& decoder, const ObjectPtr& object)
{
    const QByteArray json = QJsonDocument(toJson(*object)).toJson(QJsonDocument::Compact);
    const Result<ObjectPtr> again = decoder.object(json);
    if (!again || (*again)->key() != object->key() || !(*again)->problems->isEmpty()) {
        std::abort();
    }
    const QByteArray twice = QJsonDocument(toJson(**again)).toJson(QJsonDocument::Compact);
    if (twice != json) {
        std::abort();
    }
}

} // namespace

/// A byte for the kind, a byte for what the rest is: an object, a list or a frame of a watch.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    if (size < 2) {
        return 0;
    }
    Decoder decoder(static_cast<Kind>(data[0] % kindCount));
    const QByteArrayView json(data + 2, static_cast<qsizetype>(size) - 2);
    std::vector<ObjectPtr> objects;
    if (data[1] % 3 == 0) {
        if (const auto object = decoder.object(json)) {
            objects.push_back(*object);
        }
    } else if (data[1] % 3 == 1) {
        if (const auto list = decoder.list(json)) {
            objects = list->items;
        }
    } else if (const auto event = decoder.watchEvent(json); event && event->object) {
        objects.push_back(event->object);
    }
    for (const ObjectPtr& object : objects) {
        if (!object || object->meta.name.isEmpty()) {
            std::abort();
        }
        expectStable(decoder, object);
    }
    return 0;
}
