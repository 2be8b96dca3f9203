// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

class QWidget;

namespace konductor::app {

/// The texts of labels, buttons and boxes within `window` that are seen and have less room than they need, each with
/// its widget's class and name. What elides on purpose is left out. For the gallery, which no one looks at in every
/// language and at every scale each day.
QStringList cutTexts(const QWidget& window);

} // namespace konductor::app
