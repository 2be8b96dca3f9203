// SPDX-License-Identifier: Apache-2.0
#include "app/console/language.h"

#include "ui/widgets/settings.h"

#include <QGuiApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace konductor::app {

using namespace Qt::StringLiterals;

namespace {
/// Names and numbers of the cluster are written in Latin digits, so ours are, too: an Arabic that has them is taken.
QLocale localeOf(const QString& code)
{
    const QLocale desktop = QLocale::system();
    if (code == u"ar") {
        return {QLocale::Arabic, QLocale::UnitedArabEmirates};
    }
    return QLocale(code).language() == desktop.language() ? desktop : QLocale(code);
}
} // namespace

QString languageOf(const QString& chosen, const QStringList& desktop)
{
    const ui::SettingSpec spec = ui::specOf(ui::Setting::Language);
    if (chosen != spec.standard) {
        return spec.allows(chosen) ? chosen : u"en"_s;
    }
    for (const QString& wanted : desktop) {
        const QString code = wanted.section(u'-', 0, 0);
        if (code != spec.standard && spec.allows(code)) {
            return code;
        }
    }
    return u"en"_s;
}

Language::Language(const QString& chosen) : m_code(languageOf(chosen, QLocale::system().uiLanguages()))
{
    const QLocale locale = localeOf(m_code);
    QLocale::setDefault(locale);
    if (m_qt.load(locale, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        QCoreApplication::installTranslator(&m_qt);
    }
    if (m_own.load(u":/konductor/translations/konductor_%1.qm"_s.arg(m_code))) {
        QCoreApplication::installTranslator(&m_own);
    }
    QGuiApplication::setLayoutDirection(locale.textDirection());
}

Language::~Language()
{
    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_qt);
    QLocale::setDefault(QLocale::system());
    QGuiApplication::setLayoutDirection(Qt::LeftToRight);
}

} // namespace konductor::app
