// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
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
        {u"patch"_s, {}, u"patch"_s},   {u"patch"_s, u"/status"_s, u"patch the status of"_s},
        {u"create"_s, {}, u"create"_s}, {u"delete"_s, {}, u"delete"_s}};
    return all;
}

QString someOf(const QStringList& some, const QStringList& all)
{
    return some.size() == all.size() ? u"all %1 kinds"_s.arg(all.size()) : some.join(u", "_s);
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
        lines.append(u"may not list "_s + someOf(unlisted, resources));
    }
    for (const Need& need : needs()) {
        QStringList refused;
        for (const QString& resource : resources) {
            if (rights.rules.of(need.verb, group, resource + need.suffix) == Access::Refused) {
                refused.append(resource);
            }
        }
        if (!refused.isEmpty()) {
            lines.append(u"may not %1 %2"_s.arg(need.words, someOf(refused, resources)));
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
        return done(CheckStep::passed(u"accepted; servers before 1.28 do not tell as whom"_s));
    }
    if (!identity && identity.error().kind == Error::Kind::Forbidden) {
        return done(
            CheckStep::warned(u"the server knows us, and does not tell as whom: "_s + identity.error().message, {}));
    }
    if (!identity) {
        Error error = identity.error();
        if (error.kind == Error::Kind::Unauthorized && error.advice.isEmpty()) {
            error.advice = u"It does not accept %1. Sign in again, or renew it."_s.arg(
                credentialWords(m_options.settings ? *m_options.settings : m_settings));
        }
        return done(CheckStep::failed(error));
    }
    const QStringList facts{u"groups: "_s + identity->groups.join(u", "_s)};
    if (identity->isAnonymous()) {
        return done(CheckStep::warned(u"the server takes us for nobody (system:anonymous)"_s,
                                      u"No credentials reached it: check those of the user in the kubeconfig."_s,
                                      facts));
    }
    done(CheckStep::passed(u"signed in as "_s + identity->user, facts));
}

void ConnectCheck::version()
{
    serverVersion(*m_connection, m_options.patience).then(later(&ConnectCheck::versionIs));
}

void ConnectCheck::versionIs(const Result<QString>& version)
{
    if (!version && version.error().kind == Error::Kind::Forbidden) {
        return done(CheckStep::skipped(u"we may not ask for it"_s));
    }
    if (!version) {
        return done(CheckStep::failed(version.error()));
    }
    const ServerClock& clock = m_connection->serverClock();
    const auto off = std::chrono::abs(clock.offset());
    if (clock.isKnown() && off > clocksDiffer + clock.uncertainty()) {
        return done(
            CheckStep::warned(u"%1; its clock is %2 %3 this machine's"_s.arg(
                                  *version, humanDuration(off), clock.offset() > 0ms ? u"ahead of"_s : u"behind"_s),
                              u"Set the clock that is wrong: certificates and tokens depend on it."_s));
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
        return done(CheckStep::skipped(u"we may not ask which kinds there are"_s));
    }
    if (!kinds) {
        return done(CheckStep::failed(kinds.error()));
    }
    m_present = kinds->present;
    const QString group = m_options.group + u'/' + m_options.version;
    const QStringList facts = kinds->versions.isEmpty()
        ? QStringList()
        : QStringList{u"versions of %1: %2"_s.arg(m_options.group, kinds->versions.join(u", "_s))};
    if (m_present.isEmpty()) {
        return done(CheckStep::failed(makeError(Error::Kind::Unsupported, group,
                                                kinds->versions.isEmpty() ? u"the server has none of these kinds"_s
                                                                          : u"the server has other versions only"_s,
                                                u"Install Konductor's CRDs first."_s),
                                      facts));
    }
    const QString finding = u"%1 of %2 kinds of %3"_s.arg(QString::number(m_present.size()),
                                                          QString::number(m_options.resources.size()), group);
    if (!kinds->missing.isEmpty()) {
        return done(CheckStep::warned(u"%1; there is no %2"_s.arg(finding, kinds->missing.join(u", "_s)),
                                      u"Install the missing CRDs."_s, facts));
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
    facts.append(rights->everywhere ? u"may list in the whole cluster"_s
                                    : u"may not list in the whole cluster: name namespaces with -n"_s);
    if (!rights->rules.isComplete()) {
        facts.append(u"the server cannot list every right; what it does not list may be granted all the same"_s);
    }
    const QString advice = u"Ask for a Role with these verbs on %1 in %2."_s.arg(m_options.group, ns);
    if (rights->listed.isEmpty()) {
        return done(CheckStep::failed(
            makeError(Error::Kind::Forbidden, {}, u"you may see nothing in %1"_s.arg(ns), advice), facts));
    }
    if (complete) {
        return done(CheckStep::passed(u"you may see and change everything in %1"_s.arg(ns), facts));
    }
    done(CheckStep::warned(u"you may see %1 of %2 kinds in %3, and not do everything"_s.arg(
                               QString::number(rights->listed.size()), QString::number(m_present.size()), ns),
                           advice, facts));
}

} // namespace konductor::kube
