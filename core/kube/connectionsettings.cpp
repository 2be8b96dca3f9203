// SPDX-License-Identifier: Apache-2.0
#include "core/kube/connectionsettings.h"

#include <QRegularExpression>

namespace konductor::kube {

using namespace Qt::StringLiterals;

bool isNamespaceName(const QString& ns)
{
    static const QRegularExpression label(u"\\A[a-z0-9]([-a-z0-9]*[a-z0-9])?\\z"_s);
    return ns.size() <= 63 && label.match(ns).hasMatch();
}

} // namespace konductor::kube
