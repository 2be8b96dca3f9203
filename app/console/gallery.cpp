// SPDX-License-Identifier: Apache-2.0
#include "app/console/gallery.h"

#include "ui/dialogs/connectdialog.h"
#include "ui/pages/tablepage.h"
#include "ui/theme/consolestyle.h"
#include "ui/window/actions.h"

#include <QApplication>
#include <QDir>

#include <cstdio>

namespace konductor::app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Gallery::Gallery(QApplication& application, QString folder)
    : m_application(application)
    , m_folder(std::move(folder)) { }

void Gallery::start()
{
    QDir().mkpath(m_folder);
    startScheme(ui::Scheme::Light);
}

void Gallery::startScheme(ui::Scheme scheme)
{
    m_scheme = scheme;
    m_console.reset();
    ui::applyTheme(m_application, scheme);
    m_console = std::make_unique<Console>(ConsoleOptions{.sandbox = QString()});
    m_console->start();
    connect(m_console->session(), &live::LiveSession::settled, this,
            [this] { m_timer = m_clock.after(1500ms, [this] { renderPage(0); }); });
}

void Gallery::renderPage(qsizetype index)
{
    ui::MainWindow& window = *m_console->window();
    if (index == window.pageIds().size()) {
        window.open({Kind::Lease, u"team-a"_s, u"db-migration"_s});
        window.actions().start(ui::DetailsAction::Type::ForceExpire, {Kind::Lease, u"team-a"_s, u"db-migration"_s});
        m_timer = m_clock.after(1000ms, [this] { renderPlan(); });
        return;
    }
    const QString id = window.pageIds()[index];
    window.showPage(id);
    if (id == u"leases"_s) {
        window.open({Kind::Lease, u"team-a"_s, u"db-migration"_s});
    }
    m_timer = m_clock.after(200ms, [this, index, id] {
        save(*m_console->window(), id);
        renderPage(index + 1);
    });
}

void Gallery::renderPlan()
{
    save(*m_console->window(), u"plan"_s);
    renderDialog();
    next();
}

void Gallery::renderDialog()
{
    ui::ConnectDialog dialog({{u"prod-eu"_s, u"prod-eu"_s, u"ops"_s, u"team-a"_s, u"~/.kube/config"_s},
                              {u"staging"_s, u"staging"_s, u"ops"_s, QString(), u"~/.kube/config"_s}},
                             {{u"nightly-pipeline"_s, tr("A living nightly pipeline with four planted problems")}}, {});
    dialog.show();
    save(dialog, u"connect"_s);
}

void Gallery::save(QWidget& widget, const QString& name)
{
    const QString scheme = m_scheme == ui::Scheme::Dark ? u"dark"_s : u"light"_s;
    const QString file = QDir(m_folder).filePath(u"%1-%2.png"_s.arg(name, scheme));
    if (widget.grab().save(file)) {
        std::puts(qPrintable(file));
    } else {
        std::fprintf(stderr, "cannot write %s\n", qPrintable(file));
        m_failed = true;
    }
}

void Gallery::next()
{
    if (m_scheme == ui::Scheme::Light) {
        startScheme(ui::Scheme::Dark);
    } else {
        m_application.exit(m_failed ? 1 : 0);
    }
}

} // namespace konductor::app
