// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/report/dialect.h"
#include "core/report/waitdrawing.h"
#include "core/snapshot/meaning.h"

#include <kainjow/mustache.hpp>

/// What the templates say, as the template engine takes it. Private to core/report.
namespace konductor::report {

using TemplateData = kainjow::mustache::data;

TemplateData reportData(const snapshot::Meaning& meaning, const Dialect& dialect);
/// Whether there is a drawing, and what it leaves out; not the drawing itself.
void setDrawing(TemplateData& data, const WaitDrawing& drawing);

/// Fills the template of resources/report in.
std::string rendered(const QString& name, const TemplateData& data, const Dialect& dialect);
/// A file of resources/report.
QByteArray resource(const QString& name);

/// "2026-11-24 12:15:20 UTC": whoever reads it may be anywhere.
QString momentText(Timestamp time);
/// "Semaphores", "RW mutexes", "Lease requests"
QString titleOf(Kind kind);

} // namespace konductor::report
