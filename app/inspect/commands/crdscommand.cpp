// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/commands/commands.h"
#include "app/inspect/console.h"
#include "core/insight/missingkind.h"
#include "core/kube/clustersurvey.h"

#include <QFile>
#include <QPointer>

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace konductor::inspect {

namespace {

constexpr auto servedWithin = 20s; ///< After an apply the server takes about a second to serve a kind.

QByteArray manifestOf(Kind kind)
{
    const KindInfo& info = kindInfo(kind);
    QFile file(u":/konductor/crds/%1_%2.yaml"_s.arg(info.group, info.plural));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

kube::Request applyRequest(Kind kind, bool dryRun)
{
    const QString name = kindInfo(kind).plural.toString() + u'.' + kindInfo(kind).group.toString();
    kube::Request request;
    request.verb = kube::Verb::Patch;
    request.path = u"/apis/apiextensions.k8s.io/v1/customresourcedefinitions/"_s + name;
    request.query.addQueryItem(u"fieldManager"_s, u"konductor-console"_s);
    request.query.addQueryItem(u"force"_s, u"true"_s);
    if (dryRun) {
        request.query.addQueryItem(u"dryRun"_s, u"All"_s);
    }
    request.contentType = "application/apply-patch+yaml";
    request.body = manifestOf(kind);
    request.subject = u"CRD "_s + name;
    return request;
}

QCoro::Task<Result<int>> applyAll(kube::Connection& connection, std::vector<Kind> kinds, bool dryRun)
{
    int applied = 0;
    for (const Kind kind : kinds) {
        const kube::Request request = applyRequest(kind, dryRun);
        const Result<kube::Response> answer = co_await connection.send(request);
        if (!answer) {
            co_return fail(answer.error());
        }
        writeOut(u"%1%2\n"_s.arg(request.subject.kept, dryRun ? u": the server would take it"_s : u": applied"_s));
        ++applied;
    }
    co_return applied;
}

class CrdsCommand final : public Command {
public:
    CrdsCommand(CLI::App& options, const Globals& globals) : Command(globals)
    {
        options
            .add_option("what", m_what, "status: which kinds the server has; print: the CRDs as YAML; apply: install")
            ->check(CLI::IsMember({"status", "print", "apply"}))
            ->capture_default_str();
        options.add_flag("--dry-run", m_dryRun, "With apply: let the server try them; nothing is written");
    }

    void start() override
    {
        if (m_what == "print") {
            for (const Kind kind : konductorKinds) {
                writeOut(manifestOf(kind)); // each begins with the mark of a document
            }
            emit ended(Done);
            return;
        }
        if (!openCluster()) {
            return;
        }
        auto opened = kube::Connection::open(m_cluster->settings(), m_clock);
        if (!opened) {
            return endWith(opened.error());
        }
        m_connection = std::move(*opened);
        if (m_what == "status") {
            return look();
        }
        apply();
    }

private:
    void apply()
    {
        const std::vector<Kind> all(konductorKinds.begin(), konductorKinds.end());
        applyAll(*m_connection, all, m_dryRun).then([self = QPointer<CrdsCommand>(this)](Result<int> applied) {
            if (!self) {
                return;
            }
            if (!applied) {
                self->endWith(applied.error());
            } else if (self->m_dryRun) {
                emit self->ended(Done);
            } else {
                self->m_until = self->m_clock.monotonic() + servedWithin;
                self->look();
            }
        });
    }

    void look()
    {
        const KindInfo& info = kindInfo(Kind::Lease);
        QStringList resources;
        for (const Kind kind : konductorKinds) {
            resources.append(kindInfo(kind).plural.toString());
        }
        kube::servedKinds(*m_connection, info.group.toString(), info.version.toString(), resources)
            .then([self = QPointer<CrdsCommand>(this)](const Result<kube::ServedKinds>& kinds) {
                if (self) {
                    self->tell(kinds);
                }
            });
    }

    void tell(const Result<kube::ServedKinds>& kinds)
    {
        if (!kinds) {
            return endWith(kinds.error());
        }
        if (!kinds->missing.isEmpty() && m_clock.monotonic() < m_until) {
            m_again = m_clock.after(500ms, [this] { look(); });
            return;
        }
        for (const Kind kind : konductorKinds) {
            const QString plural = kindInfo(kind).plural.toString();
            const bool there = kinds->present.contains(plural);
            writeOut(u"%1 %2 %3\n"_s.arg(there ? u"✓"_s : u"✗"_s, plural.leftJustified(14),
                                         there ? u"served"_s : u"missing: "_s + insight::whatBreaksWithout(kind)));
        }
        if (!kinds->missing.isEmpty()) {
            writeError(u"%1 of %2 kinds are missing. konductor-inspect crds apply installs them."_s.arg(
                QString::number(kinds->missing.size()), QString::number(konductorKinds.size())));
        }
        emit ended(kinds->missing.isEmpty() ? Done : kinds->present.isEmpty() ? NotConnected : InPart);
    }

    std::string m_what = "status";
    bool m_dryRun = false;
    SystemClock m_clock;
    std::chrono::milliseconds m_until{0};
    TimerHandle m_again;
    std::unique_ptr<kube::Connection> m_connection;
};

} // namespace

std::unique_ptr<Command> makeCrdsCommand(CLI::App& options, const Globals& globals)
{
    return std::make_unique<CrdsCommand>(options, globals);
}

} // namespace konductor::inspect
