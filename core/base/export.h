// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What the shared library KonductorCore shows. Everything else in the rooms that it is made of is hidden, and
/// tests/core/sdk/installed holds the library's symbols against these marks.
#define KONDUCTOR_EXPORT __attribute__((visibility("default")))
