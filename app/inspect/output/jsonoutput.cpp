// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/output/writers.h"
#include "core/api/encoder.h"
#include "core/base/json.h"
#include "core/base/text.h"

using namespace Qt::StringLiterals;

namespace konductor::inspect {

namespace {

constexpr int step = 4; // as kubectl indents

/// Walks JSON that a decoder has accepted before, without taking it apart: nothing can get lost on the way.
class Indenter {
public:
    Indenter(QStringView json, int level) : m_json(json), m_level(level) { }

    QString run()
    {
        for (; m_at < m_json.size(); ++m_at) {
            character(m_json[m_at]);
        }
        return std::move(m_out);
    }

private:
    void character(QChar c)
    {
        if (c == u'"') {
            string();
        } else if (c == u'{' || c == u'[') {
            open(c);
        } else if (c == u'}' || c == u']') {
            --m_level;
            newLine();
            m_out += c;
        } else if (c == u',') {
            m_out += c;
            newLine();
        } else if (c == u':') {
            m_out += u": "_s;
        } else if (!c.isSpace()) {
            m_out += c;
        }
    }
    void open(QChar c)
    {
        qsizetype next = m_at + 1;
        while (next < m_json.size() && m_json[next].isSpace()) {
            ++next;
        }
        m_out += c;
        if (next < m_json.size() && (m_json[next] == u'}' || m_json[next] == u']')) {
            m_out += m_json[next];
            m_at = next;
            return;
        }
        ++m_level;
        newLine();
    }
    void string()
    {
        const qsizetype begin = m_at;
        for (++m_at; m_at < m_json.size() && m_json[m_at] != u'"'; ++m_at) {
            m_at += m_json[m_at] == u'\\' ? 1 : 0;
        }
        const QStringView text = m_json.mid(begin, m_at - begin + 1);
        if (visibleText(text) == text) {
            m_out += text;
            return;
        }
        for (const QChar c : text) {
            const bool hidden = c.isSurrogate() || visibleText(QStringView(&c, 1)) != QStringView(&c, 1);
            m_out += hidden ? u"\\u%1"_s.arg(static_cast<uint>(c.unicode()), 4, 16, QChar(u'0')) : QString(c);
        }
    }
    void newLine()
    {
        m_out += u'\n';
        m_out += QString(m_level * step, u' ');
    }

    QStringView m_json;
    qsizetype m_at = 0;
    int m_level;
    QString m_out;
};

} // namespace

QByteArray indentedJson(const QByteArray& json, int level)
{
    const QString text = QString::fromUtf8(json);
    return Indenter(text, level).run().toUtf8();
}

QByteArray bytesOf(const Object& object)
{
    return object.json->isEmpty() ? compactJson(toJson(object)) : *object.json;
}

QByteArray jsonOutput(const Listing& listing)
{
    QByteArray text = "{\n    \"apiVersion\": \"v1\",\n    \"items\": [";
    bool first = true;
    for (const Kind kind : listing.kinds) {
        for (const ObjectPtr& object : listing.of(kind)) {
            text += first ? "\n        " : ",\n        ";
            text += indentedJson(bytesOf(*object), 2);
            first = false;
        }
    }
    text += first ? "]" : "\n    ]";
    return text + ",\n    \"kind\": \"List\",\n    \"metadata\": {\n        \"resourceVersion\": \"\"\n    }\n}\n";
}

} // namespace konductor::inspect
