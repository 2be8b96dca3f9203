// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/base/words.h"
#include "core/kube/connectcheck.h"
#include "core/kube/discovery.h"
#include "core/kube/settingsfacts.h"

#include <QPointer>

namespace konductor::kube {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto clocksDiffer = 30s;

struct Need {
    QString verb;
    QString suffix;
    QString words;
};

const std::vector<Need>& needs()
{
    static const std::vector<Need> all{
        {u"get"_s, {}, u"get"_s},       {u"watch"_s, {}, u"watch"_s},
        {u"patch"_s, {}, u"patch"_s},   {u"patch"_s, u"/status"_s, inWords("Connect", "patch the status of")},
        {u"create"_s, {}, u"create"_s}, {u"delete"_s, {}, u"delete"_s}};
    return all;
}

QString someOf(const QStringList& some, const QStringList& all)
{
    return some.size() == all.size() ? inWords("Connect", "all %1 kinds").arg(all.size()) : some.join(u", "_s);
}

/// One line for each right that is not granted.
QStringList lacking(const GrantedRights& rights, const QString& group, const QStringList& resources)
{
    QStringList lines;
    QStringList unlisted;
    for (const QString& resource : resources) {
        if (!rights.listed.contains(resource)) {
            unlisted.append(resource);
        }
    }
    if (!unlisted.isEmpty()) {
        lines.append(inWords("Connect", "may not list %1").arg(someOf(unlisted, resources)));
    }
    for (const Need& need : needs()) {
        QStringList refused;
        for (const QString& resource : resources) {
            if (rights.rules.of(need.verb, group, resource + need.suffix) == Access::Refused) {
                refused.append(resource);
            }
        }
        if (!refused.isEmpty()) {
            lines.append(inWords("Connect", "may not %1 %2").arg(need.words, someOf(refused, resources)));
        }
    }
    return lines;
}

} // namespace

template <class T> std::function<void(Result<T>)> ConnectCheck::later(void (ConnectCheck::*then)(const Result<T>&))
{
    return [self = QPointer<ConnectCheck>(this), then](Result<T> result) {
        if (self && (result || result.error().kind != Error::Kind::Cancelled)) {
            (self->*then)(result);
        }
    };
}

void ConnectCheck::authentication()
{
    whoAmI(*m_connection).then(later(&ConnectCheck::signedIn));
}

void ConnectCheck::signedIn(const Result<Identity>& identity)
{
    if (!identity && identity.error().kind == Error::Kind::NotFound) {
        return done(CheckStep::passed(inWords("Connect", "accepted; servers before 1.28 do not tell as whom")));
    }
    if (!identity && identity.error().kind == Error::Kind::Forbidden) {
        return done(CheckStep::warned(inWords("Connect", "the server knows us, and does not tell as whom: %1")
                                          .arg(identity.error().message.shown),
                                      {}));
    }
    if (!identity) {
        Error error = identity.error();
        if (error.kind == Error::Kind::Unauthorized && error.advice.isEmpty()) {
            error.advice = spoken([this] {
                return inWords("Connect", "It does not accept %1. Sign in again, or renew it.")
                    .arg(credentialWords(m_options.settings ? *m_options.settings : m_settings));
            });
        }
        return done(CheckStep::failed(error));
    }
    const QStringList facts{inWords("Connect", "groups: %1").arg(identity->groups.join(u", "_s))};
    if (identity->isAnonymous()) {
        return done(CheckStep::warned(
            inWords("Connect", "the server takes us for nobody (system:anonymous)"),
            inWords("Connect", "No credentials reached it: check those of the user in the kubeconfig."), facts));
    }
    done(CheckStep::passed(inWords("Connect", "signed in as %1").arg(identity->user), facts));
}

void ConnectCheck::version()
{
    serverVersion(*m_connection, m_options.patience).then(later(&ConnectCheck::versionIs));
}

