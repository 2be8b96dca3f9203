// SPDX-License-Identifier: Apache-2.0
#include "app/console/settingsfile.h"

#include "core/base/words.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <tuple>

namespace konductor::app {

using namespace Qt::StringLiterals;

namespace {

/// The first name of its kind that is free.
QString asideOf(const QString& path)
{
    QString aside = path + u".broken"_s;
    for (int number = 2; QFile::exists(aside); ++number) {
        aside = path + u".broken-%1"_s.arg(number);
    }
    return aside;
}

} // namespace

SettingsFile SettingsFile::open(const QString& path)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    SettingsFile file;
    file.path = path;
    file.settings = std::make_unique<QSettings>(path, QSettings::IniFormat);
    std::ignore = file.settings->allKeys(); // else Qt reads no further than the names of sections
    if (file.settings->status() == QSettings::FormatError) {
        file.settings.reset();
        file.aside = asideOf(path);
        QFile::rename(path, file.aside);
        file.settings = std::make_unique<QSettings>(path, QSettings::IniFormat);
    }
    if (!QFile::exists(path)) {
        file.settings->setValue(u"format"_s, 1);
        file.settings->sync();
    }
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    return file;
}

std::optional<Error> SettingsFile::problem() const
{
    if (aside.isEmpty()) {
        return std::nullopt;
    }
    return makeError(Error::Kind::Config, path,
                     spoken("SettingsFile",
                            "The settings could not be read. They are now in %1; the program starts with fresh ones.")
                         .arg(aside));
}

QString SettingsFile::defaultPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/konductor/console.ini"_s;
}

} // namespace konductor::app
