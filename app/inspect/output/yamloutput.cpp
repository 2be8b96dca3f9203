// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/output/writers.h"
#include "core/api/yamltext.h"

#include <yaml-cpp/yaml.h>

namespace konductor::inspect {

Result<QByteArray> yamlOutput(const Listing& listing)
{
    YAML::Emitter out;
    out << YAML::BeginMap << YAML::Key << "apiVersion" << YAML::Value << "v1" << YAML::Key << "items" << YAML::Value
        << YAML::BeginSeq;
    for (const Kind kind : listing.kinds) {
        for (const ObjectPtr& object : listing.of(kind)) {
            if (const Result<void> emitted = emitYaml(out, bytesOf(*object)); !emitted) {
                return fail(makeError(Error::Kind::Malformed, toString(object->key()), emitted.error().message));
            }
        }
    }
    out << YAML::EndSeq << YAML::Key << "kind" << YAML::Value << "List" << YAML::EndMap;
    return QByteArray(out.c_str()) + '\n';
}

} // namespace konductor::inspect
