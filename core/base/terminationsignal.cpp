// SPDX-License-Identifier: Apache-2.0
#include "core/base/terminationsignal.h"

#include <array>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace konductor {

namespace {

constexpr std::array always{SIGINT, SIGTERM, SIGHUP};
constexpr unsigned char terminalBit = 0x80;

// A signal handler reaches nothing but what is global.
std::array<int, 2> pipeEnds{-1, -1};

void tell(int signal, siginfo_t* info, void*)
{
    const bool terminal = info && info->si_code == SI_KERNEL;
    const auto byte = static_cast<unsigned char>(static_cast<unsigned>(signal) | (terminal ? terminalBit : 0U));
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
        unsigned char byte = 0;
        while (::read(pipeEnds[0], &byte, 1) == 1) {
            emit received(byte & ~terminalBit, (byte & terminalBit) != 0);
        }
    });
    for (const int signal : always) {
        listenTo(signal);
    }
}

TerminationSignal::~TerminationSignal()
{
    for (const int signal : always) {
        std::signal(signal, SIG_DFL);
    }
    ::close(pipeEnds[0]);
    ::close(pipeEnds[1]);
}

void TerminationSignal::listenTo(int signal)
{
    struct sigaction action = {};
    action.sa_sigaction = tell;
    action.sa_flags = SA_SIGINFO | SA_RESTART;
    sigaction(signal, &action, nullptr);
}

} // namespace konductor
