// SPDX-License-Identifier: Apache-2.0
#include "core/kube/connection.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>

using namespace konductor;
using namespace konductor::kube;
using namespace Qt::StringLiterals;

/// Looks at the very bytes of a request's head, because a header may stand in it several times.
class TestImpersonation : public QObject {
    Q_OBJECT

    SystemClock m_clock;

private slots:
    void kube_2_23_everyValueHasItsOwnHeaderLine();
    void kube_2_23_valueThatWouldBreakTheHeaderIsRefused();
};

void TestImpersonation::kube_2_23_everyValueHasItsOwnHeaderLine()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QByteArray head;
    connect(&server, &QTcpServer::newConnection, this, [&] {
        QTcpSocket* socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, this, [&head, socket] {
            head += socket->readAll();
            if (head.contains("\r\n\r\n")) {
                socket->write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
            }
        });
    });
    ConnectionSettings settings;
    settings.server = QUrl(u"http://127.0.0.1:%1"_s.arg(server.serverPort()));
    settings.impersonation = {.user = u"jane"_s,
                              .uid = u"7"_s,
                              .groups = {u"a, b"_s, u"system:masters"_s},
                              .extra = {{u"acme.com/Projekt ü"_s, {u"x"_s, u"y"_s}}}};
    auto connection = Connection::open(settings, m_clock);
    QVERIFY(connection.has_value());
    Request request;
    request.path = u"/version"_s;
    const Result<Response> answer = QCoro::waitFor((*connection)->send(request));
    QVERIFY(answer.has_value());
    QByteArrayList lines;
    for (const QByteArray& line : head.split('\n')) {
        if (line.toLower().startsWith("impersonate")) {
            lines += line.trimmed();
        }
    }
    std::sort(lines.begin(), lines.end());
    const QByteArrayList expected{"Impersonate-Extra-acme.com%2FProjekt%20%C3%BC: x",
                                  "Impersonate-Extra-acme.com%2FProjekt%20%C3%BC: y",
                                  "Impersonate-Group: a, b",
                                  "Impersonate-Group: system:masters",
                                  "Impersonate-Uid: 7",
                                  "Impersonate-User: jane"};
    QCOMPARE(lines, expected);
}

void TestImpersonation::kube_2_23_valueThatWouldBreakTheHeaderIsRefused()
{
    ConnectionSettings settings;
    settings.server = QUrl(u"http://127.0.0.1:1"_s);
    settings.impersonation.user = u"jane\r\nX-Evil: 1"_s;
    const auto connection = Connection::open(settings, m_clock);
    QVERIFY(!connection);
    QCOMPARE(toString(connection.error().kind), toString(Error::Kind::Config));
}

QTEST_GUILESS_MAIN(TestImpersonation)
#include "tst_impersonation.moc"
