// SPDX-License-Identifier: Apache-2.0
#include "ui/window/deeplink.h"

#include "core/base/text.h"
#include "core/base/words.h"

#include <QStringConverter>

#include <algorithm>
#include <array>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView scheme = u"konductor://";
constexpr qsizetype longestLink = 4'096;
constexpr qsizetype longestCluster = 253;
constexpr qsizetype longestNamespace = 63;
constexpr qsizetype longestName = 253;

Error malformed(const QString& what)
{
    return makeError(Error::Kind::Malformed, spoken("DeepLink", "This link cannot be opened"), what);
}

int hexDigit(QChar c)
{
    const char16_t unit = c.unicode();
    return unit >= u'0' && unit <= u'9' ? unit - u'0'
        : unit >= u'a' && unit <= u'f'  ? unit - u'a' + 10
        : unit >= u'A' && unit <= u'F'  ? unit - u'A' + 10
                                        : -1;
}

/// Nothing when an escape is none or the bytes are no UTF-8; QUrl would pass both on.
std::optional<QString> decoded(QStringView part)
{
    QByteArray bytes;
    for (qsizetype i = 0; i < part.size(); ++i) {
        if (part[i] != u'%') {
            if (part[i].unicode() <= 0x20 || part[i].unicode() >= 0x7f) {
                return std::nullopt;
            }
            bytes.append(static_cast<char>(part[i].unicode()));
            continue;
        }
        const int high = i + 2 < part.size() ? hexDigit(part[i + 1]) : -1;
        const int low = i + 2 < part.size() ? hexDigit(part[i + 2]) : -1;
        if (high < 0 || low < 0) {
            return std::nullopt;
        }
        bytes.append(static_cast<char>(high * 16 + low));
        i += 2;
    }
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(bytes);
    return decoder.hasError() ? std::nullopt : std::optional(text);
}

QString encoded(const QString& text)
{
    return QString::fromLatin1(text.toUtf8().toPercentEncoding());
}

/// As Kubernetes has names: small letters, digits, "-" and ".".
bool isName(const QString& text, qsizetype longest)
{
    return !text.isEmpty() && text.size() <= longest && std::all_of(text.begin(), text.end(), [](QChar c) {
        const char16_t unit = c.unicode();
        return (unit >= u'a' && unit <= u'z') || (unit >= u'0' && unit <= u'9') || unit == u'-' || unit == u'.';
    });
}

bool isCluster(const QString& text)
{
    return text.size() <= longestCluster && text == text.trimmed() && visibleText(text) == text;
}

Result<ObjectKey> objectOf(const QStringList& parts)
{
    const QString words = inWords("DeepLink", "A link to an object has a kind, a namespace and a name.");
    if (parts.size() != 4) {
        return fail(malformed(words));
    }
    const auto kind = std::find_if(konductorKinds.begin(), konductorKinds.end(),
                                   [&parts](Kind each) { return kindInfo(each).singular == parts[1]; });
    if (kind == konductorKinds.end()) {
        return fail(
            malformed(inWords("DeepLink", "“%1” is no kind of Konductor's.").arg(visibleText(elided(parts[1], 40)))));
    }
    if (!isName(parts[2], longestNamespace) || !isName(parts[3], longestName)) {
        return fail(malformed(inWords("DeepLink", "Its namespace or name is none that Kubernetes allows.")));
    }
    return ObjectKey{*kind, parts[2], parts[3]};
}

bool takeParameter(SavedView& view, QStringView name, const QString& value)
{
    if (name == u"page") {
        view.page = value;
    } else if (name == u"query") {
        view.query = value;
    } else if (name == u"namespace") {
        view.ns = value;
    } else if (name == u"columns") {
        view.table.columns = value.split(u',');
    } else if (name == u"sort") {
        view.table.sort = value;
    } else if (name == u"descending" && value == u"true") {
        view.table.descending = true;
    } else {
        return false;
    }
    return true;
}

Result<SavedView> viewOf(QStringView query)
{
    SavedView view;
    QStringList seen;
    for (const QStringView parameter : query.split(u'&')) {
        const qsizetype equals = parameter.indexOf(u'=');
        const QString name = parameter.left(std::max<qsizetype>(0, equals)).toString();
        const auto value = decoded(parameter.mid(equals + 1));
        if (equals < 1 || !value || seen.contains(name) || !takeParameter(view, name, *value)) {
            return fail(malformed(inWords("DeepLink", "What it says of the view is not understood.")));
        }
        seen.append(name);
    }
    if (const Result<void> sound = checkView(view); !sound) {
        return fail(malformed(sound.error().message.shown));
    }
    return view;
}

} // namespace

bool isDeepLink(const QString& text)
{
    return text.startsWith(u"konductor:"_s, Qt::CaseInsensitive);
}

QString toText(const DeepLink& link)
{
    const QString start = scheme.toString() + encoded(link.cluster) + u'/';
    if (const auto* object = std::get_if<ObjectKey>(&link.target)) {
        return start + kindInfo(object->kind).singular.toString() + u'/' + encoded(object->ns) + u'/'
            + encoded(object->name);
    }
    const auto& view = std::get<SavedView>(link.target);
    QString text = start + u"view?page="_s + encoded(view.page);
    const std::pair<QString, QString> rest[] = {{u"query"_s, view.query},
                                                {u"namespace"_s, view.ns},
                                                {u"columns"_s, view.table.columns.join(u',')},
                                                {u"sort"_s, view.table.sort},
                                                {u"descending"_s, view.table.descending ? u"true"_s : QString()}};
    for (const auto& [name, value] : rest) {
        if (!value.isEmpty()) {
            text += u'&' + name + u'=' + encoded(value);
        }
    }
    return text;
}

Result<DeepLink> parseDeepLink(const QString& text)
{
    if (text.size() > longestLink || !text.startsWith(scheme)) {
        return fail(malformed(
            inWords("DeepLink", "A link begins with konductor:// and is not longer than %1.").arg(longestLink)));
    }
    const QStringView rest = QStringView(text).mid(scheme.size());
    const qsizetype question = rest.indexOf(u'?');
    QStringList parts;
    for (const QStringView part : rest.left(question < 0 ? rest.size() : question).split(u'/')) {
        const auto words = decoded(part);
        if (!words) {
            return fail(malformed(inWords("DeepLink", "It has characters that a link cannot have.")));
        }
        parts.append(*words);
    }
    if (!isCluster(parts.front())) {
        return fail(
            malformed(inWords("DeepLink", "Its cluster's name is too long or has characters that cannot be seen.")));
    }
    if (parts.size() == 2 && parts[1] == u"view" && question >= 0) {
        auto view = viewOf(rest.mid(question + 1));
        return view ? Result<DeepLink>(DeepLink{parts[0], std::move(*view)}) : fail(view.error());
    }
    const auto object =
        question < 0 ? objectOf(parts) : fail(malformed(inWords("DeepLink", "It asks for something that is no view.")));
    if (!object) {
        return fail(object.error());
    }
    if (parts[0].isEmpty()) {
        return fail(malformed(inWords("DeepLink", "A link to an object names its cluster.")));
    }
    return DeepLink{parts[0], *object};
}

} // namespace konductor::ui
