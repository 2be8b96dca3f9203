// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QNetworkReply>

namespace konductor::kube {

/// The answer to a request that was not sent: ends with an error from the event loop.
class RefusedReply final : public QNetworkReply {
    Q_OBJECT
public:
    RefusedReply()
    {
        setError(QNetworkReply::ServiceUnavailableError, {});
        setFinished(true);
        QMetaObject::invokeMethod(this, &QNetworkReply::finished, Qt::QueuedConnection);
    }
    void abort() override { }

protected:
    qint64 readData(char*, qint64) override { return -1; }
};

} // namespace konductor::kube
