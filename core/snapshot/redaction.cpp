// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/redaction.h"

#include "core/api/kinds.h"
#include "core/base/words.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace konductor::snapshot {

namespace {

const QString hiddenWord = u"Redacted"_s;

/// States that gates wait for and conditions that jobs have: words of the API, not of a person.
bool isApiWord(const QString& text)
{
    static constexpr std::array words{
        u"Complete", u"Failed",  u"Open",   u"Opened", u"Waiting", u"Available", u"Held",     u"Acquired",
        u"Released", u"Expired", u"Ready",  u"Full",   u"Locked",  u"Unlocked",  u"Executed", u"Pending",
        u"Granted",  u"Done",    u"Active", u"True",   u"False",   u"Suspended", u"Unknown",  u"SuccessCriteriaMet"};
    return text.isEmpty()
        || std::any_of(words.begin(), words.end(), [&](const char16_t* word) { return text == QStringView(word); });
}

class Redactor {
public:
    Redactor(const Redaction& redaction, Aliases& aliases) : m_redaction(redaction), m_aliases(aliases) { }

    QString ns(const QString& name) { return m_redaction.namespaces ? m_aliases.ofNamespace(name) : name; }
    QString holder(const QString& name) { return m_redaction.holders ? m_aliases.ofHolder(name) : name; }
    QString object(Kind kind, const QString& name)
    {
        const bool ofHolder = kind == Kind::Job || kindInfo(kind).parent;
        const bool hides = kind == Kind::Job ? m_redaction.holders || m_redaction.names
            : ofHolder                       ? m_redaction.holders || m_redaction.names
                                             : m_redaction.names;
        return hides ? m_aliases.ofObject(kind, name) : name;
    }

    ObjectPtr redacted(const ObjectPtr& object)
    {
        return visitObject(*object, [this](const auto& typed) -> ObjectPtr {
            auto copy = std::make_shared<std::remove_cvref_t<decltype(typed)>>(typed);
            copy->json.clear();
            m_kind = copy->kind;
            copy->meta = meta(typed);
            copy->problems = QStringList(typed.problems->size(), u"a field cannot be read"_s);
            redactFields(copy->spec);
            redactFields(copy->status);
            return copy;
        });
    }

private:
    ObjectMeta meta(const Object& object)
    {
        ObjectMeta meta = object.meta;
        meta.name = this->object(object.kind, meta.name);
        meta.ns = ns(meta.ns);
        meta.uid = m_aliases.ofText(u"uid"_s, meta.uid.toString());
        meta.annotations.clear();
        const KindInfo& info = kindInfo(object.kind);
        if (m_redaction.labels != Redaction::Labels::Kept) {
            meta.labels.clear();
        }
        if (m_redaction.labels == Redaction::Labels::Renamed) {
            for (auto it = object.meta.labels.begin(); it != object.meta.labels.end(); ++it) {
                if (!info.parent || it.key() != info.parentLabel) {
                    meta.labels.insert(m_aliases.ofText(u"label"_s, it.key()), m_aliases.ofText(u"value"_s, *it));
                }
            }
        }
        if (info.parent) {
            const QString label = info.parentLabel.toString();
            const auto parent = object.meta.labels.constFind(label);
            if (parent != object.meta.labels.constEnd()) {
                meta.labels.insert(label, this->object(*info.parent, *parent));
            }
        }
        meta.ownerReferences.clear();
        for (const OwnerReference& owner : object.meta.ownerReferences) {
            // Another program's kind tells whose it is.
            const auto kind = kindFromText(owner.kind);
            meta.ownerReferences.append({kind ? owner.apiVersion : QString(), kind ? owner.kind : hiddenWord,
                                         kind ? this->object(*kind, owner.name) : hiddenWord,
                                         m_aliases.ofText(u"uid"_s, owner.uid.toString()), owner.controller,
                                         owner.blockOwnerDeletion});
        }
        return meta;
    }

    template <class T> void redactFields(T& part)
    {
        T::fields(part, [this](const char* name, auto& value) { redact(QLatin1StringView(name), value); });
    }

