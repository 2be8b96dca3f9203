// SPDX-License-Identifier: Apache-2.0
#include "core/live/operatorhealth.h"

#include "core/base/text.h"
#include "core/base/words.h"

namespace konductor::live {

using namespace Qt::StringLiterals;

namespace {

/// Where its Deployment is not, a status as new as this is a sign that it runs under another name.
constexpr std::chrono::minutes stillAtWork(10);

QString ago(Timestamp then, Timestamp now)
{
    return inWords("Operator", "%1 ago").arg(humanDuration(now - then));
}

} // namespace

QStringList OperatorHealth::problems(Timestamp now) const
{
    QStringList lines;
    const bool writes = lastWrite && now < *lastWrite + stillAtWork;
    if (presence == Presence::Absent && !writes) {
        lines.append(inWords("Operator", "there is no Deployment %1 in %2: nobody grants, opens or expires anything")
                         .arg(OperatorHealth::deployment, OperatorHealth::ns));
    } else if (presence == Presence::Present && ready == 0) {
        lines.append(wanted == 0
                         ? inWords("Operator", "it is scaled to 0 replicas: nobody grants, opens or expires anything")
                         : inWords("Operator",
                                   "none of its %n replicas is ready: nobody grants, opens or expires anything",
                                   "none of its 1 replica is ready: nobody grants, opens or expires anything", wanted));
    }
    if (!leader.isEmpty() && renewed && now > *renewed + 2 * leaseDuration) {
        lines.append(inWords("Operator", "its leader %1 has not renewed its lease since %2")
                         .arg(visibleText(leader), ago(*renewed, now)));
    }
    return lines;
}

QStringList OperatorHealth::facts(Timestamp now) const
{
    QStringList lines;
    if (presence == Presence::Present) {
        lines.append(inWords("Operator", "%1 of %n replicas ready", "%1 of 1 replica ready", wanted).arg(ready));
    }
    if (!leader.isEmpty() && renewed) {
        lines.append(inWords("Operator", "led by %1, renewed %2").arg(visibleText(leader), ago(*renewed, now)));
    }
    if (lastWrite) {
        lines.append(
            inWords("Operator", "newest status written %1 by %2").arg(ago(*lastWrite, now), visibleText(lastWriter)));
    }
    return lines;
}

} // namespace konductor::live
