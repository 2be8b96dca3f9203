// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/yaml.h"

#include "core/kube/yamldocument.h"

using namespace Qt::StringLiterals;

namespace konductor::sandbox {

Result<QJsonValue> yamlToJson(const QByteArray& yaml)
{
    try {
        return kube::toJson(YAML::Load(yaml.toStdString()));
    } catch (const YAML::Exception& e) {
        return fail(makeError(Error::Kind::Malformed, u"YAML"_s, QString::fromUtf8(e.what())));
    }
}

} // namespace konductor::sandbox
