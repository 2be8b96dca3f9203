// SPDX-License-Identifier: Apache-2.0
#include "core/kube/kubeconfig.h"

#include <cstdint>
#include <cstdlib>

#include <sys/mman.h>
#include <unistd.h>

using namespace konductor::kube;

namespace {

/// A file in memory that a loader can open by its name.
int memoryFile()
{
    static const int file = memfd_create("kubeconfig", MFD_CLOEXEC);
    return file;
}

/// Whether resolving may open files that the input names.
bool namesFiles(const QByteArray& yaml)
{
    for (const char* word : {"certificate-authority", "client-certificate", "client-key", "tokenFile", "\\", "exec"}) {
        if (yaml.contains(word)) {
            return true;
        }
    }
    return false;
}

} // namespace

/// A kubeconfig file: is loaded or refused with a reason, and so is each of its contexts.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const int file = memoryFile();
    if (file < 0 || ftruncate(file, 0) != 0 || pwrite(file, data, size, 0) != static_cast<ssize_t>(size)) {
        std::abort();
    }
    KubeConfig::Sources sources;
    sources.explicitFile = QStringLiteral("/proc/self/fd/%1").arg(file);
    const auto config = KubeConfig::load(sources);
    if (!config) {
        if (config.error().message.isEmpty()) {
            std::abort();
        }
        return 0;
    }
    if (namesFiles(QByteArray(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size)))) {
        return 0;
    }
    for (const KubeConfig::Context& context : config->contexts()) {
        const auto settings = config->settings(context.name);
        if (!settings && settings.error().message.isEmpty()) {
            std::abort();
        }
    }
    return 0;
}
