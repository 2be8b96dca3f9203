// SPDX-License-Identifier: Apache-2.0
#include "core/insight/manifests.h"

#include "core/api/decoder.h"
#include "core/insight/relations.h"
#include "core/insight/rulekit.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace konductor::insight {

namespace {

constexpr auto group = "sync.konductor.io/v1"_L1;

Finding found(const char* rule, Severity severity, const ObjectKey& key, const Sentence& summary,
              const QString& consequence, const QString& mend)
{
    Finding finding;
    finding.rule = QString::fromLatin1(rule);
    finding.severity = severity;
    finding.subject = key;
    finding.summary = summary;
    finding.consequence = Words(consequence);
    finding.mend = mendBy(Mend::Type::Edit, key, Words(mend));
    return finding;
}

ObjectKey keyOf(const QJsonObject& json, Kind kind)
{
    const QJsonObject meta = json.value("metadata"_L1).toObject();
    return {kind, meta.value("namespace"_L1).toString(), meta.value("name"_L1).toString()};
}

/// Kubernetes has a Lease and upstream's samples use a group that does not exist (semantics.md §1 and §3).
void wrongGroup(const QJsonObject& json, Kind kind, Findings& findings)
{
    const QString version = json.value("apiVersion"_L1).toString();
    const QJsonObject spec = json.value("spec"_L1).toObject();
    const bool foreignLease =
        version.startsWith("coordination.k8s.io/"_L1) && !spec.contains("ttl"_L1) && !spec.contains("priority"_L1);
    if (version == group || foreignLease || kind == Kind::Job) {
        return;
    }
    findings.push_back(
        found("manifest-wrong-group", Severity::Error, keyOf(json, kind),
              Words().object(keyOf(json, kind)).say(u" has the API version "_s).name(version).say(u"."_s),
              u"The server refuses it, or takes it for another kind of the same name."_s,
              u"Write apiVersion: sync.konductor.io/v1."_s));
}

void unknownFields(const QJsonObject& json, Kind kind, Findings& findings)
{
    QStringList known;
    withKind(kind, [&known](auto object) {
        using Spec = decltype(object.spec);
        Spec::fields(object.spec, [&known](const char* name, const auto&) { known.append(QString::fromLatin1(name)); });
    });
    const QJsonObject spec = json.value("spec"_L1).toObject();
    for (auto field = spec.begin(); field != spec.end(); ++field) {
        if (known.contains(field.key())) {
            continue;
        }
        Finding finding =
            found("manifest-unknown-field", Severity::Warning, keyOf(json, kind),
                  Words().object(keyOf(json, kind)).say(u" has no field spec."_s).name(field.key()).say(u"."_s),
                  u"The server drops it without a word."_s, u"The fields are %1."_s.arg(known.join(u", "_s)));
        finding.about = field.key();
        findings.push_back(finding);
    }
}

struct Minimum {
    Kind kind;
    QLatin1String field;
    bool required;
    int least;
};
constexpr std::array minimums{
    Minimum{Kind::Semaphore, "permits"_L1, true, 1},
    Minimum{Kind::Barrier, "expected"_L1, true, 1},
    Minimum{Kind::Barrier, "quorum"_L1, false, 1},
    Minimum{Kind::LeaseRequest, "priority"_L1, false, 0},
};

void valuesOutOfRange(const QJsonObject& json, Kind kind, Findings& findings)
{
    const QJsonObject spec = json.value("spec"_L1).toObject();
    for (const Minimum& minimum : minimums) {
        const QJsonValue value = spec.value(minimum.field);
        const bool bad = value.isUndefined() ? minimum.required : value.isDouble() && value.toDouble() < minimum.least;
        if (minimum.kind != kind || !bad) {
            continue;
        }
        Finding finding = found("manifest-refused-value", Severity::Error, keyOf(json, kind),
                                Words()
                                    .object(keyOf(json, kind))
                                    .say(u" needs spec."_s)
                                    .say(minimum.field)
                                    .say(u" of %1 or more."_s.arg(minimum.least)),
                                u"The server refuses it."_s, u"Set it."_s);
        finding.about = minimum.field;
        findings.push_back(finding);
    }
    if (kind == Kind::Gate && spec.value("conditions"_L1).toArray().isEmpty()) {
        findings.push_back(found("manifest-refused-value", Severity::Error, keyOf(json, kind),
                                 Words().object(keyOf(json, kind)).say(u" has no conditions."_s),
                                 u"The server refuses a gate without conditions."_s, u"Add at least one."_s));
    }
}

struct Ignored {
    Kind kind;
    QLatin1String field;
    QStringView why;
};
constexpr std::array ignoredFields{
    Ignored{Kind::WaitGroup, "ttl"_L1, u"Nobody acts on it: the group stays until it is deleted."},
    Ignored{Kind::Lease, "priority"_L1, u"Only the priority of requests counts."},
    Ignored{Kind::LeaseRequest, "ttl"_L1, u"Only the TTL of the lease counts."},
    Ignored{Kind::Semaphore, "ttl"_L1, u"The operator does not act on it; clients may read it."},
};

void fieldsWithoutEffect(const QJsonObject& json, Kind kind, Findings& findings)
{
    for (const Ignored& ignored : ignoredFields) {
        if (ignored.kind != kind || !json.value("spec"_L1).toObject().contains(ignored.field)) {
            continue;
        }
        Finding finding = found("manifest-field-without-effect", Severity::Info, keyOf(json, kind),
                                Words()
                                    .object(keyOf(json, kind))
                                    .say(u" sets spec."_s)
                                    .say(ignored.field)
                                    .say(u", which the operator ignores."_s),
                                ignored.why.toString(), u"Remove it, or do not rely on it."_s);
        finding.about = ignored.field;
        findings.push_back(finding);
    }
}

void leaseWithoutTtl(const QJsonObject& json, Kind kind, Findings& findings)
{
    if (kind == Kind::Lease && !json.value("spec"_L1).toObject().contains("ttl"_L1)) {
        findings.push_back(found("manifest-lease-without-ttl", Severity::Info, keyOf(json, kind),
                                 Words().object(keyOf(json, kind)).say(u" has no TTL."_s),
                                 u"When its holder dies, it stays held until a person acts."_s, u"Set spec.ttl."_s));
    }
}

void childWithoutOwner(const Object& object, Findings& findings)
{
    const bool needs = object.kind == Kind::Permit || object.kind == Kind::Arrival;
    if (!needs || object.controller()) {
        return;
    }
    findings.push_back(found("child-without-owner", Severity::Warning, object.key(),
                             Words().object(object.key()).say(u" has no controller owner reference."_s),
                             object.kind == Kind::Arrival
                                 ? u"The operator does not count it until something touches its barrier."_s
                                 : u"The operator notices it within a minute only."_s,
                             u"Create it through a client that sets the reference: it needs the uid of its owner."_s));
}

void nameTooLong(const Object& object, Findings& findings)
{
    constexpr int longestLabel = 63;
    const bool parentOfLabelled =
        object.kind == Kind::Semaphore || object.kind == Kind::Barrier || object.kind == Kind::Lease;
    if (parentOfLabelled && object.meta.name.size() > longestLabel) {
        findings.push_back(found(
            "manifest-name-too-long", Severity::Error, object.key(),
            Words().object(object.key()).say(u" has a name of %1 characters."_s.arg(object.meta.name.size())),
            u"A label cannot hold more than 63, so nothing can ever belong to it."_s, u"Choose a shorter name."_s));
    }
}

Findings textFindings(const QJsonObject& json, Kind kind)
{
    Findings findings;
    wrongGroup(json, kind, findings);
    if (!findings.empty() || json.value("apiVersion"_L1).toString() != group) {
        return findings;
    }
    unknownFields(json, kind, findings);
    valuesOutOfRange(json, kind, findings);
    fieldsWithoutEffect(json, kind, findings);
    leaseWithoutTtl(json, kind, findings);
    return findings;
}

} // namespace