void ConnectCheck::versionIs(const Result<QString>& version)
{
    if (!version && version.error().kind == Error::Kind::Forbidden) {
        return done(CheckStep::skipped(inWords("Connect", "we may not ask for it")));
    }
    if (!version) {
        return done(CheckStep::failed(version.error()));
    }
    const ServerClock& clock = m_connection->serverClock();
    const auto off = std::chrono::abs(clock.offset());
    if (clock.isKnown() && off > clocksDiffer + clock.uncertainty()) {
        return done(CheckStep::warned(
            (clock.offset() > 0ms ? inWords("Connect", "%1; its clock is %2 ahead of this machine's")
                                  : inWords("Connect", "%1; its clock is %2 behind this machine's"))
                .arg(*version, humanDuration(off)),
            inWords("Connect", "Set the clock that is wrong: certificates and tokens depend on it.")));
    }
    done(CheckStep::passed(*version));
}

void ConnectCheck::discovery()
{
    servedKinds(*m_connection, m_options.group, m_options.version, m_options.resources)
        .then(later(&ConnectCheck::kindsAre));
}

void ConnectCheck::kindsAre(const Result<ServedKinds>& kinds)
{
    if (!kinds && kinds.error().kind == Error::Kind::Forbidden) {
        m_present = m_options.resources;
        return done(CheckStep::skipped(inWords("Connect", "we may not ask which kinds there are")));
    }
    if (!kinds) {
        return done(CheckStep::failed(kinds.error()));
    }
    m_present = kinds->present;
    const QString group = m_options.group + u'/' + m_options.version;
    const QStringList facts = kinds->versions.isEmpty()
        ? QStringList()
        : QStringList{inWords("Connect", "versions of %1: %2").arg(m_options.group, kinds->versions.join(u", "_s))};
    if (m_present.isEmpty()) {
        return done(CheckStep::failed(makeError(Error::Kind::Unsupported, group,
                                                kinds->versions.isEmpty()
                                                    ? spoken("Connect", "the server has none of these kinds")
                                                    : spoken("Connect", "the server has other versions only"),
                                                spoken("Connect", "Install Konductor's CRDs first.")),
                                      facts));
    }
    const QString finding =
        inWords("Connect", "%1 of %2 kinds of %3")
            .arg(QString::number(m_present.size()), QString::number(m_options.resources.size()), group);
    if (!kinds->missing.isEmpty()) {
        return done(
            CheckStep::warned(inWords("Connect", "%1; there is no %2").arg(finding, kinds->missing.join(u", "_s)),
                              inWords("Connect", "Install the missing CRDs."), facts));
    }
    done(CheckStep::passed(finding, facts));
}

void ConnectCheck::rights()
{
    const QString ns = m_options.ns.isEmpty() ? m_settings.ns : m_options.ns;
    grantedRights(*m_connection, m_options.group, m_present, ns.isEmpty() ? u"default"_s : ns)
        .then(later(&ConnectCheck::rightsAre));
}

void ConnectCheck::rightsAre(const Result<GrantedRights>& rights)
{
    if (!rights) {
        return done(CheckStep::failed(rights.error()));
    }
    const QString ns = m_options.ns.isEmpty() ? m_settings.ns : m_options.ns;
    QStringList facts = lacking(*rights, m_options.group, m_present);
    const bool complete = facts.isEmpty();
    facts.append(rights->everywhere ? inWords("Connect", "may list in the whole cluster")
                                    : inWords("Connect", "may not list in the whole cluster: name namespaces with -n"));
    if (!rights->rules.isComplete()) {
        facts.append(inWords("Connect",
                             "the server cannot list every right; what it does not list may be granted all the same"));
    }
    const QString advice = inWords("Connect", "Ask for a Role with these verbs on %1 in %2.").arg(m_options.group, ns);
    if (rights->listed.isEmpty()) {
        return done(CheckStep::failed(
            makeError(Error::Kind::Forbidden, {}, spoken("Connect", "you may see nothing in %1").arg(ns), advice),
            facts));
    }
    if (complete) {
        return done(CheckStep::passed(inWords("Connect", "you may see and change everything in %1").arg(ns), facts));
    }
    done(CheckStep::warned(inWords("Connect", "you may see %1 of %2 kinds in %3, and not do everything")
                               .arg(QString::number(rights->listed.size()), QString::number(m_present.size()), ns),
                           advice, facts));
}

} // namespace konductor::kube
