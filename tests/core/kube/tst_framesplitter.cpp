// SPDX-License-Identifier: Apache-2.0
#include "core/kube/framesplitter.h"

#include <QTest>

using namespace konductor::kube;

namespace {

/// A stream as API servers send it, with the odd things they may send.
const QByteArray recorded =
    R"({"type":"ADDED","object":{"kind":"Lease","metadata":{"name":"a","resourceVersion":"5"},"spec":{"holder":"\"}\\"}}})"
    "\n"
    R"({"type":"MODIFIED","object":{"kind":"Lease","metadata":{"name":"żółw-世界-🔒","annotations":{"x":"\u007b[\ud83d\ude00"}},"n":-12.5e+3}})"
    "\r\n\r\n  "
    R"({"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"99"}}}{"type":"DELETED","object":{"list":[[],[{}]]}})"
    "\n{\n  \"type\": \"ADDED\",\n  \"object\": {\"pretty\": [1,\n 2]}\n}\n";

std::vector<FrameSplitter::Piece> split(const QByteArray& stream, qsizetype firstChunk, qsizetype chunk)
{
    FrameSplitter splitter;
    std::vector<FrameSplitter::Piece> all;
    for (qsizetype at = 0, size = firstChunk; at < stream.size(); at += size, size = at == 0 ? firstChunk : chunk) {
        for (auto& piece : splitter.feed(QByteArrayView(stream).sliced(at, qMin(size, stream.size() - at)))) {
            all.push_back(std::move(piece));
        }
    }
    return all;
}

} // namespace

class TestFrameSplitter : public QObject {
    Q_OBJECT
private slots:
    void kube_1_41_everySplitPositionGivesTheSameFrames();
    void frameComesOutWithItsLastByteWithoutANewline();
    void kube_1_42_oversizedFrameIsDroppedAndTheStreamGoesOn();
    void kube_1_43_longFrameInSmallPiecesIsNotReadAgainAndAgain();
    void kube_1_43_frameIsDeliveredBeforeTheNextIsComplete();
    void kube_1_44_brokenOffFrameStaysPartial();
    void junkComesOutAsAFrameOfItsOwn();
    void brokenObjectDoesNotSwallowTheNextFrame_data();
    void brokenObjectDoesNotSwallowTheNextFrame();
};

void TestFrameSplitter::kube_1_41_everySplitPositionGivesTheSameFrames()
{
    const auto whole = split(recorded, recorded.size(), recorded.size());
    QCOMPARE(whole.size(), size_t{5});
    QVERIFY(whole[0].bytes.endsWith("}}}"));
    QVERIFY(whole[2].bytes.startsWith(R"({"type":"BOOKMARK")"));
    QVERIFY(whole[4].bytes.startsWith("{\n  \"type\""));
    for (const qsizetype chunk : {1, 2, 3, 7, 4096}) {
        for (qsizetype first = 1; first <= recorded.size(); ++first) {
            if (split(recorded, first, chunk) != whole) {
                QFAIL(qPrintable(QStringLiteral("split at %1, then chunks of %2").arg(first).arg(chunk)));
            }
        }
    }
}

void TestFrameSplitter::frameComesOutWithItsLastByteWithoutANewline()
{
    FrameSplitter splitter;
    QVERIFY(splitter.feed("{\"a\":1").empty());
    QVERIFY(splitter.hasPartial());
    const auto out = splitter.feed("}");
    QCOMPARE(out.size(), size_t{1});
    QCOMPARE(out[0].bytes, QByteArray("{\"a\":1}"));
    QVERIFY(!splitter.hasPartial());
}

void TestFrameSplitter::kube_1_42_oversizedFrameIsDroppedAndTheStreamGoesOn()
{
    FrameSplitter splitter(100);
    const QByteArray big = "{\"x\":\"" + QByteArray(500, 'a') + "\"}";
    std::vector<FrameSplitter::Piece> out;
    for (const char c : big + "\n{\"ok\":1}") {
        for (const auto& piece : splitter.feed({&c, 1})) {
            out.push_back(piece);
        }
    }
    QCOMPARE(out.size(), size_t{2});
    QCOMPARE(out[0].dropped, big.size());
    QVERIFY(out[0].bytes.isEmpty());
    QCOMPARE(out[1].bytes, QByteArray("{\"ok\":1}"));
}

void TestFrameSplitter::kube_1_43_longFrameInSmallPiecesIsNotReadAgainAndAgain()
{
    // Eight million bytes in pieces of sixteen: who starts at the front for each piece reads two trillion.
    const QByteArray frame = "{\"type\":\"ADDED\",\"x\":\"" + QByteArray(8'000'000, 'x') + "\"}";
    FrameSplitter splitter;
    qsizetype frames = 0;
    for (qsizetype at = 0; at < frame.size(); at += 16) {
        frames += static_cast<qsizetype>(
            splitter.feed(QByteArrayView(frame).sliced(at).first(std::min<qsizetype>(16, frame.size() - at))).size());
    }
    QCOMPARE(frames, 1);
}

void TestFrameSplitter::kube_1_43_frameIsDeliveredBeforeTheNextIsComplete()
{
    FrameSplitter splitter;
    const auto out = splitter.feed("{\"a\":1}\n{\"b\":2}\n{\"c\":");
    QCOMPARE(out.size(), size_t{2});
    QCOMPARE(out[1].bytes, QByteArray("{\"b\":2}"));
}

void TestFrameSplitter::kube_1_44_brokenOffFrameStaysPartial()
{
    FrameSplitter splitter;
    QCOMPARE(splitter.feed("{\"a\":1}\n{\"b\":").size(), size_t{1});
    QVERIFY(splitter.hasPartial());
}

void TestFrameSplitter::junkComesOutAsAFrameOfItsOwn()
{
    FrameSplitter splitter;
    const auto out = splitter.feed("upstream timed out {\n{\"type\":\"ADDED\"}\n");
    QCOMPARE(out.size(), size_t{2});
    QCOMPARE(out[0].bytes, QByteArray("upstream timed out {"));
    QCOMPARE(out[1].bytes, QByteArray("{\"type\":\"ADDED\"}"));
}

void TestFrameSplitter::brokenObjectDoesNotSwallowTheNextFrame_data()
{
    QTest::addColumn<QByteArray>("broken");
    QTest::newRow("inside an object") << QByteArray(R"({"type":"ADDED","object":{"a":[1)");
    QTest::newRow("inside a string") << QByteArray(R"({"type":"ADDED","object":{"a":"half)");
    QTest::newRow("after a colon") << QByteArray(R"({"type":)");
}

void TestFrameSplitter::brokenObjectDoesNotSwallowTheNextFrame()
{
    QFETCH(QByteArray, broken);
    const QByteArray good = R"({"type":"MODIFIED","object":{"b":{}}})";
    const QByteArray stream = broken + '\n' + good + '\n' + good + '\n';
    for (qsizetype first = 1; first < stream.size(); ++first) {
        const auto out = split(stream, first, 1);
        QCOMPARE(out.size(), size_t{3});
        QCOMPARE(out[0].bytes, broken);
        QCOMPARE(out[1].bytes, good);
        QCOMPARE(out[2].bytes, good);
    }
}

QTEST_GUILESS_MAIN(TestFrameSplitter)
#include "tst_framesplitter.moc"
