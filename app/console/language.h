// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTranslator>

namespace konductor::app {

/// The language that the program speaks while this lives: its own translation, Qt's (for the buttons of dialogs, where
/// Debian's qt6-translations-l10n is installed), how numbers and dates are written, and on which side a window begins.
///
/// To be made after the QApplication and before the first widget, because what is shown already is not said again: a
/// choice takes effect at the next start. Main thread.
class Language final {
public:
    /// A value of the setting `language`: "system" takes the first of the desktop's languages that there is, else
    /// English.
    explicit Language(const QString& chosen);
    ~Language();
    Language(const Language&) = delete;
    Language& operator=(const Language&) = delete;

    /// "en", "de", "ar"
    const QString& code() const { return m_code; }

private:
    QString m_code;
    QTranslator m_own;
    QTranslator m_qt;
};

/// What `chosen` means where the desktop wants these languages ("de-AT", "en"), the best first.
QString languageOf(const QString& chosen, const QStringList& desktop);

} // namespace konductor::app
