// SPDX-License-Identifier: Apache-2.0
#include "core/report/pdfreport.h"

#include "core/base/text.h"
#include "core/report/paper.h"
#include "core/report/reportdata.h"
#include "core/report/waitdrawing.h"

#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

namespace konductor::report {

namespace {

Ink inkOf(QStringView word)
{
    return word == u"quiet"                     ? Ink::Quiet
        : word == u"error" || word == u"bad"    ? Ink::Bad
        : word == u"warning" || word == u"busy" ? Ink::Warning
                                                : Ink::Plain;
}

/// White space as HTML has it: a run is one space.
QString collapsed(QStringView text)
{
    QString plain;
    bool wasSpace = false;
    for (const QChar c : text) {
        const bool isSpace = c == u' ' || c == u'\n';
        if (!isSpace || !wasSpace) {
            plain += isSpace ? u' ' : c;
        }
        wasSpace = isSpace;
    }
    return plain;
}

/// Fills paper from the template's tags: h1 to h3, p, li, b, table with head, tr and td, drawing. Whoever wrote the
/// data cannot make a tag: the template engine escapes them.
class Typesetter {
public:
    Typesetter(const QByteArray& document, const QByteArray& svg, Paper& paper)
        : m_xml(document)
        , m_svg(svg)
        , m_paper(paper)
    {
    }

    Result<void> run()
    {
        if (m_xml.readNextStartElement()) { // the document's own tag
            while (m_xml.readNextStartElement()) {
                block(m_xml.name().toString());
            }
        }
        if (m_xml.hasError()) {
            return fail(makeError(Error::Kind::Malformed, u"pdf"_s, m_xml.errorString()));
        }
        return m_paper.finish();
    }

private:
    void block(const QString& tag)
    {
        if (tag == "table"_L1) {
            table();
        } else if (tag == "drawing"_L1) {
            m_paper.drawing(m_svg);
            m_xml.skipCurrentElement();
        } else if (tag == "p"_L1) {
            m_paper.paragraph(text());
        } else if (tag == "li"_L1) {
            m_paper.item(text());
        } else {
            m_paper.heading(tag.mid(1).toInt(), text());
        }
    }

    /// To the end of the current element, whose ink it has.
    PaperText text()
    {
        const Ink ink = inkOf(m_xml.attributes().value(u"ink"_s));
        PaperText text;
        bool bold = false;
        for (int depth = 1; depth > 0 && !m_xml.atEnd();) {
            switch (m_xml.readNext()) {
            case QXmlStreamReader::StartElement:
                bold = true;
                ++depth;
                break;
            case QXmlStreamReader::EndElement:
                bold = false;
                --depth;
                break;
            case QXmlStreamReader::Characters:
                text.parts.push_back({collapsed(m_xml.text()), bold, ink});
                break;
            default:
                break;
            }
        }
        return text;
    }

    std::vector<PaperText> cells()
    {
        std::vector<PaperText> cells;
        while (m_xml.readNextStartElement()) {
            cells.push_back(text());
        }
        return cells;
    }

    void table()
    {
        std::vector<int> weights;
        for (const QString& weight : m_xml.attributes().value(u"widths"_s).toString().split(u' ')) {
            weights.push_back(weight.toInt());
        }
        while (m_xml.readNextStartElement()) {
            if (m_xml.name() != "head"_L1) {
                m_paper.row(cells());
                continue;
            }
            QStringList head;
            for (const PaperText& cell : cells()) {
                head.append(cell.parts.empty() ? QString() : cell.parts.front().text);
            }
            m_paper.table(weights, head);
        }
    }

    QXmlStreamReader m_xml;
    QByteArray m_svg;
    Paper& m_paper;
};

} // namespace

Result<void> writePdf(const snapshot::Meaning& meaning, QIODevice& device)
{
    TemplateData data = reportData(meaning, html); // XML has the same five characters
    const WaitDrawing drawing = drawWaits(meaning.insight());
    setDrawing(data, drawing);
    const QByteArray document = QByteArray::fromStdString(rendered(u"report.paper.mustache"_s, data, html));
    const snapshot::Snapshot& snapshot = meaning.snapshot();
    const QString name = visibleText(snapshot.context);
    const QString taken = momentText(snapshot.serverTime);
    Paper paper(device, u"Konductor snapshot: %1, %2"_s.arg(name, taken), u"%1 · %2"_s.arg(name, taken),
                formatTimestamp(snapshot.serverTime));
    return Typesetter(document, drawing.svg, paper).run();
}

} // namespace konductor::report
