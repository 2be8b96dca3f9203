// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/loadserver/dataset.h"

#include <array>
#include <cstdint>
#include <cstdio>

namespace konductor::bench {

namespace {

constexpr size_t namespaces = 20;
constexpr size_t permitsPerSemaphore = 50;
constexpr size_t typicalLength = 1'300;
constexpr size_t versionDigits = 7;

/// The same for the same number on every machine, and without a pattern that a cache could profit from.
uint64_t scrambled(uint64_t number)
{
    number += 0x9e3779b97f4a7c15;
    number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9;
    number = (number ^ (number >> 27)) * 0x94d049bb133111eb;
    return number ^ (number >> 31);
}

std::string uid(uint64_t seed)
{
    const uint64_t a = scrambled(seed);
    const uint64_t b = scrambled(seed ^ 0x5bd1e995);
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%08x-%04x-4%03x-a%03x-%012llx", static_cast<unsigned>(a >> 32),
                  static_cast<unsigned>(a >> 16) & 0xffff, static_cast<unsigned>(a) & 0xfff,
                  static_cast<unsigned>(b >> 48) & 0xfff, static_cast<unsigned long long>(b) & 0xffffffffffff);
    return text.data();
}

std::string time(uint64_t seconds)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "2026-11-24T%02u:%02u:%02uZ", static_cast<unsigned>(seconds / 3600 % 24),
                  static_cast<unsigned>(seconds / 60 % 60), static_cast<unsigned>(seconds % 60));
    return text.data();
}

struct Permit {
    std::string semaphore;
    std::string holder;
    std::string created;
    std::string phase;
    std::string expiry; ///< status.expiresAt with its comma, or nothing.
};

Permit describe(size_t index)
{
    const size_t group = index / permitsPerSemaphore;
    const size_t second = index % 86'000;
    const bool granted = index % 10 != 0;
    return {.semaphore = "api-quota-" + std::to_string(group),
            .holder = "worker-" + std::to_string(index % 5'000) + "-" + uid(index % 5'000).substr(0, 5),
            .created = time(second),
            .phase = granted ? "Granted" : "Denied",
            .expiry = index % 3 == 0 ? R"("expiresAt":")" + time(second + 300) + R"(",)" : std::string()};
}

std::string managedFields(const std::string& when)
{
    return R"("managedFields":[{"apiVersion":"sync.konductor.io/v1","fieldsType":"FieldsV1","fieldsV1":{"f:metadata":)"
           R"({"f:labels":{".":{},"f:semaphore":{}},"f:ownerReferences":{".":{},"k:{\"uid\":\"x\"}":{}}},"f:spec":)"
           R"({".":{},"f:holder":{},"f:semaphore":{},"f:ttl":{}}},"manager":"koncli","operation":"Update","time":")"
        + when
        + R"("},{"apiVersion":"sync.konductor.io/v1","fieldsType":"FieldsV1","fieldsV1":{"f:status":{".":{},)"
          R"("f:expiresAt":{},"f:phase":{}}},"manager":"manager","operation":"Update","subresource":"status","time":")"
        + when + R"("}])";
}

} // namespace

Dataset::Dataset(size_t permits)
{
    m_text.reserve(permits * typicalLength);
    m_starts.reserve(permits);
    m_ends.reserve(permits);
    m_versions.reserve(permits);
    for (size_t i = 0; i < permits; ++i) {
        const Permit permit = describe(i);
        const size_t group = i / permitsPerSemaphore;
        if (i > 0) {
            m_text += ',';
        }
        m_starts.push_back(m_text.size());
        m_text += R"({"apiVersion":"sync.konductor.io/v1","kind":"Permit","metadata":{"creationTimestamp":")"
            + permit.created + R"(","generation":1,"labels":{"semaphore":")" + permit.semaphore + "\"},"
            + managedFields(permit.created) + R"(,"name":")" + permit.semaphore + '-' + permit.holder + '-'
            + std::to_string(1'795'514'549'644'303'449 + i) + R"(","namespace":"team-)"
            + std::to_string(group % namespaces)
            + R"(","ownerReferences":[{"apiVersion":"sync.konductor.io/v1","blockOwnerDeletion":true,)"
              R"("controller":true,"kind":"Semaphore","name":")"
            + permit.semaphore + R"(","uid":")" + uid(group + (1ULL << 40)) + R"("}],"resourceVersion":")";
        m_versions.push_back(m_text.size());
        m_text += std::to_string(firstVersion + i) + R"(","uid":")" + uid(i) + R"("},"spec":{"holder":")"
            + permit.holder + R"(","semaphore":")" + permit.semaphore + R"(","ttl":"5m0s"},"status":{)" + permit.expiry
            + R"("phase":")" + permit.phase + R"("}})";
        m_ends.push_back(m_text.size());
    }
}

std::string_view Dataset::slice(size_t first, size_t last) const
{
    if (first >= last) {
        return {};
    }
    return std::string_view(m_text).substr(m_starts[first], m_ends[last - 1] - m_starts[first]);
}

Dataset::Parts Dataset::aroundVersion(size_t index) const
{
    const std::string_view text = m_text;
    const size_t version = m_versions[index];
    const size_t after = version + versionDigits;
    return {text.substr(m_starts[index], version - m_starts[index]), text.substr(after, m_ends[index] - after)};
}

} // namespace konductor::bench
