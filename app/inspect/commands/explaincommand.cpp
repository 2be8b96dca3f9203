// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/commands/commands.h"
#include "app/inspect/console.h"
#include "app/inspect/insightcommand.h"
#include "app/inspect/output/insightoutput.h"
#include "core/base/text.h"
#include "core/live/clustermirror.h"

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace konductor::inspect {

namespace {

class ExplainCommand final : public InsightCommand {
public:
    ExplainCommand(CLI::App& options, const Globals& globals) : InsightCommand(globals)
    {
        options.add_option("KIND/NAME", m_word, "What to explain, such as gate/release; or holder/NAME")->required();
        options.add_option("-o,--output", m_output, "text or json")
            ->check(CLI::IsMember({"text", "json"}))
            ->capture_default_str();
    }

    void start() override
    {
        const QString word = QString::fromStdString(m_word);
        if (word.startsWith("holder/"_L1) && word.size() > 7) {
            m_holder = word.mid(7);
        } else if (auto target = targetFromArgument(m_word)) {
            m_target = *target;
        } else {
            return endWith(target.error(), Usage);
        }
        look();
    }

private:
    void judged(const insight::Insight& insight, Timestamp now, int code) override
    {
        const std::vector<ObjectKey> places = find();
        if (places.empty()) {
            return endWith(makeError(Error::Kind::NotFound, QString::fromStdString(m_word), u"there is none"_s),
                           Refused);
        }
        if (places.size() > 1) {
            QStringList namespaces;
            for (const ObjectKey& key : places) {
                namespaces.append(key.ns);
            }
            return endWith(makeError(Error::Kind::Invalid, QString::fromStdString(m_word),
                                     u"there is one in each of %1"_s.arg(namespaces.join(u", "_s)),
                                     u"Choose with --namespace."_s),
                           Refused);
        }
        const ObjectKey& key = places.front();
        Explained explained;
        explained.subject = key;
        explained.isHolder = !m_holder.isEmpty();
        explained.sentences =
            explained.isHolder ? insight.explainHolder(key.ns, key.name, now) : insight.explain(key, now);
        explained.findings = explained.isHolder ? std::vector<insight::Finding>() : insight.findingsOf(key);
        writeOut(m_output == "json" ? explanationJson(explained, now) : explanationText(explained, now));
        emit ended(code);
    }

    std::vector<ObjectKey> find() const
    {
        const ObjectIndex& objects = m_cluster->mirror().objects();
        std::set<ObjectKey> found;
        const auto look = [&](Kind kind) {
            objects.forEach(kind, [&](const ObjectPtr& object) {
                const std::vector<QString> holders = insight::holdersNamedBy(*object);
                if (m_holder.isEmpty() && object->meta.name == m_target.name) {
                    found.insert(object->key());
                } else if (std::find(holders.begin(), holders.end(), m_holder) != holders.end()) {
                    found.insert({Kind::Semaphore, object->meta.ns, m_holder});
                }
            });
        };
        if (m_holder.isEmpty()) {
            look(m_target.kind);
        } else {
            std::for_each(konductorKinds.begin(), konductorKinds.end(), look);
        }
        return {found.begin(), found.end()};
    }

    std::string m_word;
    std::string m_output = "text";
    NamedTarget m_target;
    QString m_holder;
};

} // namespace

std::unique_ptr<Command> makeExplainCommand(CLI::App& options, const Globals& globals)
{
    return std::make_unique<ExplainCommand>(options, globals);
}

} // namespace konductor::inspect
