// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/planoutput.h"

#include "core/base/text.h"

using namespace Qt::StringLiterals;

namespace konductor::inspect {

namespace {

QString requestLine(const action::Call& call, bool dryRun)
{
    const kube::Request request = call.request(dryRun);
    const QString verb = request.verb == kube::Verb::Post ? u"POST"_s
        : request.verb == kube::Verb::Patch               ? u"PATCH"_s
                                                          : u"DELETE"_s;
    const QString query = request.query.isEmpty() ? QString() : u'?' + request.query.toString(QUrl::FullyEncoded);
    return u"%1 %2%3"_s.arg(verb, visibleText(request.path), query);
}

} // namespace

QString bulleted(const QString& title, const QStringList& lines)
{
    QString text = lines.isEmpty() ? QString() : title + u'\n';
    for (const QString& line : lines) {
        text += u"  "_s + visibleText(line) + u'\n';
    }
    return text;
}

QString planText(const action::Plan& plan, bool dryRun)
{
    QString text = visibleText(plan.title) + (dryRun ? u" (dry run)\n"_s : u"\n"_s);
    text += u"Calls:\n"_s;
    for (const action::Call& call : plan.calls) {
        text += u"  # "_s + requestLine(call, dryRun)
            + (call.why.isEmpty() ? QString() : u" · "_s + visibleText(call.why)) + u'\n';
        text += u"  "_s + visibleText(call.kubectl()) + u'\n';
    }
    QStringList rights;
    for (const action::Right& right : action::rightsOf(plan)) {
        rights.append(toString(right));
    }
    text += bulleted(u"Only if:"_s, action::preconditionsOf(plan));
    text += bulleted(u"Needs the rights to:"_s, rights);
    text += bulleted(u"Then:"_s, plan.consequences);
    text += bulleted(u"Mind:"_s, plan.warnings);
    return text;
}

} // namespace konductor::inspect
