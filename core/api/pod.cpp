// SPDX-License-Identifier: Apache-2.0
#include "core/api/pod.h"

#include "core/base/words.h"

#include <simdjson.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace konductor {

namespace {

namespace dom = simdjson::dom;

QString text(dom::element from, std::string_view pointer)
{
    std::string_view found;
    return from.at_pointer(pointer).get(found) ? QString()
                                               : QString::fromUtf8(found.data(), static_cast<qsizetype>(found.size()));
}

std::optional<Timestamp> time(dom::element from, std::string_view pointer)
{
    const auto parsed = parseTimestamp(text(from, pointer));
    return parsed ? std::optional(*parsed) : std::nullopt;
}

bool has(dom::element from, std::string_view pointer)
{
    return from.at_pointer(pointer).error() == simdjson::SUCCESS;
}

std::vector<QString> wordsOf(dom::element container)
{
    std::vector<QString> words;
    for (const std::string_view list : {"/command", "/args"}) {
        dom::array found;
        if (container.at_pointer(list).get(found)) {
            continue;
        }
        for (dom::element word : found) {
            words.push_back(text(word, ""));
        }
    }
    return words;
}

/// The namespace that a container's environment chooses for koncli, where it is written out (semantics.md §3).
QString chosenNamespace(dom::element container)
{
    dom::array environment;
    if (container.at_pointer("/env").get(environment)) {
        return {};
    }
    QString chosen;
    for (dom::element variable : environment) {
        const QString name = text(variable, "/name");
        if (name == "POD_NAMESPACE"_L1 || (name == "NAMESPACE"_L1 && chosen.isEmpty())) {
            chosen = text(variable, "/value");
        }
    }
    return chosen;
}

void readState(dom::element state, QStringList& running, Pod& pod)
{
    if (has(state, "/state/running")) {
        running.append(text(state, "/name"));
    }
    int64_t restarts = 0;
    if (state.at_pointer("/restartCount").get(restarts)) {
        restarts = 0;
    }
    pod.restarting = pod.restarting || (has(state, "/state/waiting") && restarts > 0)
        || text(state, "/state/waiting/reason") == "CrashLoopBackOff"_L1;
    if (const auto ended = time(state, "/state/terminated/finishedAt")) {
        pod.finished = pod.finished ? std::max(*pod.finished, *ended) : *ended;
    }
}

void readContainers(dom::element json, std::string_view containers, std::string_view statuses, Pod& pod)
{
    QStringList running;
    dom::array states;
    const bool stated = json.at_pointer(statuses).get(states) == simdjson::SUCCESS;
    if (stated) { // an array that was not found cannot even be walked
        for (dom::element state : states) {
            readState(state, running, pod);
        }
    }
    dom::array all;
    if (json.at_pointer(containers).get(all)) {
        return;
    }
    for (dom::element container : all) {
        const bool runs = stated ? running.contains(text(container, "/name")) : pod.phase == "Running"_L1;
        if (runs) {
            const QString chosen = chosenNamespace(container);
            const auto calls = clientCalls(wordsOf(container), chosen.isEmpty() ? pod.ns : chosen, pod.name);
            pod.calls.insert(pod.calls.end(), calls.begin(), calls.end());
        }
    }
}

PodPtr podFrom(dom::element json)
{
    auto pod = std::make_shared<Pod>();
    pod->ns = text(json, "/metadata/namespace");
    pod->name = text(json, "/metadata/name");
    pod->uid = text(json, "/metadata/uid");
    pod->resourceVersion = text(json, "/metadata/resourceVersion");
    pod->created = time(json, "/metadata/creationTimestamp");
    pod->deleted = time(json, "/metadata/deletionTimestamp");
    pod->phase = text(json, "/status/phase");
    pod->node = text(json, "/spec/nodeName");
    readContainers(json, "/spec/containers", "/status/containerStatuses", *pod);
    // Those of init containers end while the pod goes on.
    if (pod->phase == "Pending"_L1) {
        readContainers(json, "/spec/initContainers", "/status/initContainerStatuses", *pod);
    }
    if (!pod->isFinished()) {
        pod->finished.reset();
    }
    return pod;
}

Error malformed(simdjson::error_code code)
{
    return makeError(Error::Kind::Malformed, {},
                     spoken("Server", "not valid JSON: %1").arg(QString::fromUtf8(simdjson::error_message(code))));
}

simdjson::simdjson_result<dom::element> parse(dom::parser& parser, const QByteArray& json)
{
    return parser.parse(json.constData(), static_cast<size_t>(json.size()));
}

/// A script's words: separators of a shell stand for themselves, quotes fall away.
QStringList splitScript(const QString& script)
{
    QString spaced;
    for (const QChar c : script) {
        if (c == u';' || c == u'&' || c == u'|' || c == u'(' || c == u')' || c == u'\n') {
            spaced += u" ; "_s;
        } else if (c != u'"' && c != u'\'') {
            spaced += c.isSpace() ? u' ' : c;
        }
    }
    return spaced.split(u' ', Qt::SkipEmptyParts);
}

std::optional<Kind> kindOfNoun(const QString& noun)
{
    const auto kind = kindFromText(noun);
    return kind && *kind != Kind::Job && *kind != Kind::Permit && *kind != Kind::Arrival && *kind != Kind::LeaseRequest
        ? kind
        : std::nullopt;
}

bool isWaiting(const QString& verb)
{
    return verb == "wait"_L1 || verb == "acquire"_L1 || verb.endsWith("lock"_L1) ? !verb.startsWith("un"_L1) : false;
}

/// What follows `koncli`: noun, verb, name, with options anywhere.
std::optional<ClientCall> callFrom(const QStringList& words, qsizetype first, const QString& ns, const QString& pod)
{
    ClientCall call{Kind::Barrier, ns, {}, pod};
    QStringList plain;
    for (qsizetype i = first; i < words.size() && words[i] != ";"_L1; ++i) {
        const QString& word = words[i];
        if (!word.startsWith(u'-')) {
            plain.append(word);
            continue;
        }
        const bool hasValue = word.contains(u'=');
        const QString name = word.section(u'=', 0, 0);
        const QString value = hasValue ? word.section(u'=', 1) : i + 1 < words.size() ? words[i + 1] : QString();
        if (name == "--holder"_L1) {
            call.holder = value;
        }
        i += !hasValue && !value.startsWith(u'-') && value != ";"_L1 ? 1 : 0;
    }
    const auto kind = plain.size() >= 3 ? kindOfNoun(plain[0]) : std::nullopt;
    if (!kind || !isWaiting(plain[1]) || call.holder.contains(u'$') || plain[2].contains(u'$')) {
        return std::nullopt;
    }
    call.kind = *kind;
    call.name = plain[2];
    return call;
}

} // namespace

