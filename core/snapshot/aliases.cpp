// SPDX-License-Identifier: Apache-2.0
#include "core/snapshot/aliases.h"

#include "core/base/words.h"
#include "core/snapshot/privatefile.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace konductor::snapshot {

namespace {

constexpr QStringView keySchema = u"konductor.io/redaction-key/v1";
constexpr qsizetype keyBytes = 32;
constexpr qsizetype aliasLength = 8;
constexpr qsizetype longestNumber = 4;
constexpr qint64 largestKeyFile = 256 << 20;

/// As Kubernetes takes random suffixes: without vowels, no word comes about.
constexpr QStringView letters = u"bcdfghjklmnpqrstvwxz";
constexpr QStringView mixed = u"bcdfghjklmnpqrstvwxz2456789";
constexpr QStringView digits = u"0123456789";

QString spelled(const QByteArray& digest, QStringView alphabet, qsizetype length)
{
    QString text;
    for (qsizetype i = 0; i < length; ++i) {
        // Two bytes a character, for 256 is no multiple of the alphabet.
        const auto high = static_cast<unsigned char>(digest[(2 * i) % digest.size()]);
        const auto low = static_cast<unsigned char>(digest[(2 * i + 1) % digest.size()]);
        text += alphabet[static_cast<qsizetype>((high << 8 | low)) % alphabet.size()];
    }
    return text;
}

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

} // namespace

Aliases::Aliases() : m_key(keyBytes, Qt::Uninitialized)
{
    QRandomGenerator::system()->generate(m_key.begin(), m_key.end());
}

QByteArray Aliases::digest(const QString& text) const
{
    return QMessageAuthenticationCode::hash(text.toUtf8(), m_key, QCryptographicHash::Sha256);
}

QString Aliases::noted(const QString& alias, const QString& name)
{
    m_table.insert(alias, name);
    return alias;
}

QString Aliases::ofText(const QString& prefix, const QString& text)
{
    if (text.isEmpty()) {
        return {};
    }
    return noted(prefix + u'-' + spelled(digest(prefix + u'\0' + text), mixed, aliasLength), text);
}

QString Aliases::ofNamespace(const QString& ns)
{
    return ofText(u"ns"_s, ns);
}

QString Aliases::ofObject(Kind kind, const QString& name)
{
    return kind == Kind::Job ? ofHolder(name) : ofText(kindInfo(kind).singular.toString(), name);
}

QString Aliases::ofHolder(const QString& name)
{
    return name.isEmpty() ? QString() : noted(holderAlias(name), name);
}

QString Aliases::holderAlias(const QString& name) const
{
    const QString whole = u"run-"_s + spelled(digest(u"run"_s + u'\0' + name), mixed, aliasLength);
    const qsizetype dash = name.lastIndexOf(u'-');
    const QString suffix = name.mid(dash + 1);
    if (dash <= 0 || suffix.isEmpty()) {
        return whole;
    }
    const bool number = std::all_of(suffix.begin(), suffix.end(), isDigit);
    const bool word = std::none_of(suffix.begin(), suffix.end(), isDigit);
    const QString stem = holderAlias(name.left(dash)) + u'-';
    const bool oneLetter = suffix.size() == 1 && suffix[0] >= u'a' && suffix[0] <= u'z';
    if (oneLetter || (number && suffix.size() <= longestNumber)) {
        return stem + suffix;
    }
    if (suffix.size() < longestNumber) {
        return whole; // too short to be hidden and to stay different
    }
    const QByteArray hidden = digest(u"suffix"_s + u'\0' + suffix);
    const qsizetype length = std::min<qsizetype>(suffix.size(), 16);
    if (number || word) {
        return stem + spelled(hidden, number ? digits : letters, length);
    }
    return stem + spelled(hidden, mixed, length - 1) + digits[hidden.back() & 7];
}

Result<Aliases> Aliases::load(const QString& path)
{
    QFile file(path);
    if (!file.exists()) {
        return Aliases();
    }
    const Spoken subject = spoken("SnapshotFile", "file %1").arg(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(makeError(Error::Kind::Config, subject, file.errorString()));
    }
    const QJsonObject json = QJsonDocument::fromJson(file.read(largestKeyFile)).object();
    const QByteArray key = QByteArray::fromBase64(json["key"_L1].toString().toLatin1());
    if (json["schema"_L1].toString() != keySchema || key.size() != keyBytes) {
        return fail(makeError(Error::Kind::Malformed, subject, spoken("SnapshotFile", "it is no key of a redaction")));
    }
    Aliases aliases(key);
    const QJsonObject table = json["aliases"_L1].toObject();
    for (auto it = table.begin(); it != table.end(); ++it) {
        aliases.m_table.insert(it.key(), it->toString());
    }
    return aliases;
}

Result<void> Aliases::save(const QString& path) const
{
    QJsonObject table;
    for (auto it = m_table.begin(); it != m_table.end(); ++it) {
        table.insert(it.key(), it.value());
    }
    const QJsonObject json{
        {u"schema"_s, keySchema.toString()}, {u"key"_s, QString::fromLatin1(m_key.toBase64())}, {u"aliases"_s, table}};
    return writePrivateFile(path, QJsonDocument(json).toJson());
}

} // namespace konductor::snapshot
