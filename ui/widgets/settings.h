// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "ui/widgets/clocktime.h"

#include <QHash>
#include <QKeySequence>
#include <QMap>
#include <QObject>

#include <vector>

class QSettings;

namespace konductor::ui {

/// The property of a QAction or QShortcut that may have other keys: its QKeySequence as the program comes.
inline constexpr const char* standardKeys = "standardKeys";

/// What a person can choose about the program as a whole. What it remembers by itself (window, columns, contexts) is
/// no setting.
enum class Setting : quint8 { Language, Appearance, Times, Zone, Notify, Tray, AskBeforeClosing };

/// One line of the table from which the settings sheet, `--set`, README.md and the tests are made.
struct SettingSpec {
    enum class Type : quint8 { Choice, Switch };
    struct Value {
        QString name; ///< In the file and on the command line.
        QString label;
    };

    Setting setting;
    Type type;
    QString key; ///< In the file and on the command line.
    QString label;
    QString help; ///< A sentence.
    std::vector<Value> range; ///< Of a switch "on" and "off".
    QString standard; ///< One of the range.

    bool allows(const QString& name) const;
};

/// All settings, in the order in which they are shown.
std::vector<SettingSpec> settingSpecs();
SettingSpec specOf(Setting setting);
/// The table of README.md, in Markdown.
QString settingsDocumentation();

/// The settings as they are now. A value in the file that is out of range counts as the standard one. Window's thread.
class Settings final : public QObject {
    Q_OBJECT
public:
    /// `store` must outlive it; null: nothing is remembered.
    explicit Settings(QSettings* store, QObject* parent = nullptr);

    QString value(Setting setting) const;
    bool isOn(Setting setting) const;
    /// Out of range: nothing happens. Takes effect at once: changed() is told before it returns.
    void set(Setting setting, const QString& name);
    /// "appearance=dark", for this run; not remembered.
    Result<void> override(const QString& assignment);
    /// All as they come, but for keys.
    void reset();
    /// What was chosen in place of the keys that the program comes with; those where nothing was. Chosen keys are
    /// remembered by the ones they replace, which are the same in every language.
    QKeySequence keysFor(const QKeySequence& standard) const;
    void setKeys(const QKeySequence& standard, const QKeySequence& keys);
    void resetKeys();
    /// Only the settings and the keys: no name of a cluster leaves the file that way.
    Result<void> exportTo(const QString& path) const;
    /// What the file does not name stays. A file with an unknown key or a value out of range changes nothing.
    Result<void> importFrom(const QString& path);

signals:
    void changed(konductor::ui::Setting setting);
    void keysChanged();

private:
    QSettings* m_store;
    QMap<QString, QKeySequence> m_keys; ///< By the portable name of the keys they replace.
    QHash<Setting, QString> m_values; ///< Of this run: overridden, or all that are set where nothing is remembered.
};

/// How the person wants to read times.
TimeStyle timesOf(const Settings& settings);

} // namespace konductor::ui
