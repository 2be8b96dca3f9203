// SPDX-License-Identifier: Apache-2.0
#include "app/console/console.h"
#include "app/console/gallery.h"
#include "app/console/language.h"
#include "core/base/coredump.h"
#include "core/base/openfiles.h"
#include "core/base/terminationsignal.h"
#include "ui/theme/colorscheme.h"
#include "ui/theme/consolestyle.h"
#include "ui/window/deeplink.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QUrl>

#include <algorithm>
#include <cstdio>
#include <tuple>

using namespace Qt::StringLiterals;
using namespace konductor;

namespace {

void addOptions(QCommandLineParser& parser)
{
    parser.setApplicationDescription(u"Shows and mends coordination by Konductor on Kubernetes."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOption({u"sandbox"_s, u"Open the built-in sandbox."_s});
    parser.addOption({u"tour"_s, u"With --sandbox: begin with the tour, if it was never seen."_s});
    parser.addOption({u"scenario"_s, u"The sandbox's scenario."_s, u"name"_s});
    parser.addOption({u"kubeconfig"_s, u"Read this kubeconfig only."_s, u"file"_s});
    parser.addOption({u"context"_s, u"Open this context."_s, u"name"_s});
    parser.addOption({u"namespace"_s, u"Watch this namespace only, in every cluster; may be repeated."_s, u"name"_s});
    parser.addOption({u"open"_s, u"Open this snapshot instead of a cluster."_s, u"file"_s});
    parser.addPositionalArgument(u"what"_s,
                                 u"A snapshot, as file managers say it, or a link (konductor://cluster/kind/namespace/"
                                 "name): shown by the console that runs already, or by this one."_s,
                                 u"[what]"_s);
    parser.addOption({u"page"_s, u"Begin with this page, such as leases or holders."_s, u"id"_s});
    parser.addOption({u"report-timings"_s,
                      u"Print one line of JSON once the rows are there: first paint, synced, interactive, memory."_s});
    parser.addOption({u"set"_s, u"A setting for this run; may be repeated. README.md lists them."_s, u"key=value"_s});
    parser.addOption({u"dark"_s, u"Dark colours."_s});
    parser.addOption(
        {u"gallery"_s, u"Render every page and dialog to PNG files in this folder and end."_s, u"folder"_s});
}

void setNames()
{
    QCoreApplication::setApplicationName(u"konductor-console"_s);
    QGuiApplication::setApplicationDisplayName(u"Konductor Console"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(KONDUCTOR_VERSION));
}

/// Such a question needs no display.
bool asksForWords(int argc, char** argv)
{
    return std::any_of(argv + 1, argv + argc, [](const char* argument) {
        const QLatin1String word(argument);
        return word == "--help"_L1 || word == "-h"_L1 || word == "--help-all"_L1 || word == "--version"_L1
            || word == "-v"_L1;
    });
}

/// "--sandbox=NAME" as konductor-inspect takes it: Qt's parser knows no optional values.
QStringList withPlainSandbox(QStringList arguments)
{
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        if (arguments[i].startsWith("--sandbox="_L1)) {
            arguments.insert(i + 1, u"--scenario="_s + arguments[i].mid(10));
            arguments[i] = u"--sandbox"_s;
        }
    }
    return arguments;
}

/// A file, which a desktop may name by its URL.
QString pathOf(const QString& what)
{
    const QUrl url(what);
    return url.isLocalFile() ? url.toLocalFile() : what;
}

/// As the console that runs already can find it, whatever its working directory.
QString urlOf(const QString& path)
{
    return QUrl::fromLocalFile(QFileInfo(path).absoluteFilePath()).toString(QUrl::FullyEncoded);
}

/// Says why where not.
bool canBeSet(const QStringList& assignments)
{
    ui::Settings settings(nullptr);
    for (const QString& assignment : assignments) {
        if (const auto done = settings.override(assignment); !done) {
            std::fprintf(stderr, "konductor-console: %s\n", qPrintable(oneLine(done.error())));
            return false;
        }
    }
    return true;
}

/// As it is set on the command line, or was remembered.
QString chosenLanguage(const app::ConsoleOptions& options)
{
    ui::Settings settings(options.settings ? options.settings->settings.get() : nullptr);
    for (const QString& assignment : options.set) {
        std::ignore = settings.override(assignment); // canBeSet() has looked at it
    }
    return settings.value(ui::Setting::Language);
}

} // namespace

int main(int argc, char** argv)
{
    forbidCoreDumps();
    raiseOpenFileLimit();
    setNames();
    QCommandLineParser parser;
    addOptions(parser);
    if (asksForWords(argc, argv)) {
        const QCoreApplication application(argc, argv);
        parser.process(withPlainSandbox(QCoreApplication::arguments())); // ends here
    }
    QApplication application(argc, argv);
    parser.process(withPlainSandbox(QApplication::arguments()));

    QApplication::setDesktopFileName(u"io.konductor.Console"_s);
    ui::ColorScheme colors;
    if (parser.isSet(u"dark"_s)) {
        colors.setOverride(ui::Scheme::Dark);
    }
    ui::applyTheme(application, colors.scheme());
    QObject::connect(&colors, &ui::ColorScheme::schemeChanged, &application,
                     [&application](ui::Scheme scheme) { ui::applyTheme(application, scheme); });
    app::ConsoleOptions options{.kubeconfig = parser.value(u"kubeconfig"_s),
                                .context = parser.value(u"context"_s),
                                .namespaces = parser.values(u"namespace"_s),
                                .page = parser.value(u"page"_s),
                                .bus = ui::ColorScheme::sessionBusAddress(),
                                .set = parser.values(u"set"_s),
                                .reportTimings = parser.isSet(u"report-timings"_s),
                                .tour = parser.isSet(u"tour"_s)};
    if (!canBeSet(options.set)) {
        return 2;
    }
    if (!parser.isSet(u"gallery"_s)) {
        options.settings = app::SettingsFile::open(app::SettingsFile::defaultPath());
    }
    const app::Language language(chosenLanguage(options));
    if (parser.isSet(u"sandbox"_s) || parser.isSet(u"scenario"_s)) {
        options.sandbox = parser.value(u"scenario"_s);
    }
    const QString what = parser.positionalArguments().value(0);
    if (parser.isSet(u"open"_s)) {
        options.snapshot = parser.value(u"open"_s);
    } else if (!ui::isDeepLink(what)) {
        options.snapshot = pathOf(what);
        if (!what.isEmpty() && app::LinkSocket::handOver(app::LinkSocket::defaultPath(), urlOf(options.snapshot))) {
            return 0;
        }
    } else if (const auto link = ui::parseDeepLink(what); !link) {
        std::fprintf(stderr, "konductor-console: %s\n", qPrintable(oneLine(link.error())));
        return 2;
    } else if (app::LinkSocket::handOver(app::LinkSocket::defaultPath(), what)) {
        return 0;
    } else {
        options.link = what;
    }
    options.linkSocket = app::LinkSocket::defaultPath();
    if (parser.isSet(u"gallery"_s)) {
        app::Gallery gallery(application, parser.value(u"gallery"_s));
        gallery.start();
        return QApplication::exec();
    }
    app::Console console(std::move(options));
    if (!parser.isSet(u"dark"_s)) {
        QObject::connect(&console, &app::Console::appearanceChosen, &colors, &ui::ColorScheme::setOverride);
    }
    console.start();
    const TerminationSignal termination; // the end of the desktop's session, say: what is open is remembered
    QObject::connect(&termination, &TerminationSignal::received, &application, [] { QApplication::exit(); });
    return QApplication::exec();
}
