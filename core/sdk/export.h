// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What the shared library KonductorCore shows of this room; everything else in it is hidden.
#define KONDUCTOR_EXPORT __attribute__((visibility("default")))
