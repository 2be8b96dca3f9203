// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

#include <vector>

namespace konductor::ui {

/// Which lines of `now` are new or changed against `before`, as their numbers from 0 in ascending order: the ones
/// outside a longest common subsequence. Two texts with more than about a thousand differing lines each are not
/// compared further: all of those count as changed. Pure.
std::vector<int> changedLines(const QStringList& before, const QStringList& now);

} // namespace konductor::ui
