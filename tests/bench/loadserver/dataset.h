// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace konductor::bench {

/// N permits as the real API server sends them: the field order, labels, owner and managedFields of the recordings in
/// tests/data/recorded, about 1.2 kB each, over 20 namespaces and a semaphore for every 50. All in one buffer, comma
/// separated, so that any run of them is a slice. Immutable and shared by threads.
class Dataset {
public:
    explicit Dataset(size_t permits);

    size_t size() const { return m_starts.size(); }
    /// The permits [first, last), separated by commas.
    std::string_view slice(size_t first, size_t last) const;
    std::string_view permit(size_t index) const { return slice(index, index + 1); }

    /// The permit with another resourceVersion, in three parts of which the second is `version`.
    struct Parts {
        std::string_view before;
        std::string_view after;
    };
    Parts aroundVersion(size_t index) const;

    /// The resourceVersion of the list: higher than every permit's.
    size_t listVersion() const { return firstVersion + size(); }

    static constexpr size_t firstVersion = 1'000'000;

private:
    std::string m_text;
    std::vector<size_t> m_starts;
    std::vector<size_t> m_ends;
    std::vector<size_t> m_versions; ///< Where in m_text the permit's resourceVersion begins; seven digits or more.
};

} // namespace konductor::bench
