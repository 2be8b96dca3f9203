// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/settings.h"

#include "core/base/text.h"

#include <QFile>
#include <QSettings>

#include <algorithm>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {

const QString on = u"on"_s;
const QString off = u"off"_s;

SettingSpec choice(Setting setting, const QString& key, const QString& label, const QString& help,
                   const std::vector<SettingSpec::Value>& range)
{
    return {setting, SettingSpec::Type::Choice, key, label, help, range, range.front().name};
}

SettingSpec onOff(Setting setting, const QString& key, const QString& label, const QString& help, bool standard)
{
    return {setting,
            SettingSpec::Type::Switch,
            key,
            label,
            help,
            {{on, Settings::tr("On")}, {off, Settings::tr("Off")}},
            standard ? on : off};
}

QString rangeWords(const SettingSpec& spec)
{
    QStringList names;
    for (const SettingSpec::Value& value : spec.range) {
        names.append(value.name);
    }
    return names.join(u", "_s);
}

Result<SettingSpec> specOfKey(const QString& key, const QString& subject)
{
    for (SettingSpec& spec : settingSpecs()) {
        if (spec.key == key) {
            return std::move(spec);
        }
    }
    return fail(makeError(Error::Kind::Config, subject, Settings::tr("There is no setting %1.").arg(visibleText(key))));
}

Result<Setting> settingOf(const QString& key, const QString& value, const QString& subject)
{
    const auto spec = specOfKey(key, subject);
    if (!spec) {
        return fail(spec.error());
    }
    if (!spec->allows(value)) {
        return fail(makeError(
            Error::Kind::Config, subject,
            Settings::tr("%1 can be %2; it cannot be %3.").arg(spec->key, rangeWords(*spec), visibleText(value))));
    }
    return spec->setting;
}

const QString keysGroup = u"shortcuts/"_s;

/// A key in the file: "/" would begin a group there.
QString keyOf(const QKeySequence& standard)
{
    return standard.toString(QKeySequence::PortableText).replace(u'/', u"Slash"_s);
}

/// None: no keys are written so. Empty ones are "".
std::optional<QKeySequence> keysOf(const QString& text)
{
    const QKeySequence keys = QKeySequence::fromString(text, QKeySequence::PortableText);
    const bool isUnknown = keys.count() == 1 && keys[0].key() == Qt::Key_unknown;
    return keys.count() > 1 || isUnknown || keys.isEmpty() != text.isEmpty() ? std::nullopt : std::optional(keys);
}

} // namespace

bool SettingSpec::allows(const QString& name) const
{
    return std::any_of(range.begin(), range.end(), [&name](const Value& value) { return value.name == name; });
}

std::vector<SettingSpec> settingSpecs()
{
    return {
        choice(Setting::Language, u"language"_s, Settings::tr("Language"),
               Settings::tr("Takes effect at the next start."),
               {{u"system"_s, Settings::tr("As the desktop")},
                {u"en"_s, u"English"_s},
                {u"de"_s, u"Deutsch"_s},
                {u"ar"_s, u"العربية"_s}}),
        choice(Setting::Appearance, u"appearance"_s, Settings::tr("Appearance"), Settings::tr("The colours."),
               {{u"desktop"_s, Settings::tr("As the desktop")},
                {u"light"_s, Settings::tr("Light")},
                {u"dark"_s, Settings::tr("Dark")},
                {u"high-contrast"_s, Settings::tr("High contrast")}}),
        choice(
            Setting::Times, u"times"_s, Settings::tr("Times in tables"),
            Settings::tr("Ages and ends; the other is shown on hover."),
            {{u"relative"_s, Settings::tr("Relative (47 min)")}, {u"absolute"_s, Settings::tr("Absolute (13:15:20)")}}),
        choice(Setting::Zone, u"timeZone"_s, Settings::tr("Time zone"),
               Settings::tr("Of every time of day in tables, details and history."),
               {{u"local"_s, Settings::tr("Local")}, {u"utc"_s, Settings::tr("UTC")}}),
        choice(Setting::Notify, u"notify"_s, Settings::tr("Tell new findings"),
               Settings::tr("From this severity on, through the desktop and in the activity."),
               {{u"error"_s, Settings::tr("Errors")},
                {u"warning"_s, Settings::tr("Errors and warnings")},
                {u"info"_s, Settings::tr("All")},
                {u"off"_s, Settings::tr("None")}}),
        onOff(Setting::Tray, u"tray"_s, Settings::tr("Icon in the tray"),
              Settings::tr("Shows the worst finding of all open clusters, where the desktop has a tray."), false),
        onOff(Setting::AskBeforeClosing, u"askBeforeClosing"_s, Settings::tr("Ask before closing"),
              Settings::tr("While a plan is carried out or an edit is not applied."), true),
    };
}

SettingSpec specOf(Setting setting)
{
    const std::vector<SettingSpec> specs = settingSpecs();
    return *std::find_if(specs.begin(), specs.end(),
                         [setting](const SettingSpec& spec) { return spec.setting == setting; });
}

