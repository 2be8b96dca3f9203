// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/snapshot/snapshot.h"

/// The words of the document for the program's enumerations, both ways.
namespace konductor::snapshot {

QString wordOf(Visibility::State state);
QString wordOf(Health::State state);
QString wordOf(PodCoverage::State state);
QString wordOf(live::OperatorHealth::Presence presence);
QString wordOf(insight::HolderVerdict::State state);
QString wordOf(insight::HolderVerdict::Why why);
QString wordOf(insight::HolderVerdict::What what);

/// Such a word as people read it: "neverSeen" is "never seen".
QString shownWord(const QString& word);
template <class State> QString shownWordOf(State state)
{
    return shownWord(wordOf(state));
}

/// Leaves `value` and says false when the word is none of them.
bool readWord(const QString& word, Visibility::State& value);
bool readWord(const QString& word, Health::State& value);
bool readWord(const QString& word, PodCoverage::State& value);
bool readWord(const QString& word, live::OperatorHealth::Presence& value);
bool readWord(const QString& word, insight::HolderVerdict::State& value);
bool readWord(const QString& word, insight::HolderVerdict::Why& value);
bool readWord(const QString& word, insight::HolderVerdict::What& value);

} // namespace konductor::snapshot