    /// A text that is none of the known names goes: what is new to this table is hidden until somebody thinks about it.
    void redact(QLatin1StringView name, QString& text)
    {
        if (name == "holder"_L1 || name == "writeHolder"_L1 || name == "executor"_L1) {
            text = holder(text);
        } else if (const auto& info = kindInfo(m_kind); info.parent && name == info.parentLabel) {
            text = object(*info.parent, text);
        } else if (!text.isEmpty()) {
            text = isApiWord(text) && (name == "type"_L1 || name == "status"_L1) ? text : hiddenWord;
        }
    }
    void redact(QLatin1StringView, QStringList& holders)
    {
        for (QString& name : holders) {
            name = holder(name);
        }
    }
    void redact(QLatin1StringView, std::vector<GateCondition>& conditions)
    {
        for (GateCondition& condition : conditions) {
            target(condition.type, condition.name);
            condition.ns = ns(condition.ns);
            condition.state = isApiWord(condition.state) ? condition.state : hiddenWord;
        }
    }
    void redact(QLatin1StringView, std::vector<GateConditionStatus>& statuses)
    {
        for (GateConditionStatus& status : statuses) {
            target(status.type, status.name);
            status.message.clear();
        }
    }
    void redact(QLatin1StringView, std::vector<JobCondition>& conditions)
    {
        for (JobCondition& condition : conditions) {
            redactFields(condition);
        }
    }
    template <class E> void redact(QLatin1StringView, Phase<E>& phase)
    {
        if (phase.value == E::Unknown) {
            phase = Phase<E>(hiddenWord);
        }
    }
    template <class T> void redact(QLatin1StringView, T&)
    {
        static_assert(
            std::is_arithmetic_v<
                T> || std::is_same_v<T, std::optional<qint64>> || std::is_same_v<T, std::optional<Timestamp>> || std::is_same_v<T, std::optional<Duration>>,
            "a new sort of field: say what of it is to be hidden");
    }

    void target(QString& type, QString& name)
    {
        const auto kind = kindFromText(type);
        if (!kind) {
            type = hiddenWord;
        }
        name = kind ? object(*kind, name) : m_aliases.ofText(u"thing"_s, name);
    }

    Redaction m_redaction;
    Aliases& m_aliases;
    Kind m_kind = Kind::Semaphore;
};

} // namespace

Result<Redaction> redactionFromText(const QString& text)
{
    if (text == "all"_L1) {
        return Redaction();
    }
    Redaction redaction{false, false, false, Redaction::Labels::Kept};
    for (const QString& word : text.split(u',', Qt::SkipEmptyParts)) {
        if (word == "labels"_L1 || word == "labels:drop"_L1) {
            redaction.labels = word == "labels"_L1 ? Redaction::Labels::Renamed : Redaction::Labels::LeftOut;
            continue;
        }
        bool* const part = word == "names"_L1 ? &redaction.names
            : word == "namespaces"_L1         ? &redaction.namespaces
            : word == "holders"_L1            ? &redaction.holders
                                              : nullptr;
        if (!part) {
            return fail(makeError(
                Error::Kind::Invalid, word, spoken("SnapshotFile", "cannot be redacted"),
                spoken("SnapshotFile", "Choose among names, namespaces, holders, labels, labels:drop and all.")));
        }
        *part = true;
    }
    return redaction;
}

Snapshot redacted(const Snapshot& snapshot, const Redaction& redaction, Aliases& aliases)
{
    Redactor redactor(redaction, aliases);
    Snapshot hidden = snapshot;
    hidden.redacted = true;
    hidden.context = aliases.ofText(u"cluster"_s, snapshot.context);
    hidden.server.clear();
    hidden.takenBy = {snapshot.takenBy.program, {}, {}, u"redacted"_s};
    hidden.connection.why = snapshot.connection.why.isEmpty() ? QString() : u"redacted"_s;
    if (hidden.operatorHealth) {
        for (QString* name : {&hidden.operatorHealth->leader, &hidden.operatorHealth->lastWriter}) {
            *name = name->isEmpty() ? QString() : aliases.ofText(u"operator"_s, *name);
        }
    }
    hidden.selection = snapshot.selection.isEmpty() ? QString() : u"redacted"_s;
    for (QString& ns : hidden.namespaces) {
        ns = redactor.ns(ns);
    }
    for (auto& [kind, visibility] : hidden.visibility) {
        visibility.why = visibility.why.isEmpty() ? QString() : u"redacted"_s;
        visibility.versions.clear();
        for (auto it = snapshot.visibility.at(kind).versions.begin(); it != snapshot.visibility.at(kind).versions.end();
             ++it) {
            visibility.versions.insert(redactor.ns(it.key()), it.value());
        }
    }
    hidden.objects.clear();
    for (const Kind kind : snapshotKinds()) {
        snapshot.objects.forEach(kind,
                                 [&](const ObjectPtr& object) { hidden.objects.insert(redactor.redacted(object)); });
    }
    hidden.pods.namespaces.clear();
    for (const auto& [ns, state] : snapshot.pods.namespaces) {
        hidden.pods.namespaces[redactor.ns(ns)] = state;
    }
    for (HolderFact& fact : hidden.holders) {
        fact.holder = {redactor.ns(fact.holder.first), redactor.holder(fact.holder.second)};
        for (ClientCall& call : fact.calls) {
            call = {call.kind, redactor.ns(call.ns), redactor.object(call.kind, call.name),
                    redactor.holder(call.holder)};
        }
    }
    std::sort(hidden.holders.begin(), hidden.holders.end(),
              [](const HolderFact& a, const HolderFact& b) { return a.holder < b.holder; });
    return hidden;
}

} // namespace konductor::snapshot
