// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sandbox/apipath.h"
#include "core/sandbox/store.h"

namespace konductor::sandbox {

/// The log of a pod in which no program runs: it says so, and then when the holder of that name asked for, took or
/// reached what is there now. Honours tailLines, limitBytes, timestamps and container as a kubelet does; there is
/// nothing before a restart.
Answer<QByteArray> podLog(const Catalog& catalog, const Store& store, const Stored& pod, const Query& query);

} // namespace konductor::sandbox
