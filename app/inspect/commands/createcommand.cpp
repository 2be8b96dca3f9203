// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/actionrun.h"
#include "app/inspect/commands/commands.h"
#include "core/action/newobject.h"
#include "core/sandbox/yaml.h"

#include <QFile>

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;

namespace konductor::inspect {

namespace {

constexpr qint64 largestManifest = 1024 * 1024;

Result<QJsonObject> manifestIn(const QString& path)
{
    QFile file(path);
    const bool isOpen = path == "-"_L1 ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!isOpen) {
        return fail(makeError(Error::Kind::Invalid, path, file.errorString()));
    }
    const Result<QJsonValue> json = sandbox::yamlToJson(file.read(largestManifest));
    if (!json || !json->isObject()) {
        return fail(makeError(Error::Kind::Invalid, path, json ? Spoken(u"not an object"_s) : json.error().message));
    }
    return json->toObject();
}

class CreateCommand final : public ActionCommand {
public:
    CreateCommand(CLI::App& options, const Globals& globals) : ActionCommand(options, globals)
    {
        CLI::Option* target = options.add_option("KIND/NAME", m_target, "What to create, such as semaphore/gpu");
        options.add_option("FIELD=VALUE", m_words,
                           "Values of its spec, such as permits=5 or conditions=Barrier/extract=Open");
        options.add_option("-f,--file", m_file, "A manifest in YAML or JSON; - reads it from standard input")
            ->type_name("FILE")
            ->excludes(target);
    }
    void start() override
    {
        const Result<QJsonObject> manifest = m_file.empty() ? fromWords() : manifestIn(QString::fromStdString(m_file));
        if (!manifest) {
            return endWith(manifest.error(), Usage);
        }
        actWithoutTarget([given = *manifest](const ObjectKey& place, const ObjectIndex& objects, Timestamp now) {
            QJsonObject complete = given;
            QJsonObject meta = complete.value(u"metadata"_s).toObject();
            if (meta.value(u"namespace"_s).toString().isEmpty()) {
                meta.insert(u"namespace"_s, place.ns);
                complete.insert(u"metadata"_s, meta);
            }
            return action::planCreate(complete, objects, now);
        });
    }

private:
    Result<QJsonObject> fromWords() const
    {
        const Result<NamedTarget> target = targetFromArgument(m_target);
        if (!target) {
            return fail(target.error());
        }
        action::SpecValues values;
        for (const std::string& word : m_words) {
            const QString text = QString::fromStdString(word);
            values.emplace_back(text.section(u'=', 0, 0), text.section(u'=', 1));
        }
        return action::manifestOf({target->kind, {}, target->name}, values);
    }

    std::string m_target;
    std::vector<std::string> m_words;
    std::string m_file;
};

} // namespace

std::unique_ptr<Command> makeCreateCommand(CLI::App& options, const Globals& globals)
{
    return std::make_unique<CreateCommand>(options, globals);
}

} // namespace konductor::inspect
