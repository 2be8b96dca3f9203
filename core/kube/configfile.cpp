// SPDX-License-Identifier: Apache-2.0
#include "core/kube/configfile.h"

#include "core/base/words.h"

#include <QFile>
#include <QFileInfo>

namespace konductor::kube {

using namespace Qt::StringLiterals;

Result<QByteArray> readConfigFile(const QString& path, const Spoken& subject)
{
    constexpr qint64 longest = 8 * 1024 * 1024;
    const auto refuse = [&](const Spoken& message) { return fail(makeError(Error::Kind::Config, subject, message)); };
    const QFileInfo info(path);
    QFile file(path);
    if (!info.isFile()) {
        return refuse(info.exists() ? spoken("Kubeconfig", "%1 is not a file").arg(path)
                                    : spoken("Kubeconfig", "%1 does not exist").arg(path));
    }
    if (!file.open(QIODevice::ReadOnly)) {
        return refuse(spoken("Kubeconfig", "%1 cannot be read: %2").arg(path, file.errorString()));
    }
    if (file.size() > longest) {
        return refuse(spoken("Kubeconfig", "%1 is larger than %2 MiB").arg(path).arg(longest >> 20));
    }
    return file.read(longest);
}

} // namespace konductor::kube