QString settingsDocumentation()
{
    QString text = u"| Key | What | Values, the standard one first |\n|---|---|---|\n"_s;
    for (const SettingSpec& spec : settingSpecs()) {
        QStringList values{u"`%1`"_s.arg(spec.standard)};
        for (const SettingSpec::Value& value : spec.range) {
            if (value.name != spec.standard) {
                values.append(u"`%1`"_s.arg(value.name));
            }
        }
        text += u"| `%1` | %2: %3 | %4 |\n"_s.arg(spec.key, spec.label, spec.help, values.join(u", "_s));
    }
    return text;
}

Settings::Settings(QSettings* store, QObject* parent) : QObject(parent), m_store(store)
{
    if (!m_store) {
        return;
    }
    for (const QString& key : m_store->allKeys()) {
        const auto keys = keysOf(m_store->value(key).toString());
        if (key.startsWith(keysGroup) && keys) {
            m_keys.insert(key.mid(keysGroup.size()), *keys);
        }
    }
}

QKeySequence Settings::keysFor(const QKeySequence& standard) const
{
    return m_keys.value(keyOf(standard), standard);
}

void Settings::setKeys(const QKeySequence& standard, const QKeySequence& keys)
{
    const QString name = keyOf(standard);
    if (keys == standard) {
        m_keys.remove(name);
    } else {
        m_keys.insert(name, keys);
    }
    if (m_store && keys == standard) {
        m_store->remove(keysGroup + name);
    } else if (m_store) {
        m_store->setValue(keysGroup + name, keys.toString(QKeySequence::PortableText));
    }
    emit keysChanged();
}

void Settings::resetKeys()
{
    m_keys.clear();
    if (m_store) {
        m_store->remove(u"shortcuts"_s);
    }
    emit keysChanged();
}

QString Settings::value(Setting setting) const
{
    const auto ofThisRun = m_values.find(setting);
    if (ofThisRun != m_values.end()) {
        return *ofThisRun;
    }
    const SettingSpec spec = specOf(setting);
    const QString stored = m_store ? m_store->value(spec.key).toString() : QString();
    return spec.allows(stored) ? stored : spec.standard;
}

bool Settings::isOn(Setting setting) const
{
    return value(setting) == on;
}

void Settings::set(Setting setting, const QString& name)
{
    const SettingSpec spec = specOf(setting);
    if (!spec.allows(name) || name == value(setting)) {
        return;
    }
    if (m_store) {
        m_values.remove(setting);
        m_store->setValue(spec.key, name);
    } else {
        m_values.insert(setting, name);
    }
    emit changed(setting);
}

Result<void> Settings::override(const QString& assignment)
{
    const QString key = assignment.section(u'=', 0, 0);
    const QString value = assignment.section(u'=', 1);
    const auto setting = settingOf(key, value, u"--set"_s);
    if (!setting) {
        return fail(setting.error());
    }
    m_values.insert(*setting, value);
    emit changed(*setting);
    return {};
}

void Settings::reset()
{
    for (const SettingSpec& spec : settingSpecs()) {
        set(spec.setting, spec.standard);
    }
}

Result<void> Settings::exportTo(const QString& path) const
{
    QFile::remove(path);
    QSettings file(path, QSettings::IniFormat);
    for (const SettingSpec& spec : settingSpecs()) {
        file.setValue(spec.key, value(spec.setting));
    }
    for (auto keys = m_keys.begin(); keys != m_keys.end(); ++keys) {
        file.setValue(keysGroup + keys.key(), keys->toString(QKeySequence::PortableText));
    }
    file.sync();
    if (file.status() != QSettings::NoError) {
        return fail(makeError(Error::Kind::Config, path, tr("The file cannot be written.")));
    }
    return {};
}

Result<void> Settings::importFrom(const QString& path)
{
    if (!QFile(path).open(QIODevice::ReadOnly)) {
        return fail(makeError(Error::Kind::Config, path, tr("The file cannot be read.")));
    }
    const QSettings file(path, QSettings::IniFormat);
    if (file.status() != QSettings::NoError) {
        return fail(makeError(Error::Kind::Config, path, tr("This is no file of settings.")));
    }
    std::vector<std::pair<Setting, QString>> found;
    QMap<QString, QKeySequence> foundKeys;
    for (const QString& key : file.allKeys()) {
        const QString value = file.value(key).toString();
        if (key.startsWith(keysGroup)) {
            const auto keys = keysOf(value);
            if (!keys) {
                return fail(makeError(Error::Kind::Config, path, tr("%1 are no keys.").arg(visibleText(value))));
            }
            foundKeys.insert(key.mid(keysGroup.size()), *keys);
            continue;
        }
        const auto setting = settingOf(key, value, path);
        if (!setting) {
            return fail(setting.error());
        }
        found.emplace_back(*setting, value);
    }
    for (const auto& [setting, value] : found) {
        set(setting, value);
    }
    for (auto keys = foundKeys.begin(); keys != foundKeys.end(); ++keys) {
        setKeys(QKeySequence::fromString(QString(keys.key()).replace(u"Slash"_s, u"/"_s)), *keys);
    }
    return {};
}

TimeStyle timesOf(const Settings& settings)
{
    return {.utc = settings.value(Setting::Zone) == u"utc"_s,
            .absolute = settings.value(Setting::Times) == u"absolute"_s};
}

} // namespace konductor::ui
