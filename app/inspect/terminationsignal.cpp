// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/terminationsignal.h"

#include <array>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace konductor::inspect {

namespace {

// A signal handler reaches nothing but what is global.
std::array<int, 2> pipeEnds{-1, -1};

void tell(int)
{
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(pipeEnds[1], &byte, 1);
}

int readEnd()
{
    if (::pipe2(pipeEnds.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
        return -1;
    }
    return pipeEnds[0];
}

} // namespace

TerminationSignal::TerminationSignal(QObject* parent) : QObject(parent), m_notifier(readEnd(), QSocketNotifier::Read)
{
    connect(&m_notifier, &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        while (::read(pipeEnds[0], &byte, 1) == 1) { }
        emit received();
    });
    std::signal(SIGINT, tell);
    std::signal(SIGTERM, tell);
}

TerminationSignal::~TerminationSignal()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    ::close(pipeEnds[0]);
    ::close(pipeEnds[1]);
}

} // namespace konductor::inspect
