// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/action/bulkplan.h"

class QLayout;
class QWidget;

namespace konductor::ui {

/// What a plan sheet shows of a single plan between its heading and its buttons: the calls, what will follow, and under
/// which conditions and with which rights.
QWidget* planBody(const action::Plan& plan, QWidget* parent);

/// A call as a row: its method, its object, why it is made.
QWidget* callRow(const action::Call& call, QWidget* parent);
/// One of a plan's warnings, with its sign.
QLayout* warningLine(const QString& warning, QWidget* parent);

} // namespace konductor::ui
