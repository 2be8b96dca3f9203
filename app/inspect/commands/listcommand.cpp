// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/commands/commands.h"
#include "app/inspect/console.h"
#include "app/inspect/insightcommand.h"
#include "app/inspect/output/writers.h"
#include "core/base/clock.h"
#include "core/insight/insight.h"
#include "core/insight/querysubject.h"
#include "core/live/clustermirror.h"
#include "core/live/livesession.h"

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace konductor::inspect {

namespace {

class ListCommand final : public Command {
public:
    ListCommand(CLI::App& options, const Globals& globals) : Command(globals)
    {
        options.add_option("KIND", m_words, "Kinds, such as leases or semaphore; all when none is given");
        options.add_option("-o,--output", m_output, "table, json, yaml, csv or name")
            ->check(CLI::IsMember({"table", "json", "yaml", "csv", "name"}))
            ->capture_default_str();
        options.add_option("--query", m_text,
                           "Only what matches, such as 'ns:prod phase:held holder:~worker ttl<5m finding:any'");
    }

    void start() override
    {
        m_query = insight::Query::parse(QString::fromStdString(m_text));
        if (!m_query.problems().isEmpty()) {
            return endWith(makeError(Error::Kind::Config, u"--query"_s, m_query.problems().join(u"; "_s)), Usage);
        }
        auto kinds = kindsFromArguments(m_words);
        if (!kinds) {
            return endWith(kinds.error(), Usage);
        }
        m_kinds = *kinds;
        if (!openCluster(Source::ClusterOrFile)) {
            return;
        }
        if (m_cluster->file()) {
            return print();
        }
        live::LiveOptions options;
        options.kinds = m_kinds;
        options.keepJson = m_output == "json" || m_output == "yaml";
        addWhatTablesNeed(options);
        live::LiveSession& session = m_cluster->connect(options);
        connect(&session, &live::LiveSession::settled, this, &ListCommand::print);
    }

private:
    /// A semaphore's row counts its permits, and so on: the children are read too, without being printed.
    void addWhatTablesNeed(live::LiveOptions& options) const
    {
        if (m_query.dependsOnFindings()) {
            options.kinds.clear(); // a finding may rest on any of them
            options.watchJobs = true;
            return;
        }
        if (m_output != "table" && m_output != "csv" && m_query.isEmpty()) {
            return;
        }
        for (const Kind child : {Kind::Permit, Kind::Arrival, Kind::LeaseRequest}) {
            const Kind parent = *kindInfo(child).parent;
            const auto has = [&](Kind kind) {
                return std::find(options.kinds.begin(), options.kinds.end(), kind) != options.kinds.end();
            };
            if (has(parent) && !has(child)) {
                options.kinds.push_back(child);
            }
        }
    }

    void print()
    {
        const live::ClusterMirror& mirror = m_cluster->mirror();
        const Timestamp now = mirror.serverTime(m_cluster->now());
        std::optional<insight::Insight> insight;
        if (m_query.dependsOnFindings()) {
            insight.emplace(mirror.objects());
            insight->setSurroundings(surroundingsOf(mirror, nullptr), now);
        }
        insight::QueryCandidate candidate(mirror.objects(), now,
                                          [&insight](const ObjectKey& key) { return insight->findingWords(key); });
        candidate.setCluster(mirror.connection().contextName);
        Listing listing{mirror.objects(), m_kinds, now, m_cluster->namespaces().size() != 1};
        if (!m_query.isEmpty()) {
            listing.chosen = [&](const ObjectPtr& object) { return m_query.matches(candidate.at(object->key())); };
        }
        const Gaps gaps = gapsOf(mirror, m_kinds);
        for (const QString& line : gaps.lines) {
            writeError(line);
        }
        const int code = gaps.exitCode(!m_words.empty());
        if (code == NotConnected) {
            emit ended(code);
            return;
        }
        const Result<QByteArray> text = render(listing);
        if (!text) {
            return endWith(text.error());
        }
        writeOut(*text);
        if (listing.count() == 0 && m_output == "table" && code == Done) {
            writeError(m_cluster->namespaces().isEmpty()
                           ? u"nothing found"_s
                           : u"nothing found in namespace %1"_s.arg(m_cluster->namespaces().join(u", "_s)));
        }
        emit ended(code);
    }

    Result<QByteArray> render(const Listing& listing) const
    {
        return m_output == "json" ? jsonOutput(listing)
            : m_output == "yaml"  ? yamlOutput(listing)
            : m_output == "csv"   ? csvOutput(listing)
            : m_output == "name"  ? nameOutput(listing)
                                  : tableOutput(listing);
    }

    std::vector<std::string> m_words;
    std::string m_text;
    insight::Query m_query;
    std::string m_output = "table";
    std::vector<Kind> m_kinds;
};

} // namespace

std::unique_ptr<Command> makeListCommand(CLI::App& options, const Globals& globals)
{
    return std::make_unique<ListCommand>(options, globals);
}

} // namespace konductor::inspect