std::vector<ClientCall> clientCalls(const std::vector<QString>& words, const QString& podNs, const QString& podName)
{
    QStringList flat;
    for (const QString& word : words) {
        flat += splitScript(word);
    }
    std::vector<ClientCall> calls;
    QString ns = podNs;
    for (qsizetype i = 0; i < flat.size(); ++i) {
        if (flat[i].startsWith("NAMESPACE="_L1) || flat[i].startsWith("POD_NAMESPACE="_L1)) {
            ns = flat[i].section(u'=', 1);
        } else if (flat[i].section(u'/', -1) == "koncli"_L1) {
            if (const auto call = callFrom(flat, i + 1, ns, podName)) {
                calls.push_back(*call);
            }
        }
    }
    return calls;
}

Result<PodPage> podPageFromJson(const QByteArray& json)
{
    dom::parser parser;
    dom::element root;
    if (const auto code = parse(parser, json).get(root)) {
        return fail(malformed(code));
    }
    dom::array all;
    if (root.at_pointer("/items").get(all)) {
        return fail(makeError(Error::Kind::Malformed, {}, spoken("Server", "a list without items")));
    }
    PodPage list;
    for (dom::element item : all) {
        list.pods.push_back(podFrom(item));
    }
    list.resourceVersion = text(root, "/metadata/resourceVersion");
    list.continueToken = text(root, "/metadata/continue");
    int64_t remaining = 0;
    if (!root.at_pointer("/metadata/remainingItemCount").get(remaining)) {
        list.remaining = remaining;
    }
    return list;
}

Result<PodEvent> podEventFromJson(const QByteArray& json)
{
    dom::parser parser;
    dom::element root;
    dom::element object;
    if (const auto code = parse(parser, json).get(root)) {
        return fail(malformed(code));
    }
    if (root.at_pointer("/object").get(object)) {
        return fail(makeError(Error::Kind::Malformed, {}, spoken("Server", "an event without an object")));
    }
    const QString type = text(root, "/type");
    PodEvent event;
    if (type == "ERROR"_L1) {
        event.type = PodEvent::Type::Error;
        event.status = QByteArray::fromStdString(simdjson::minify(object));
        return event;
    }
    event.type = type == "BOOKMARK"_L1 ? PodEvent::Type::Bookmark
        : type == "DELETED"_L1         ? PodEvent::Type::Deleted
        : type == "ADDED"_L1           ? PodEvent::Type::Added
                                       : PodEvent::Type::Modified;
    event.pod = podFrom(object);
    event.initialEnd = text(object, "/metadata/annotations/k8s.io~1initial-events-end") == "true"_L1;
    if (event.pod->resourceVersion.isEmpty()) {
        return fail(
            makeError(Error::Kind::Malformed, {}, spoken("Server", "an event whose object has no resourceVersion")));
    }
    return event;
}

} // namespace konductor
