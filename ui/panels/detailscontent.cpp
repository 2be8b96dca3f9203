// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/detailscontent.h"

#include "core/base/words.h"
#include "ui/panels/detailsparts.h"
#include "ui/widgets/errortext.h"

using namespace Qt::StringLiterals;

namespace konductor::ui {

namespace {

/// An object has them in English, for its snapshot: "spec.ttl: not text", "spec.ttl: "soon" is not a duration …".
QString problemInWords(const QString& problem)
{
    const qsizetype end = problem.indexOf(": "_L1);
    const QString what = problem.mid(end + 2);
    const qsizetype quoted = what.startsWith(u'"') ? what.lastIndexOf("\" is not "_L1) : -1;
    const QString said = quoted < 0 ? inWords("FieldReader", what.toUtf8().constData())
                                    : inWords("Server", QString(u"\"%1"_s + what.mid(quoted)).toUtf8().constData())
                                          .arg(isolated(what.mid(1, quoted - 1)));
    return end < 0 ? problem : isolated(problem.left(end)) + u": "_s + said;
}

QString labelsText(const QMap<QString, QString>& labels)
{
    QStringList parts;
    for (auto it = labels.begin(); it != labels.end() && parts.size() < 20; ++it) {
        parts.append(details::shown(it.key()) + u"="_s + details::shown(it.value()));
    }
    return parts.isEmpty() ? inWords("Labels", "none") : parts.join(u", "_s);
}

DetailsRow ownerRow(const OwnerReference& owner, const QString& ns)
{
    DetailsRow row = details::fact(inWords("Details", "Owner"), {});
    DetailsSpan span{u" "_s + details::shown(owner.kind) + u" "_s + details::shown(owner.name)};
    if (const auto kind = kindFromText(owner.kind)) {
        span.link = ObjectKey{*kind, ns, owner.name};
    }
    row.text.push_back(std::move(span));
    return row;
}

void addObjectFacts(const Object& object, DetailsContent& content)
{
    if (content.sections.empty() || content.sections.back().title != inWords("Details", "Object")) {
        content.sections.push_back({inWords("Details", "Object")});
    }
    auto& rows = content.sections.back().rows;
    rows.push_back(details::fact(inWords("Details", "Labels"), labelsText(object.meta.labels)));
    for (const OwnerReference& owner : object.meta.ownerReferences) {
        rows.push_back(ownerRow(owner, object.meta.ns));
    }
    rows.push_back(details::fact(inWords("Details", "UID"), details::shown(object.meta.uid.toString())));
    rows.push_back(
        details::fact(inWords("Details", "Resource version"), details::shown(object.meta.resourceVersion.toString())));
    if (object.problems->isEmpty()) {
        return;
    }
    DetailsSection odd{inWords("Details", "What could not be read"), {}, Tone::Warning};
    for (const QString& problem : object.problems->first(std::min<qsizetype>(object.problems->size(), 50))) {
        odd.rows.push_back({.text = {{details::shown(problemInWords(problem))}}, .tone = Tone::Warning});
    }
    content.sections.push_back(std::move(odd));
}

DetailsContent nothingThere(const ObjectKey& key)
{
    DetailsContent content{key, details::shown(key.name)};
    content.gone = true;
    content.subtitle =
        inWords("Details", "%1 · %2 · not there").arg(kindInfo(key.kind).name.toString(), details::shown(key.ns));
    content.why = {inWords("Details", "Why there is nothing"),
                   {{.text = {{inWords("Details", "It does not exist, or it was deleted.")}}}}};
    return content;
}
} // namespace

QString DetailsRow::plainText() const
{
    QStringList parts;
    if (!number.isEmpty()) {
        parts.append(number);
    }
    if (chip) {
        parts.append(chip->text);
    }
    QString words;
    for (const DetailsSpan& span : text) {
        words += span.text;
    }
    parts.append(words);
    if (note) {
        parts.append(note->text);
    }
    if (!value.isEmpty()) {
        parts.append(value);
    }
    return parts.join(u" "_s);
}

const DetailsSection* DetailsContent::section(QStringView heading) const
{
    for (const DetailsSection& candidate : sections) {
        if (candidate.title.startsWith(heading)) {
            return &candidate;
        }
    }
    return nullptr;
}

DetailsContent detailsOf(const ObjectKey& key, const ObjectIndex& objects, Timestamp now, bool readOnly,
                         const TimeStyle& times)
{
    const ObjectPtr object = objects.find(key);
    if (!object) {
        return nothingThere(key);
    }
    DetailsContent content{key, details::shown(key.name)};
    content.subtitle = inWords("Details", "%1 · %2 · created %3 ago")
                           .arg(isolated(kindInfo(key.kind).name.toString()), details::shown(key.ns),
                                details::age(object->meta.creationTimestamp, now));
    const details::Context context{objects, now, times};
    visitObject(*object, [&]<class T>(const T& typed) {
        if constexpr (requires { details::describe(typed, context, content); }) {
            details::describe(typed, context, content);
        } else {
            details::describeChild(typed, context, content);
        }
    });
    addObjectFacts(*object, content);
    for (DetailsAction& action : content.actions) {
        if (readOnly) {
            action.whyNot = readOnlyWords(true);
        }
    }
    return content;
}

namespace details {

void describeChild(const Object& child, const Context& context, DetailsContent& content)
{
    content.why.title = inWords("Details", "What it is");
    const auto parent = kindInfo(child.kind).parent;
    if (!parent) {
        say(content, inWords("Details", "A job that gates may wait for."));
        return;
    }
    DetailsRow row;
    visitObject(child, [&]<class T>(const T& typed) {
        if constexpr (requires { typed.spec.holder; }) {
            QString parentName;
            if constexpr (requires { typed.spec.semaphore; }) {
                parentName = typed.spec.semaphore;
            } else if constexpr (requires { typed.spec.barrier; }) {
                parentName = typed.spec.barrier;
            } else {
                parentName = typed.spec.lease;
            }
            row.text = spansOf(inWords("Details", "Of {1} for {2} {3}."),
                               {{{shown(typed.spec.holder)}},
                                {{kindInfo(*parent).name.toString()}},
                                {{shown(parentName), ObjectKey{*parent, child.meta.ns, parentName}}}});
        }
    });
    row.value = age(child.meta.creationTimestamp, context.now);
    content.why.rows.push_back(std::move(row));
}

} // namespace details
} // namespace konductor::ui
