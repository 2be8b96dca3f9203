// SPDX-License-Identifier: Apache-2.0
#include "core/api/child.h"
#include "core/sdk/requests.h"
#include "tests/core/sdk/sdkcontract.h"

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace konductor::test {

namespace {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::optional<double>; ///< None: something failed.

double between(Clock::time_point from, Clock::time_point to)
{
    return std::chrono::duration<double, std::milli>(to - from).count();
}

/// From sending the arrival that opens a barrier, to the return of the wait for it or for a gate behind it.
Milliseconds openingRound(sdk::Client client, const QString& name, bool gate)
{
    const auto barrier = await(client.create(sdk::newBarrier(name, 1)));
    if (gate && !await(client.create(sdk::newGate(name, {{.type = u"Barrier"_s, .name = name, .state = u"Open"_s}})))) {
        return std::nullopt;
    }
    const auto wait = [&](std::chrono::milliseconds timeout) {
        return gate ? client.waitGate(name, {.timeout = timeout}) : client.waitBarrier(name, {.timeout = timeout});
    };
    await(wait(0ms)); // what is measured is a wait that waits already
    auto waiting = start(wait(20s));
    auto arrival = std::make_shared<Arrival>();
    arrival->meta = childMeta(Kind::Arrival, **barrier, name + u"-w"_s, true);
    arrival->spec = {name, u"w"_s};
    const Clock::time_point sent = Clock::now();
    const auto arrived = await(client.create(arrival));
    return waiting.result() && arrived ? Milliseconds(between(sent, waiting.endedAt())) : std::nullopt;
}

Milliseconds freeLeaseRound(sdk::Client client, const QString& name)
{
    if (!await(client.create(sdk::newLease(name))) || !await(client.waitLease(name))) {
        return std::nullopt;
    }
    const Clock::time_point called = Clock::now();
    auto acquiring = start(client.acquireLease(name, {.timeout = 20s}));
    const bool held = acquiring.result() && await(acquiring.result()->release());
    return held ? Milliseconds(between(called, acquiring.endedAt())) : std::nullopt;
}

/// From giving back to the return of the next one's wait. `isWaiting` tells that it stands in the queue.
template <class Acquire, class IsWaiting>
Milliseconds handOverRound(sdk::Client client, const ObjectPtr& object, Acquire acquire, IsWaiting isWaiting)
{
    if (!await(client.create(object))) {
        return std::nullopt;
    }
    auto first = await(acquire(client.withHolder(u"first"_s)));
    auto next = start(acquire(client.withHolder(u"next"_s)));
    if (!first || !QTest::qWaitFor(isWaiting)) {
        return std::nullopt;
    }
    const Clock::time_point sent = Clock::now();
    const auto released = await(first->release());
    const bool held = released && next.result() && await(next.result()->release());
    return held ? Milliseconds(between(sent, next.endedAt())) : std::nullopt;
}

} // namespace

void SdkContract::waitsReturnSoonAfterTheEnablingWrite_data()
{
    QTest::addColumn<QString>("what");
    for (const char* what : {"barrier", "gate", "free lease", "handed lease", "permit", "mutex"}) {
        QTest::newRow(what) << QString::fromLatin1(what);
    }
}

/// The figures are printed; the limit only tells a watch from polling, because a busy machine takes its time.
void SdkContract::waitsReturnSoonAfterTheEnablingWrite()
{
    QFETCH(QString, what);
    const int rounds = qEnvironmentVariableIntValue("KONDUCTOR_SDK_ROUNDS") > 0
        ? qEnvironmentVariableIntValue("KONDUCTOR_SDK_ROUNDS")
        : 5;
    std::vector<double> took;
    for (int i = 0; i < rounds; ++i) {
        const QString name = u"soon-%1-%2"_s.arg(what.section(u' ', 0, 0)).arg(i);
        const auto queued = [&](Kind kind) {
            return [=, this] { return !fresh(kind, name)->meta.annotations.isEmpty(); };
        };
        const auto requested = [&] { return fresh(Kind::LeaseRequest, name + u"-next"_s) != nullptr; };
        Milliseconds time;
        if (what == u"barrier" || what == u"gate") {
            time = openingRound(*m_client, name, what == u"gate");
        } else if (what == u"free lease") {
            time = freeLeaseRound(*m_client, name);
        } else if (what == u"handed lease") {
            time = handOverRound(
                *m_client, sdk::newLease(name), [&](sdk::Client c) { return c.acquireLease(name); }, requested);
        } else if (what == u"permit") {
            time = handOverRound(
                *m_client, sdk::newSemaphore(name, 1), [&](sdk::Client c) { return c.acquireSemaphore(name); },
                queued(Kind::Semaphore));
        } else {
            time = handOverRound(
                *m_client, sdk::newMutex(name), [&](sdk::Client c) { return c.lockMutex(name); }, queued(Kind::Mutex));
        }
        QVERIFY2(time, qPrintable(name));
        took.push_back(*time);
    }
    std::sort(took.begin(), took.end());
    const double median = took[took.size() / 2];
    std::printf("%s: median %.1f ms, worst %.1f ms of %d\n", qPrintable(what), median, took.back(), rounds);
    QVERIFY2(median < 1'000, "as slow as polling");
}

} // namespace konductor::test