std::vector<ManifestFinding> judge(const std::vector<Manifest>& manifests, Timestamp now)
{
    ObjectIndex objects;
    std::vector<ObjectPtr> decoded;
    for (const Manifest& manifest : manifests) {
        const auto object = decodeObject(manifest.json);
        decoded.push_back(object ? *object : nullptr);
        if (object) {
            objects.insert(*object);
        }
    }
    Relations relations;
    const Surroundings around;
    const World world{objects, relations, around, now};

    const QStringList shared = sharedRules();
    std::vector<ManifestFinding> all;
    for (size_t i = 0; i < manifests.size(); ++i) {
        const auto kind = kindFromText(manifests[i].json.value("kind"_L1).toString());
        Findings findings = kind ? textFindings(manifests[i].json, *kind) : Findings();
        if (decoded[i]) {
            childWithoutOwner(*decoded[i], findings);
            nameTooLong(*decoded[i], findings);
            for (Finding& finding : findingsAt(decoded[i]->key(), world)) {
                if (shared.contains(finding.rule)) {
                    findings.push_back(std::move(finding));
                }
            }
        }
        for (Finding& finding : findings) {
            all.push_back({std::move(finding), manifests[i].source});
        }
    }
    return all;
}

QStringList sharedRules()
{
    return {u"child-without-label"_s, u"gate-impossible-condition"_s, u"gate-unsupported-condition"_s,
            u"object-malformed"_s, u"quorum-above-expected"_s};
}

std::vector<RuleInfo> manifestRules()
{
    return {{u"manifest-field-without-effect"_s, u"A field that the operator ignores"_s},
            {u"manifest-lease-without-ttl"_s, u"A lease that never expires"_s},
            {u"manifest-name-too-long"_s, u"A name that does not fit into a label"_s},
            {u"manifest-refused-value"_s, u"A value that the schema refuses"_s},
            {u"manifest-unknown-field"_s, u"A field that the kind does not have"_s},
            {u"manifest-wrong-group"_s, u"An API group that is not Konductor's"_s}};
}

} // namespace konductor::insight
