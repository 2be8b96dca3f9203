// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/console/console.h"
#include "tests/core/live/sessionrig.h"
#include "ui/theme/consolestyle.h"
#include "ui/window/actions.h"
#include "ui/window/sidebar.h"

#include <QAction>
#include <QApplication>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

namespace konductor::test {

using namespace Qt::StringLiterals;

/// A console with several clusters: sandboxes, and a scripted one that is reached through a kubeconfig.
class ClustersRig : protected SessionRig {
protected:
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<app::Console> m_console;

    QString path(const QString& name) const { return m_dir->filePath(name); }
    /// Contexts "far" and "farther" on the scripted server, "plugin" whose program leaves a trace, and "dead".
    void writeConfig(const QByteArray& user = {}) const
    {
        QFile file(path(u"config"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(
            "current-context: far\nclusters:\n- {name: k, cluster: {server: '" + m_server->url().toEncoded()
            + "'}}\n- {name: gone, cluster: {server: 'http://127.0.0.1:1'}}\ncontexts:\n"
              "- {name: far, context: {cluster: k, user: u}}\n- {name: farther, context: {cluster: k, user: u}}\n"
              "- {name: plugin, context: {cluster: k, user: p}}\n- {name: dead, context: {cluster: gone, user: u}}\n"
              "users:\n- {name: u, user: {"
            + user
            + "}}\n- {name: p, user: {exec: {apiVersion: "
              "client.authentication.k8s.io/v1, interactiveMode: Never, command: touch, args: ["
            + path(u"ran"_s).toUtf8() + "]}}}\n");
        file.close();
        qputenv("KUBECONFIG", file.fileName().toUtf8());
    }
    void start(app::ConsoleOptions options = {.sandbox = QString()})
    {
        options.settings = app::SettingsFile::open(path(u"console.ini"_s));
        m_console.reset();
        m_console = std::make_unique<app::Console>(std::move(options));
        m_console->start();
    }
    app::OpenCluster& cluster(size_t i) { return *m_console->clusters().at(i); }
    bool isLive(size_t i) { return cluster(i).session()->mirror().connection().phase == ConnectionPhase::Live; }
    /// On the scripted one, beside the sandbox: a write that the server has not answered yet.
    ExchangePtr beginAction()
    {
        start();
        m_console->openContext(u"far"_s);
        if (!QTest::qWaitFor([this] { return m_console->clusters().size() == 2 && isLive(1); }, 10'000)) {
            return nullptr;
        }
        const auto unanswered = std::make_shared<ExchangePtr>();
        m_server->on(group + u"/namespaces/default/leases/a"_s, [unanswered](const ExchangePtr& e) {
            if (e->request.query.queryItemValue(u"dryRun"_s).isEmpty()) {
                *unanswered = e;
            } else {
                e->json("{}");
            }
        });
        cluster(1).view().actions().start(ui::CatalogueAction::Delete, {Kind::Lease, u"default"_s, u"a"_s});
        const auto* act = cluster(1).view().findChild<QPushButton*>(u"act"_s);
        if (!act || !QTest::qWaitFor([act] { return act->isEnabled(); }, 10'000)) {
            return nullptr;
        }
        QTest::mouseClick(cluster(1).view().findChild<QPushButton*>(u"act"_s), Qt::LeftButton);
        std::ignore = QTest::qWaitFor([unanswered] { return *unanswered != nullptr; }, 10'000);
        return *unanswered;
    }
    bool isActive() { return QTest::qWaitForWindowActive(m_console->window()->window()); }
    static QAction* entry(const ui::MainWindow& view, const QString& text)
    {
        for (QAction* action : view.findChildren<QAction*>()) {
            if (QString(action->text()).remove(u'&') == text) {
                return action;
            }
        }
        return nullptr;
    }
    /// The text of each row that stands for a cluster.
    static QStringList rows(const ui::MainWindow& view)
    {
        const auto* sidebar = view.findChild<ui::Sidebar*>();
        QStringList said;
        for (int i = 0; i < sidebar->count(); ++i) {
            const QString words = sidebar->item(i)->data(Qt::AccessibleTextRole).toString();
            if (words.startsWith(u"Cluster "_s)) {
                said.append(words);
            }
        }
        return said;
    }
    static void clickRow(ui::MainWindow& view, const QString& name)
    {
        auto* sidebar = view.findChild<ui::Sidebar*>();
        const QListWidgetItem* item = sidebar->findItems(name, Qt::MatchExactly).value(0);
        QVERIFY(item);
        QTest::mouseClick(sidebar->viewport(), Qt::LeftButton, {}, sidebar->visualItemRect(item).center());
    }
    /// Before each test.
    void begin()
    {
        ui::applyTheme(*qApp, ui::Scheme::Light);
        m_dir = std::make_unique<QTemporaryDir>();
        qputenv("HOME", m_dir->path().toUtf8());
        qputenv("XDG_DATA_HOME", m_dir->path().toUtf8());
        reset();
        serve(allPlurals());
        writeConfig();
    }
};

} // namespace konductor::test
