// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/command.h"

#include "app/inspect/console.h"
#include "core/live/livesession.h"

using namespace Qt::StringLiterals;

namespace konductor::inspect {

namespace {

tl::unexpected<Error> usage(const QString& word, const QString& message)
{
    return fail(makeError(Error::Kind::Invalid, word, message));
}

QString kindNames()
{
    QStringList names;
    for (const Kind kind : konductorKinds) {
        names.append(kindInfo(kind).plural.toString());
    }
    return names.join(u", "_s);
}

std::optional<Kind> konductorKind(const QString& word)
{
    const auto kind = kindFromText(word);
    return kind == Kind::Job ? std::nullopt : kind;
}

} // namespace

bool Command::openCluster(Source source)
{
    if (source == Source::ClusterOnly && !m_globals.snapshot.empty()) {
        endWith(makeError(Error::Kind::Invalid, u"--snapshot"_s, u"this command needs a cluster"_s,
                          u"list, explain, diagnose and snapshot read snapshots; diff compares them."_s),
                Usage);
        return false;
    }
    auto cluster = Cluster::open(m_globals);
    if (!cluster) {
        endWith(cluster.error(),
                (m_globals.sandbox || !m_globals.snapshot.empty()) && cluster.error().kind != Error::Kind::Offline
                    ? Usage
                    : NotConnected);
        return false;
    }
    m_cluster = std::move(*cluster);
    return true;
}

void Command::endWith(const Error& error)
{
    endWith(error, exitCodeOf(error));
}

void Command::endWith(const Error& error, int exitCode)
{
    writeError(oneLine(error));
    emit ended(exitCode);
}

Result<std::vector<Kind>> kindsFromArguments(const std::vector<std::string>& words)
{
    if (words.empty()) {
        return std::vector<Kind>(konductorKinds.begin(), konductorKinds.end());
    }
    std::vector<Kind> kinds;
    for (const std::string& word : words) {
        for (const QString& name : QString::fromStdString(word).split(u',', Qt::SkipEmptyParts)) {
            const auto kind = konductorKind(name);
            if (!kind) {
                return usage(name, u"not a kind; the kinds are %1"_s.arg(kindNames()));
            }
            if (std::find(kinds.begin(), kinds.end(), *kind) == kinds.end()) {
                kinds.push_back(*kind);
            }
        }
    }
    return kinds;
}

Result<NamedTarget> targetFromArgument(const std::string& argument)
{
    const QString word = QString::fromStdString(argument);
    const qsizetype slash = word.indexOf(u'/');
    if (slash <= 0 || slash + 1 == word.size()) {
        return usage(word, u"write it as kind/name, such as lease/db-migration"_s);
    }
    const auto kind = konductorKind(word.left(slash));
    if (!kind) {
        return usage(word.left(slash), u"not a kind; the kinds are %1"_s.arg(kindNames()));
    }
    return NamedTarget{*kind, word.mid(slash + 1)};
}

Result<std::chrono::milliseconds> spanFromArgument(const std::string& argument)
{
    const QString word = QString::fromStdString(argument);
    const auto duration = parseDuration(word);
    if (!duration || *duration <= Duration::zero()) {
        return usage(word, u"not a duration; write it as 10s, 5m or 1h30m"_s);
    }
    return std::chrono::ceil<std::chrono::milliseconds>(*duration);
}

} // namespace konductor::inspect
