// SPDX-License-Identifier: Apache-2.0
#include "ui/window/copyas.h"

#include "core/action/shellquote.h"
#include "core/api/encoder.h"
#include "core/api/kinds.h"
#include "core/base/text.h"
#include "core/base/words.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {

QString asJson(const std::vector<ObjectKey>& keys, const ObjectIndex& objects)
{
    QJsonArray items;
    for (const ObjectKey& key : keys) {
        if (const ObjectPtr object = objects.find(key)) {
            items.append(toJson(*object));
        }
    }
    const QJsonObject list{{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"List"_s}, {u"items"_s, items}};
    return QString::fromUtf8(QJsonDocument(list).toJson());
}

/// With the group in full: leases and jobs of other groups are called alike.
QString asKubectl(const ObjectKey& key, const QString& context)
{
    const KindInfo& info = kindInfo(key.kind);
    QStringList words{action::kubectlFor(context)};
    words << u"-n"_s << action::shellQuoted(key.ns) << u"get"_s << u"%1.%2"_s.arg(info.plural, info.group)
          << action::shellQuoted(key.name) << u"-o"_s << u"yaml"_s;
    return words.join(u' ');
}

/// One line, and quoted all the same: not every shell takes what is typed after a # for a comment.
QString commented(const QString& text)
{
    return action::shellQuoted(visibleText(text));
}

bool hasTtl(const ObjectKey& lease, const ObjectIndex& objects)
{
    const auto found = as<Lease>(objects.find(lease));
    return found && found->spec.ttl.has_value();
}

/// koncli heeds no -n and no --kubeconfig (semantics.md, 3): the namespace goes before it, in the variable it asks
/// first, and the context is whichever is current where it runs. It has a status of four kinds; of the other primitives
/// it has lists, and permits, arrivals and requests stand in the status of what they belong to. The status of a lease
/// without a TTL ends koncli (b6a2305) with a fault: its list does not.
QString asKoncli(const ObjectKey& key, const ObjectIndex& objects)
{
    const QString kind = kindInfo(key.kind).name.toString().toLower();
    const QString start = u"POD_NAMESPACE=%1 koncli "_s.arg(action::shellQuoted(key.ns));
    const QString list = start + kind + u" list # among them "_s + commented(key.name);
    const QString status = start + u"status "_s + kind + u' ' + action::shellQuoted(key.name);
    switch (key.kind) {
    case Kind::Semaphore:
    case Kind::Barrier:
    case Kind::Gate:
        return status;
    case Kind::Lease:
        return hasTtl(key, objects) ? status : list;
    case Kind::Mutex:
    case Kind::RWMutex:
    case Kind::Once:
    case Kind::WaitGroup:
        return list;
    default: {
        const ObjectPtr object = objects.find(key);
        const auto parent = object ? parentKey(*object) : std::nullopt;
        return parent ? asKoncli(*parent, objects)
                      : u"# koncli tells nothing of %1 %2"_s.arg(kind, commented(key.ns + u'/' + key.name));
    }
    }
}

QString koncliContext(const QString& context)
{
    return context.isEmpty() ? QString()
                             : u"# in the current context of the kubeconfig; seen in %1\n"_s.arg(commented(context));
}

report::TextTable notIsolated(report::TextTable rows)
{
    for (QStringList& row : rows) {
        for (QString& cell : row) {
            cell = konductor::notIsolated(cell);
        }
    }
    return rows;
}

template <class Line> QString lines(const std::vector<ObjectKey>& keys, const Line& line)
{
    QString text;
    for (const ObjectKey& key : keys) {
        text += line(key) + u'\n';
    }
    return text;
}

} // namespace

QString copiedRows(const report::TextTable& rows)
{
    return report::tabbedText(notIsolated(rows));
}

QString copied(CopyFormat format, const report::TextTable& rows, const std::vector<ObjectKey>& keys,
               const live::ClusterMirror& mirror)
{
    if (rows.empty() && keys.empty()) {
        return {};
    }
    switch (format) {
    case CopyFormat::Rows:
        return copiedRows(rows);
    case CopyFormat::Csv:
        return report::csvText(notIsolated(rows));
    case CopyFormat::Markdown:
        return report::markdownText(notIsolated(rows));
    case CopyFormat::Names:
        return lines(keys, [](const ObjectKey& key) { return key.ns + u'/' + key.name; });
    case CopyFormat::Json:
        return asJson(keys, mirror.objects());
    case CopyFormat::Kubectl:
        return lines(keys, [&](const ObjectKey& key) { return asKubectl(key, mirror.connection().contextName); });
    case CopyFormat::Koncli:
        return koncliContext(mirror.connection().contextName)
            + lines(keys, [&](const ObjectKey& key) { return asKoncli(key, mirror.objects()); });
    }
    Q_UNREACHABLE();
}

} // namespace konductor::ui
