// SPDX-License-Identifier: Apache-2.0
#include "core/action/plan.h"

#include "core/action/shellquote.h"
#include "core/api/paths.h"
#include "core/base/json.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace konductor::action {

namespace {

/// "leases.sync.konductor.io": a bare "leases" would be the coordination.k8s.io kind.
QString resourceWord(Kind kind)
{
    const KindInfo& info = kindInfo(kind);
    return info.plural.toString() + u'.' + info.group.toString();
}

QString patchLine(const Call& call, const QString& kubectl, QStringView subresource)
{
    return u"%1 -n %2 patch %3 %4%5 --type=merge -p %6"_s.arg(kubectl, shellQuoted(call.key.ns),
                                                              resourceWord(call.key.kind), shellQuoted(call.key.name),
                                                              subresource, shellQuoted(visibleJson(call.body)));
}

} // namespace

kube::Request Call::request(bool dryRun) const
{
    kube::Request request;
    request.subject = toString(key);
    request.contentType = "application/json";
    QJsonObject sent = body;
    switch (type) {
    case Type::Create:
        request.verb = kube::Verb::Post;
        request.path = collectionPath(key.kind, key.ns);
        break;
    case Type::MergePatch:
    case Type::MergePatchStatus:
        request.verb = kube::Verb::Patch;
        request.path = objectPath(key, type == Type::MergePatchStatus ? u"status" : QStringView());
        request.contentType = "application/merge-patch+json";
        break;
    case Type::Delete:
        request.verb = kube::Verb::Delete;
        request.path = objectPath(key);
        if (dryRun) {
            // With a body the server reads its options there and ignores the query.
            sent.insert(u"dryRun"_s, QJsonArray{u"All"_s});
        }
        break;
    }
    if (dryRun) {
        request.query.addQueryItem(u"dryRun"_s, u"All"_s);
    }
    request.body = compactJson(sent);
    return request;
}

QString Call::kubectl(const QString& context) const
{
    const QString kubectl = kubectlFor(context);
    switch (type) {
    case Type::Create:
        return u"printf %s %1 | %2 create -f -"_s.arg(shellQuoted(visibleJson(body)), kubectl);
    case Type::MergePatch:
        return patchLine(*this, kubectl, {});
    case Type::MergePatchStatus:
        return patchLine(*this, kubectl, u" --subresource=status");
    case Type::Delete:
        return u"printf %s %1 | %2 delete --raw %3 -f -"_s.arg(shellQuoted(visibleJson(body)), kubectl,
                                                               shellQuoted(objectPath(key)));
    }
    Q_UNREACHABLE();
}

} // namespace konductor::action
