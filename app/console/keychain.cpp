// SPDX-License-Identifier: Apache-2.0
#include "app/console/keychain.h"

#include <qt6keychain/keychain.h>

namespace konductor::app {

using namespace Qt::StringLiterals;

namespace {

Error errorOf(const QKeychain::Job& job)
{
    const QString subject = u"keychain"_s;
    switch (job.error()) {
    case QKeychain::EntryNotFound:
        return makeError(Error::Kind::NotFound, subject, u"nothing is kept under this name"_s);
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return makeError(Error::Kind::Forbidden, subject, u"it was not opened"_s, u"Unlock it and try again."_s);
    default:
        return makeError(Error::Kind::Unsupported, subject, job.errorString(),
                         u"Without a keychain a secret is kept until the program ends."_s);
    }
}

/// A job ends itself after its signal.
template <class J> J* newJob(const QString& name)
{
    auto* job = new J(QLatin1StringView(Keychain::service));
    job->setKey(name);
    job->setInsecureFallback(false);
    return job;
}

Result<void> resultOf(const QKeychain::Job& job)
{
    return job.error() == QKeychain::NoError ? Result<void>() : fail(errorOf(job));
}

} // namespace

void Keychain::probe(std::function<void(bool)> told)
{
    read(u"is there a keychain"_s, [told = std::move(told)](const Result<Secret>& secret) {
        told(secret || secret.error().kind == Error::Kind::NotFound);
    });
}

void Keychain::read(const QString& name, std::function<void(Result<Secret>)> told)
{
    auto* job = newJob<QKeychain::ReadPasswordJob>(name);
    connect(job, &QKeychain::Job::finished, this, [job, told = std::move(told)] {
        told(job->error() == QKeychain::NoError ? Result<Secret>(Secret(job->binaryData())) : fail(errorOf(*job)));
    });
    job->start();
}

void Keychain::write(const QString& name, const Secret& secret, std::function<void(Result<void>)> told)
{
    auto* job = newJob<QKeychain::WritePasswordJob>(name);
    job->setBinaryData(secret.reveal());
    connect(job, &QKeychain::Job::finished, this, [job, told = std::move(told)] { told(resultOf(*job)); });
    job->start();
}

void Keychain::remove(const QString& name, std::function<void(Result<void>)> told)
{
    auto* job = newJob<QKeychain::DeletePasswordJob>(name);
    connect(job, &QKeychain::Job::finished, this, [job, told = std::move(told)] { told(resultOf(*job)); });
    job->start();
}

} // namespace konductor::app
