// SPDX-License-Identifier: Apache-2.0
#include "core/insight/finding.h"

using namespace Qt::StringLiterals;

namespace konductor::insight {

QString toString(Severity severity)
{
    switch (severity) {
    case Severity::Info:
        return u"info"_s;
    case Severity::Warning:
        return u"warning"_s;
    case Severity::Error:
        return u"error"_s;
    }
    Q_UNREACHABLE();
}

bool listedBefore(const Finding& a, const Finding& b)
{
    if (a.severity != b.severity) {
        return a.severity > b.severity;
    }
    if (a.subject != b.subject) {
        return a.subject < b.subject;
    }
    return a.rule != b.rule ? a.rule < b.rule : a.about < b.about;
}

} // namespace konductor::insight
