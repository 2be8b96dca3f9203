// SPDX-License-Identifier: Apache-2.0
#include "app/console/keychain.h"

#include "core/base/words.h"

#include <qt6keychain/keychain.h>

namespace konductor::app {

using namespace Qt::StringLiterals;

namespace {

Error errorOf(const QKeychain::Job& job)
{
    const QString subject = inWords("Keychain", "keychain");
    switch (job.error()) {
    case QKeychain::EntryNotFound:
        return makeError(Error::Kind::NotFound, subject, spoken("Keychain", "nothing is kept under this name"));
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return makeError(Error::Kind::Forbidden, subject, spoken("Keychain", "it was not opened"),
                         spoken("Keychain", "Unlock it and try again."));
    default:
        return makeError(Error::Kind::Unsupported, subject, job.errorString(),
                         spoken("Keychain", "Without a keychain a secret is kept until the program ends."));
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
