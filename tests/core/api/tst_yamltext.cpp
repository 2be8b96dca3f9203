// SPDX-License-Identifier: Apache-2.0
#include "core/api/yamltext.h"

#include <QTest>

#include <yaml-cpp/yaml.h>

using namespace konductor;

class YamlTextTest : public QObject {
    Q_OBJECT
private slots:
    void keysKeepTheirOrderAndNumbersEveryDigit()
    {
        const auto yaml = yamlText(R"({"b":1.50,"a":90071992547409931,"c":[1,{"d":null}],"e":true})");
        QVERIFY(yaml);
        QCOMPARE(*yaml, QByteArray("b: 1.50\na: 90071992547409931\nc:\n  - 1\n  - d: ~\ne: true\n"));
    }

    void whatIsEmptyStaysOnTheLineOfItsKey()
    {
        const auto yaml = yamlText(R"({"a":{},"b":[],"c":[{},[]],"d":1})");
        QVERIFY(yaml);
        QCOMPARE(*yaml, QByteArray("a: {}\nb: []\nc:\n  - {}\n  - []\nd: 1\n"));
    }

    void whatAReaderMightTakeForSomethingElseIsQuoted_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"yes", "No", "null",        "12",          "1e3",        "0x1f", "2026-01-01", "",
                                 " x",  "x ", "a: b",        "#",           "~",          "*a",   "&a",         "!t",
                                 "- x", "{",  "line\\nline", "\\u001b[31m", "\\u202egpj", "über"}) {
            QTest::newRow(text) << QByteArray(text);
        }
    }
    void whatAReaderMightTakeForSomethingElseIsQuoted()
    {
        QFETCH(const QByteArray, text);
        const auto yaml = yamlText("{\"k\":\"" + text + "\"}");
        QVERIFY(yaml);
        const YAML::Node read = YAML::Load(yaml->toStdString());
        QByteArray expected = text;
        expected.replace("\\n", "\n").replace("\\u001b", "\x1b").replace("\\u202e", "\xe2\x80\xae");
        QCOMPARE(QByteArray::fromStdString(read["k"].as<std::string>()), expected);
        QCOMPARE(read["k"].Tag(), std::string("!")); // a quoted scalar: nobody may read it as anything but text
        QVERIFY(!yaml->contains('\x1b') && !yaml->contains("\xe2\x80\xae"));
    }

    void managedFieldsAreLeftOutOfTheMetadataAlone()
    {
        const auto yaml = yamlText(
            R"({"metadata":{"managedFields":[1],"name":"x"},"spec":{"managedFields":2,"metadata":{"managedFields":3}}})",
            ManagedFields::LeftOut);
        QVERIFY(yaml);
        QCOMPARE(*yaml,
                 QByteArray("metadata:\n  name: x\nspec:\n  managedFields: 2\n  metadata:\n    managedFields: 3\n"));
    }

    void whatIsNotJsonIsAnError()
    {
        for (const char* text : {"", "{", "{\"a\":}", "[1,", "nonsense"}) {
            const auto yaml = yamlText(text);
            QVERIFY2(!yaml, text);
            QVERIFY(yaml.error().kind == Error::Kind::Malformed);
        }
    }
};

QTEST_GUILESS_MAIN(YamlTextTest)
#include "tst_yamltext.moc"
