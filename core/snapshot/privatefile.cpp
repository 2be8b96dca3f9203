// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/privatefile.h"

#include "core/base/words.h"

#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace konductor::snapshot {

Result<void> writePrivateFile(const QString& path, const std::function<Result<void>(QIODevice&)>& write)
{
    QSaveFile file(path);
    const auto failed = [&] {
        return fail(makeError(Error::Kind::Config, spoken("SnapshotFile", "file %1").arg(path), file.errorString()));
    };
    if (!file.open(QIODevice::WriteOnly)) {
        return failed();
    }
    // Before the first byte, and also where a file of wider rights stood, whose rights QSaveFile would take over.
    if (!file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)) {
        return failed();
    }
    if (const Result<void> written = write(file); !written) {
        file.cancelWriting();
        Error error = written.error();
        error.subject = spoken("SnapshotFile", "file %1").arg(path);
        return fail(error);
    }
    if (!file.commit()) {
        return failed();
    }
    return {};
}

Result<void> writePrivateFile(const QString& path, const QByteArray& bytes)
{
    return writePrivateFile(path, [&bytes](QIODevice& file) { return writeAll(file, bytes); });
}

Result<void> writeAll(QIODevice& device, const QByteArray& bytes)
{
    for (qsizetype done = 0; done < bytes.size();) {
        const qint64 written = device.write(bytes.constData() + done, bytes.size() - done);
        if (written <= 0) {
            return fail(makeError(Error::Kind::Config, {}, device.errorString()));
        }
        done += written;
    }
    return {};
}

} // namespace konductor::snapshot
