// SPDX-License-Identifier: Apache-2.0
#include "tests/chaos/tunnel.h"

namespace konductor::test {

using Type = Fault::Type;

Tunnel::Tunnel(QTcpSocket* client, Upstream upstream, FaultFor faultFor)
    : m_client(client)
    , m_upstream(std::move(upstream))
    , m_faultFor(std::move(faultFor))
    , m_outlet(*client)
{
    m_client->setParent(this);
    m_client->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_client, &QTcpSocket::readyRead, this, &Tunnel::clientSent);
    connect(m_client, &QTcpSocket::disconnected, this, &QObject::deleteLater);
    connect(&m_server, &QSslSocket::readyRead, this, &Tunnel::upstreamSent);
    connect(&m_server, &QSslSocket::disconnected, this, &Tunnel::upstreamLeft);
    clientSent();
}

Tunnel::~Tunnel()
{
    m_server.disconnect(this);
    m_client->disconnect(this);
}

void Tunnel::clientSent()
{
    m_request += m_client->readAll();
    const qsizetype end = m_request.indexOf("\r\n\r\n");
    if (!m_busy && end >= 0) {
        const QByteArray head = m_request.first(end + 4);
        m_request.remove(0, end + 4);
        begin(head);
    }
}

void Tunnel::begin(const QByteArray& head)
{
    const QByteArray target = head.split(' ').value(1);
    m_busy = true;
    m_dead = m_headPassed = false;
    m_watch = target.contains("watch=1");
    m_passed = 0;
    m_line.clear();
    m_answer.reset();
    m_fault = m_faultFor(target.split('?').first(), m_watch);
    m_outlet.setDelay(m_fault.type == Type::Delay ? m_fault.amount / 2 : 0);
    m_outlet.setDrip(m_fault.type == Type::Drip ? 2 * m_fault.amount : 0);
    if (m_fault.type == Type::Reset) {
        m_outlet.reset();
    } else if (const QByteArray instead = answerOf(m_fault); !instead.isEmpty()) {
        m_outlet.write(instead);
        ended();
    } else if (m_fault.type != Type::Silence) {
        forward(head);
    }
}

void Tunnel::forward(const QByteArray& head)
{
    const bool tls = m_upstream.server.scheme() == QLatin1StringView("https");
    if (m_server.state() != QAbstractSocket::ConnectedState) {
        const auto port = static_cast<quint16>(m_upstream.server.port());
        m_server.abort();
        if (tls) {
            m_server.setSslConfiguration(m_upstream.tls);
            m_server.connectToHostEncrypted(m_upstream.server.host(), port);
        } else {
            m_server.connectToHost(m_upstream.server.host(), port);
        }
        m_server.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    }
    QByteArrayList lines = head.split('\n');
    QByteArrayList request;
    QByteArrayList first = lines.takeFirst().split(' ');
    first[1].prepend(m_upstream.server.path(QUrl::FullyEncoded).toLatin1());
    request += first.join(' ');
    request += "Host: " + m_upstream.server.authority().toLatin1() + '\r';
    if (!m_upstream.authorization.isEmpty()) {
        request += "Authorization: " + m_upstream.authorization + '\r';
    }
    for (const QByteArray& line : lines) {
        if (!line.toLower().startsWith("host:")) {
            request += line;
        }
    }
    m_server.write(request.join('\n'));
}

void Tunnel::upstreamSent()
{
    m_answer.feed(m_server.readAll());
    if (!m_answer.hasHead() || m_dead) {
        return;
    }
    passHead();
    const QByteArray body = m_answer.takeBody();
    if (m_watch && m_chunked) {
        passFrames(body);
    } else if (!body.isEmpty()) {
        passBytes(body);
    }
    if (m_answer.isComplete() && !m_dead) {
        if (m_chunked) {
            m_outlet.write("0\r\n\r\n");
        }
        ended();
    }
}

void Tunnel::upstreamLeft()
{
    if (m_busy && !m_dead) {
        m_outlet.close();
    }
}

void Tunnel::passHead()
{
    if (std::exchange(m_headPassed, true)) {
        return;
    }
    m_chunked = m_answer.isChunked();
    QByteArray head = m_answer.head();
    if (m_fault.type == Type::CutCleanly && !m_chunked) {
        // An end that looks whole needs a coding whose length is not told before.
        head.replace("Content-Length:", "X-Length:");
        head.insert(head.size() - 2, "Transfer-Encoding: chunked\r\n");
        m_chunked = true;
    }
    m_outlet.write(head);
}

void Tunnel::passFrames(const QByteArray& bytes)
{
    m_line += bytes;
    qsizetype end = 0;
    while (!m_dead && (end = m_line.indexOf('\n')) >= 0) {
        const QByteArray frame = m_line.first(end + 1);
        m_line.remove(0, end + 1);
        passFrame(frame);
    }
}

void Tunnel::passFrame(const QByteArray& frame)
{
    if (cut(frame, m_passed++ >= m_fault.after ? m_fault.amount : frame.size())) {
        return;
    }
    if (m_fault.type == Type::Garbage && m_passed > m_fault.after) {
        send(frameOf(m_fault, m_turn++) + '\n');
    } else if (m_passed > m_fault.after
               && (m_fault.type == Type::GoneEvent || m_fault.type == Type::ServerErrorEvent)) {
        send(frameOf(m_fault, m_turn++) + '\n');
        m_outlet.write("0\r\n\r\n");
        m_dead = true;
        m_outlet.close();
        return;
    }
    send(frame);
    if (m_fault.type == Type::Duplicate && ((m_fault.shape >> (m_turn++ % 32)) & 1) != 0) {
        send(frame);
    }
}

void Tunnel::passBytes(const QByteArray& bytes)
{
    if (!cut(bytes, m_fault.after - m_passed)) {
        m_passed += bytes.size();
        send(bytes);
    }
}

/// Whether the fault ends the exchange inside this part, of which `passes` bytes still come.
bool Tunnel::cut(const QByteArray& part, qsizetype passes)
{
    const bool cuts = m_fault.type == Type::Cut || m_fault.type == Type::CutCleanly || m_fault.type == Type::ResetInside
        || m_fault.type == Type::Stall;
    if (!cuts || passes >= part.size()) {
        return false;
    }
    if (passes > 0) {
        send(part.first(passes));
    }
    m_dead = true;
    m_server.abort();
    if (m_fault.type == Type::CutCleanly) {
        m_outlet.write("0\r\n\r\n");
        ended();
    } else if (m_fault.type == Type::Cut) {
        m_outlet.close();
    } else if (m_fault.type == Type::ResetInside) {
        m_outlet.reset();
    }
    return true;
}

void Tunnel::send(const QByteArray& bytes)
{
    if (m_chunked) {
        m_outlet.write(QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n");
    } else {
        m_outlet.write(bytes);
    }
}

void Tunnel::ended()
{
    m_busy = false;
    clientSent();
}

} // namespace konductor::test
