// SPDX-License-Identifier: Apache-2.0
#include "core/action/plan.h"
#include "core/action/shellquote.h"
#include "core/api/kinds.h"
#include "core/base/words.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace konductor::action {

namespace {

QString holderOf(const ObjectPtr& object)
{
    QString holder;
    if (const auto lease = as<Lease>(object)) {
        holder = lease->status.holder;
    } else if (const auto mutex = as<Mutex>(object)) {
        holder = mutex->status.holder;
    } else if (const auto rwmutex = as<RWMutex>(object)) {
        holder = rwmutex->status.writeHolder.isEmpty() ? rwmutex->status.readHolders.join(u", "_s)
                                                       : rwmutex->status.writeHolder;
    }
    return holder;
}

QString unchangedWords(const ObjectPtr& seen, bool statusMayMove)
{
    const QString name = toString(seen->key());
    const QString holder = holderOf(seen);
    if (statusMayMove) {
        return holder.isEmpty() ? inWords("Plan", "%1 is still the one seen (uid %2), with the same spec")
                                      .arg(name, seen->meta.uid.toString())
                                : inWords("Plan", "%1 is still the one seen (uid %2), with the same spec, held by %3")
                                      .arg(name, seen->meta.uid.toString(), holder);
    }
    return holder.isEmpty()
        ? inWords("Plan", "%1 is still the one seen (uid %2) and unchanged (resourceVersion %3)")
              .arg(name, seen->meta.uid.toString(), seen->meta.resourceVersion.toString())
        : inWords("Plan", "%1 is still the one seen (uid %2) and unchanged (resourceVersion %3), held by %4")
              .arg(name, seen->meta.uid.toString(), seen->meta.resourceVersion.toString(), holder);
}

Right rightOf(const Call& call)
{
    const KindInfo& info = kindInfo(call.key.kind);
    Right right{u"patch"_s, info.plural.toString() + u'.' + info.group.toString(), call.key.ns};
    switch (call.type) {
    case Call::Type::Create:
        right.verb = u"create"_s;
        break;
    case Call::Type::MergePatch:
        break;
    case Call::Type::MergePatchStatus:
        right.resource += u"/status"_s;
        break;
    case Call::Type::Delete:
        right.verb = u"delete"_s;
        break;
    }
    return right;
}

} // namespace

QStringList preconditionsOf(const Plan& plan)
{
    QStringList lines;
    for (const Call& call : plan.calls) {
        for (const Unchanged& other : call.unchanged) {
            lines.append(unchangedWords(other.seen, other.statusMayMove));
        }
        lines.append(call.seen ? unchangedWords(call.seen, false)
                               : inWords("Plan", "there is no %1 yet").arg(toString(call.key)));
    }
    lines.removeDuplicates();
    return lines;
}

std::vector<Right> rightsOf(const Plan& plan)
{
    std::vector<Right> rights;
    const auto need = [&](const Right& right) {
        if (std::find(rights.begin(), rights.end(), right) == rights.end()) {
            rights.push_back(right);
        }
    };
    for (const Call& call : plan.calls) {
        need(rightOf(call));
        for (const Unchanged& other : call.unchanged) {
            const KindInfo& info = kindInfo(other.seen->kind);
            need({u"get"_s, info.plural.toString() + u'.' + info.group.toString(), other.seen->meta.ns});
        }
    }
    return rights;
}

QString Right::question() const
{
    const QString bare = resource.section(u'/', 0, 0);
    const QString sub = resource.section(u'/', 1);
    return u"kubectl auth can-i %1 %2%3 -n %4"_s.arg(verb, bare, sub.isEmpty() ? QString() : u" --subresource="_s + sub,
                                                     shellQuoted(ns));
}

QString toString(const Right& right)
{
    return inWords("Plan", "%1 %2 in %3").arg(right.verb, right.resource, right.ns);
}

} // namespace konductor::action
