// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/rotation.h"

#include <QDateTime>
#include <QDir>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace konductor::snapshot {

namespace {

constexpr auto halfDoneAfter = std::chrono::hours(1);

/// "20261124T120000Z"
std::optional<Timestamp> momentOf(const QString& text)
{
    static const QRegularExpression shape(u"^(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)(\\d\\d)Z$"_s);
    const auto match = shape.match(text);
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    const auto time =
        parseTimestamp(u"%1-%2-%3T%4:%5:%6Z"_s.arg(match.captured(1), match.captured(2), match.captured(3),
                                                   match.captured(4), match.captured(5), match.captured(6)));
    return time ? std::optional(*time) : std::nullopt;
}

} // namespace

QString fileStem(const QString& context)
{
    QString stem = u"konductor-"_s;
    for (const QChar c : context.left(60)) {
        const bool plain = c.unicode() < 0x80 && (c.isLetterOrNumber() || c == u'-' || c == u'_');
        stem += plain ? c : u'-';
    }
    return (context.isEmpty() ? stem + u"cluster"_s : stem) + u'-';
}

std::vector<QString> beyond(const Retention& retention, std::vector<StoredFile> files, Timestamp now)
{
    std::sort(files.begin(), files.end(), [](const StoredFile& a, const StoredFile& b) {
        return a.taken != b.taken ? a.taken > b.taken : a.name > b.name;
    });
    std::vector<QString> gone;
    qint64 kept = 0;
    qint64 bytes = 0;
    for (const StoredFile& file : files) {
        const bool newest = &file == &files.front();
        const bool tooMany = retention.count && kept >= *retention.count;
        const bool tooOld = retention.age && now - file.taken > *retention.age;
        const bool tooMuch = retention.bytes && bytes + file.bytes > *retention.bytes;
        if (!newest && (tooMany || tooOld || tooMuch)) {
            gone.push_back(file.name);
            continue;
        }
        ++kept;
        bytes += file.bytes;
    }
    std::reverse(gone.begin(), gone.end());
    return gone;
}

std::vector<StoredFile> storedSnapshots(const QString& folder, const QString& context)
{
    const QString stem = fileStem(context);
    std::vector<StoredFile> files;
    for (const QFileInfo& file : QDir(folder).entryInfoList(QDir::Files)) {
        const QString name = file.fileName();
        if (!name.startsWith(stem) || !name.endsWith(".json"_L1)) {
            continue;
        }
        if (const auto moment = momentOf(name.mid(stem.size()).chopped(5))) {
            files.push_back({name, file.size(), *moment});
        }
    }
    return files;
}

void rotate(const QString& folder, const QString& context, const Retention& retention, Timestamp now)
{
    QDir dir(folder);
    for (const QString& name : beyond(retention, storedSnapshots(folder, context), now)) {
        dir.remove(name);
    }
    static const QRegularExpression halfDone(u"^\\d{8}T\\d{6}Z\\.json\\.[A-Za-z]{6}$"_s);
    const QString stem = fileStem(context);
    const QDateTime old = QDateTime::fromMSecsSinceEpoch((now - halfDoneAfter).time_since_epoch().count());
    for (const QFileInfo& file : dir.entryInfoList({stem + u"*.json.*"_s}, QDir::Files)) {
        if (halfDone.match(file.fileName().mid(stem.size())).hasMatch() && file.lastModified() < old) {
            dir.remove(file.fileName());
        }
    }
}

std::optional<qint64> sizeFromText(const QString& text)
{
    static const QRegularExpression shape(u"^(\\d{1,12})([KMGT]?)i?B?$"_s);
    const auto match = shape.match(text);
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    const qsizetype power = match.captured(2).isEmpty() ? 0 : u"KMGT"_s.indexOf(match.captured(2)) + 1;
    const qint64 factor = qint64(1) << (10 * power);
    const qint64 number = match.captured(1).toLongLong();
    return number > std::numeric_limits<qint64>::max() / factor ? std::nullopt : std::optional(number * factor);
}

} // namespace konductor::snapshot
