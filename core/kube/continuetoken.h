// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QString>

namespace konductor::kube {

/// The token for the page after this one, from a look at the ends of the page (its metadata stands before the items or
/// after them), so that the next page can be asked for before this one is decoded. A guess: the decoded page decides.
/// Empty when there is none to be seen.
QString peekContinueToken(QByteArrayView page);

} // namespace konductor::kube
