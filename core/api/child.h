// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/object.h"

namespace konductor {

/// The longest name of an object.
constexpr qsizetype longestObjectName = 253;

/// A DNS-1123 subdomain of as many of the characters as can be kept: lower-case letters, digits and '-', parts joined
/// by '.', ending with a letter or digit. Of any length; two texts may give one name.
QString dnsName(const QString& text);

/// What the Go SDK writes into the metadata of a child (semantics.md §3): name, namespace, the label that names its
/// parent, and a controller owner reference where `owned`. Without it the operator does not notice the child.
ObjectMeta childMeta(Kind child, const Object& parent, const QString& name, bool owned);

} // namespace konductor
