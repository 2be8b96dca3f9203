// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>

namespace konductor {

/// Growing pauses between tries: 0.8 s doubled up to 30 s, each plus up to its own length of jitter, back to the
/// start after two healthy minutes. The constants are client-go's (kube.md 1.46).
class Backoff {
public:
    struct Options {
        std::chrono::milliseconds initial{800};
        std::chrono::milliseconds longest{30'000};
        double factor = 2.0;
        double jitter = 1.0; ///< A pause p becomes p · (1 + jitter · random).
        std::chrono::milliseconds resetAfter{120'000};
    };

    /// `random` returns values in [0, 1).
    Backoff(Options options, std::function<double()> random) : m_options(options), m_random(std::move(random)) { }

    /// The pause before the next try, `now` being a monotonic time. Grows with each call.
    std::chrono::milliseconds next(std::chrono::milliseconds now);
    /// How many pauses were asked for since the last reset.
    int attempts() const { return m_attempts; }
    void reset();

private:
    Options m_options;
    std::function<double()> m_random;
    std::chrono::milliseconds m_pause{0};
    std::chrono::milliseconds m_lastAsked{0};
    int m_attempts = 0;
};

} // namespace konductor
