// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <yaml-cpp/yaml.h>

#include <QByteArray>
#include <QJsonValue>

#include <string>
#include <vector>

namespace konductor::kube {

/// Text of a configuration file as UTF-8: a byte order mark tells UTF-8, UTF-16 or UTF-32 (kube.md 2.6). Null when it
/// is not text of that encoding.
QByteArray toUtf8(const QByteArray& bytes);

/// The documents of one text, 100 at most. Throws YAML::Exception for what is no YAML; more documents are taken for
/// that too, because yaml-cpp 0.7 finds empty ones without end in a text that begins with a comma.
std::vector<YAML::Node> loadDocuments(const std::string& text);

/// A node as JSON, by YAML's core schema: plain true, 12, 1.5 and null are typed, quoted text is text. Throws
/// YAML::Exception when it is nested too deeply or too large, as references to anchors can make it.
QJsonValue toJson(const YAML::Node& node);

/// One YAML (or JSON) document as JSON; Malformed with the line when it is none.
Result<QJsonValue> yamlToJson(const QByteArray& yaml, const Spoken& subject);

} // namespace konductor::kube
