// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/clientcommand.h"

#include "app/inspect/console.h"
#include "core/base/terminationsignal.h"

#include <QPointer>

#include <CLI/CLI.hpp>

#include <csignal>

using namespace Qt::StringLiterals;

namespace konductor::inspect {

namespace {

/// "0" and "0s" look once.
Result<std::chrono::milliseconds> waitFromArgument(const std::string& word)
{
    if (word == "0" || word == "0s") {
        return std::chrono::milliseconds(0);
    }
    return spanFromArgument(word);
}

int codeOf(const Error& error)
{
    return error.kind == Error::Kind::Timeout ? TimedOut : exitCodeOf(error);
}

} // namespace

void ClientCommand::declareTarget(const char* help)
{
    m_options.add_option("TARGET", m_targetWord, help)->required();
}

void ClientCommand::declareWaiting()
{
    m_options.add_option("--timeout", m_timeout, "Wait at most that long, 0 looks once; else until interrupted")
        ->type_name("DURATION");
}

void ClientCommand::declareHold()
{
    m_options.add_option("--ttl", m_ttl, "How long the hold lasts unrenewed, at least 3s; it is renewed meanwhile")
        ->type_name("DURATION");
    m_options.add_option("--holder", m_holder, "Who holds; else $HOSTNAME")->type_name("HOLDER");
    m_options
        .add_option("--kill-after", m_killAfter, "After a lost hold, how long the command has from SIGTERM to SIGKILL")
        ->type_name("DURATION")
        ->capture_default_str();
    declareWaiting();
}

void ClientCommand::declareCommand()
{
    m_options.add_option("COMMAND", m_command, "What to run, after --")->required();
}

Result<void> ClientCommand::readOptions()
{
    const auto target = targetFromArgument(m_targetWord);
    if (!target) {
        return fail(target.error());
    }
    m_target = *target;
    if (!m_timeout.empty()) {
        const auto timeout = waitFromArgument(m_timeout);
        if (!timeout) {
            return fail(timeout.error());
        }
        m_waiting.timeout = *timeout;
    }
    if (!m_ttl.empty()) {
        const auto ttl = spanFromArgument(m_ttl);
        if (!ttl) {
            return fail(ttl.error());
        }
        m_waiting.ttl = *ttl;
    }
    const auto grace = spanFromArgument(m_killAfter);
    if (!grace) {
        return fail(grace.error());
    }
    m_grace = *grace;
    return {};
}

bool ClientCommand::begin(std::initializer_list<Kind> kinds)
{
    const Result<void> read = readOptions();
    if (!read) {
        endWith(read.error(), Usage);
        return false;
    }
    if (std::find(kinds.begin(), kinds.end(), m_target.kind) == kinds.end()) {
        QStringList names;
        for (const Kind kind : kinds) {
            names.append(kindInfo(kind).singular.toString());
        }
        endWith(makeError(Error::Kind::Invalid, QString::fromStdString(m_targetWord),
                          u"this command is for %1"_s.arg(names.join(u", "_s))),
                Usage);
        return false;
    }
    if (!openCluster()) {
        return false;
    }
    sdk::Client::Config config{.ns = QString::fromStdString(m_globals.ns), .holder = QString::fromStdString(m_holder)};
    auto client = sdk::Client::open(m_cluster->settings(), config);
    if (!client) {
        endWith(client.error(), NotConnected);
        return false;
    }
    m_client.emplace(std::move(*client));
    return true;
}

QProcessEnvironment ClientCommand::environment() const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (m_hold.isHeld()) {
        environment.insert(u"KONDUCTOR_HOLDER"_s, m_hold.holder());
        environment.insert(u"KONDUCTOR_FENCING_TOKEN"_s, m_hold.fencingToken());
    }
    return environment;
}

void ClientCommand::run(sdk::Hold hold)
{
    m_hold = std::move(hold);
    if (m_stop.stop_requested()) { // interrupted just as it was granted
        return finish(Interrupted);
    }
    if (const sdk::HoldSignals* events = m_hold.events()) {
        connect(events, &sdk::HoldSignals::lost, this, &ClientCommand::lost);
    }
    TerminationSignal::listenTo(SIGQUIT);
    TerminationSignal::listenTo(SIGUSR1);
    TerminationSignal::listenTo(SIGUSR2);
    m_child = new ChildProcess(this);
    connect(m_child, &ChildProcess::ended, this, [this](int code) { commandEnded(m_holdWasLost ? HoldLost : code); });
    QStringList command;
    for (const std::string& word : m_command) {
        command.append(QString::fromStdString(word));
    }
    m_child->start(command, environment());
}

void ClientCommand::lost(const Error& why)
{
    writeError(oneLine(why));
    m_holdWasLost = true;
    m_child->terminate(m_grace);
}

void ClientCommand::interrupt()
{
    signalled(SIGINT, false);
}

void ClientCommand::signalled(int signal, bool fromTerminal)
{
    if (m_child && m_child->isRunning()) {
        if (!fromTerminal) {
            m_child->forward(signal);
        }
    } else if (m_client) {
        m_stop.request_stop();
    } else {
        emit ended(Interrupted);
    }
}

void ClientCommand::finish(const Error& error)
{
    writeError(oneLine(error));
    finish(codeOf(error));
}

void ClientCommand::finish(int code)
{
    if (!std::exchange(m_finishing, true)) {
        giveBack(this, *m_client, std::move(m_hold), code);
    }
}

QCoro::Task<void> ClientCommand::giveBack(QPointer<ClientCommand> self, sdk::Client client, sdk::Hold hold, int code)
{
    if (hold.isHeld()) {
        const Result<void> released = co_await hold.release();
        if (!released) {
            writeError(oneLine(released.error()));
        }
    }
    co_await client.idle();
    if (self) {
        emit self->ended(code);
    }
}

} // namespace konductor::inspect
