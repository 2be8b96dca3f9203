// SPDX-License-Identifier: Apache-2.0
#include "core/kube/framesplitter.h"

#include <cstdint>
#include <cstdlib>

using namespace konductor::kube;

namespace {

using Pieces = std::vector<FrameSplitter::Piece>;

Pieces split(QByteArrayView stream, qsizetype cap, uint32_t schedule)
{
    FrameSplitter splitter(cap);
    Pieces all;
    for (qsizetype at = 0; at < stream.size();) {
        schedule = schedule * 1'664'525 + 1'013'904'223;
        const qsizetype length = std::min<qsizetype>(stream.size() - at, 1 + (schedule >> 24) % 31);
        const Pieces pieces = splitter.feed(stream.sliced(at, length));
        all.insert(all.end(), pieces.begin(), pieces.end());
        at += length;
    }
    return all;
}

} // namespace

/// Two bytes of schedule and cap, then a stream. However it is cut, the same frames come out, and none over the cap.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    if (size < 2) {
        return 0;
    }
    const qsizetype cap = data[1] == 0 ? FrameSplitter::defaultCap : data[1];
    const QByteArrayView stream(data + 2, static_cast<qsizetype>(size) - 2);
    const Pieces whole = FrameSplitter(cap).feed(stream);
    if (whole != split(stream, cap, data[0]) || whole != split(stream, cap, data[0] + 256U)) {
        std::abort();
    }
    for (const FrameSplitter::Piece& piece : whole) {
        if (piece.bytes.size() > cap || (piece.dropped > 0) != piece.bytes.isEmpty()) {
            std::abort();
        }
    }
    return 0;
}
