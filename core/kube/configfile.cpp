// SPDX-License-Identifier: Apache-2.0
#include "core/kube/configfile.h"

#include <QFile>
#include <QFileInfo>

namespace konductor::kube {

using namespace Qt::StringLiterals;

Result<QByteArray> readConfigFile(const QString& path, const QString& subject)
{
    constexpr qint64 longest = 8 * 1024 * 1024;
    const auto refuse = [&](const QString& message) { return fail(makeError(Error::Kind::Config, subject, message)); };
    const QFileInfo info(path);
    QFile file(path);
    if (!info.isFile()) {
        return refuse(info.exists() ? u"%1 is not a file"_s.arg(path) : u"%1 does not exist"_s.arg(path));
    }
    if (!file.open(QIODevice::ReadOnly)) {
        return refuse(u"%1 cannot be read: %2"_s.arg(path, file.errorString()));
    }
    if (file.size() > longest) {
        return refuse(u"%1 is larger than %2 MiB"_s.arg(path).arg(longest >> 20));
    }
    return file.read(longest);
}

} // namespace konductor::kube
