// SPDX-License-Identifier: Apache-2.0
#include "core/report/differencereport.h"

#include "core/base/text.h"
#include "core/report/reportdata.h"
#include "core/snapshot/words.h"

using namespace Qt::StringLiterals;

namespace konductor::report {

namespace {

using kainjow::mustache::list;
using snapshot::ObjectStep;

constexpr qsizetype longestValue = 120;
constexpr size_t mostNamed = 8;

TemplateData headlinesData(const std::vector<snapshot::Headline>& headlines)
{
    list rows;
    for (const snapshot::Headline& headline : headlines) {
        list names;
        for (size_t i = 0; i < headline.about.size() && i < mostNamed; ++i) {
            const insight::WaitNode& node = headline.about[i];
            TemplateData name;
            name.set("name", (node.ns + u'/' + node.name).toStdString());
            names.push_back(name);
        }
        TemplateData row;
        row.set("text", markdownWords(headline.text));
        row.set("names", names);
        row.set("more", headline.about.size() > mostNamed ? std::to_string(headline.about.size() - mostNamed) : "");
        row.set("isCut", headline.about.size() > mostNamed);
        rows.push_back(row);
    }
    return rows;
}

TemplateData fieldsData(const std::vector<snapshot::FieldChange>& fields)
{
    list rows;
    for (const snapshot::FieldChange& field : fields) {
        TemplateData row;
        row.set("path", snapshot::readablePath(field.path).toStdString());
        row.set("before", snapshot::readableValue(field.before, longestValue).toStdString());
        row.set("after", snapshot::readableValue(field.after, longestValue).toStdString());
        rows.push_back(row);
    }
    return rows;
}

TemplateData objectsData(const std::vector<ObjectStep>& steps)
{
    list rows;
    for (const ObjectStep& step : steps) {
        TemplateData row;
        row.set("object", toString(step.key).toStdString());
        row.set("change",
                step.type == ObjectStep::Type::Added      ? "added"
                    : step.type == ObjectStep::Type::Gone ? "gone"
                                                          : "changed");
        row.set("hasFields", !step.fields.empty());
        row.set("fields", fieldsData(step.fields));
        rows.push_back(row);
    }
    return rows;
}

TemplateData holdersData(const std::vector<snapshot::HolderStep>& steps)
{
    list rows;
    for (const snapshot::HolderStep& step : steps) {
        TemplateData row;
        row.set("holder", (step.holder().first + u'/' + step.holder().second).toStdString());
        row.set("before",
                step.before ? snapshot::shownWordOf(step.before->verdict.state).toStdString() : "(not named)");
        row.set("after", step.after ? snapshot::shownWordOf(step.after->verdict.state).toStdString() : "(not named)");
        rows.push_back(row);
    }
    return rows;
}

} // namespace

QByteArray differenceMarkdown(const snapshot::Difference& difference)
{
    TemplateData data;
    data.set("fromContext", difference.from.context.toStdString());
    data.set("fromTime", momentText(difference.from.serverTime).toStdString());
    data.set("toContext", difference.to.context.toStdString());
    data.set("toTime", momentText(difference.to.serverTime).toStdString());
    data.set("same", difference.isEmpty());
    data.set("headlines", headlinesData(difference.headlines));
    data.set("anyObject", !difference.objects.empty());
    data.set("objects", objectsData(difference.objects));
    data.set("anyHolder", !difference.holders.empty());
    data.set("holders", holdersData(difference.holders));
    return QByteArray::fromStdString(rendered(u"difference.md.mustache"_s, data, markdown));
}

} // namespace konductor::report
