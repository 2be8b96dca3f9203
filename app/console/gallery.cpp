// SPDX-License-Identifier: Apache-2.0
#include "app/console/gallery.h"

#include "app/console/gallerystates.h"
#include "ui/dialogs/connectdialog.h"
#include "ui/dialogs/plansheet.h"
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
    m_console->window()->resize(1440, 900);
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
    m_console->window()->findChild<ui::PlanSheet*>()->dismiss();
    renderHolderChoice();
}

void Gallery::renderHolderChoice()
{
    ui::MainWindow& window = *m_console->window();
    const ObjectKey barrier{Kind::Barrier, u"team-a"_s, u"extract"_s};
    window.open(barrier);
    window.actions().start(ui::DetailsAction::Type::Arrive, barrier);
    m_timer = m_clock.after(200ms, [this] {
        save(*m_console->window(), u"arrive"_s);
        renderForm();
    });
}

void Gallery::renderForm()
{
    ui::MainWindow& window = *m_console->window();
    const ObjectKey barrier{Kind::Barrier, u"team-a"_s, u"extract"_s};
    window.actions().start(ui::CatalogueAction::Edit, barrier);
    m_timer = m_clock.after(200ms, [this] {
        save(*m_console->window(), u"form"_s);
        const ObjectKey lease{Kind::Lease, u"team-a"_s, u"db-migration"_s};
        m_console->window()->open(lease);
        m_console->window()->actions().start(ui::CatalogueAction::Delete, lease);
        m_timer = m_clock.after(1000ms, [this] {
            save(*m_console->window(), u"delete"_s);
            m_console->window()->findChild<ui::PlanSheet*>()->dismiss();
            renderState(0);
        });
    });
}

void Gallery::renderState(size_t index)
{
    if (index == galleryStates().size()) {
        renderDialog();
        next();
        return;
    }
    const GalleryState& state = galleryStates()[index];
    auto mirror = std::make_unique<live::ClusterMirror>();
    auto runner = std::make_unique<SessionPlanRunner>(*m_console->session(), m_clock);
    auto window = std::make_unique<ui::MainWindow>(*mirror, m_clock, *runner);
    window->resize(m_console->window()->size());
    window->showPage(u"leases"_s);
    mirror->apply(state.batch(m_console->session()->mirror().objects(), m_clock.now()));
    window->show();
    m_state.window.reset();
    m_state = {std::move(mirror), std::move(runner), std::move(window)};
    m_timer = m_clock.after(200ms, [this, index] {
        save(*m_state.window, u"state-"_s + galleryStates()[index].name);
        renderState(index + 1);
    });
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
