// SPDX-License-Identifier: Apache-2.0
#include "app/inspect/commands/commands.h"
#include "app/inspect/console.h"
#include "app/inspect/livetable.h"
#include "app/inspect/output/changeoutput.h"
#include "core/base/clock.h"
#include "core/base/text.h"
#include "core/live/clustermirror.h"
#include "core/live/livesession.h"
#include "core/live/selfcheck.h"

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace konductor::inspect {

namespace {

constexpr auto refreshEvery = 1s;
constexpr auto longestLastCheck = 30s;
constexpr auto shortestPause = 100ms; ///< Between two pictures, however much happens.

class WatchCommand final : public Command {
public:
    WatchCommand(CLI::App& options, const Globals& globals) : Command(globals)
    {
        options.add_option("KIND", m_words, "Kinds, such as leases or semaphore; all when none is given");
        options.add_option("-o,--output", m_output, "table or json")
            ->check(CLI::IsMember({"table", "json"}))
            ->capture_default_str();
        options.add_option("--for", m_for, "End after this time, such as 10s; else when interrupted")
            ->type_name("DURATION");
        options
            .add_flag("--self-check", m_selfCheck,
                      "Compare what is shown with fresh lists until the end; code 5 at the first object that differs")
            ->excludes("--output");
    }

    void start() override
    {
        const auto kinds = kindsFromArguments(m_words);
        const auto span = m_for.empty() ? Result<std::chrono::milliseconds>(0ms) : spanFromArgument(m_for);
        if (!kinds || !span) {
            return endWith(kinds ? span.error() : kinds.error(), Usage);
        }
        if (!openCluster()) {
            return;
        }
        m_kinds = *kinds;
        m_asJson = m_output == "json";
        m_pictures = !m_asJson && outputIsTerminal();
        if (*span > 0ms) {
            m_end = m_clock.after(*span, [this] { timeIsOver(); });
        }
        live::LiveOptions options;
        options.kinds = m_asJson ? m_kinds : std::vector<Kind>();
        options.tellJson = m_asJson;
        live::LiveSession& session = m_cluster->connect(options);
        connect(&session, &live::LiveSession::settled, this, &WatchCommand::settled);
        connect(&session.mirror(), &live::ClusterMirror::applied, this, &WatchCommand::applied);
        if (m_pictures) {
            writeOut(u"\x1b[?1049h\x1b[?25l"_s); // the other screen, no cursor
            draw();
        }
    }

    void interrupt() override { finish(Done); }

private:
    std::vector<Kind> tableKinds() const
    {
        return m_words.empty() ? std::vector<Kind>(primitiveKinds.begin(), primitiveKinds.end()) : m_kinds;
    }

    void settled()
    {
        const Gaps gaps = gapsOf(m_cluster->mirror(), m_kinds);
        const int code = gaps.exitCode(!m_words.empty());
        if (!m_pictures) {
            for (const QString& line : gaps.lines) {
                writeError(line);
            }
        }
        if (code == NotConnected) {
            finish(code);
            if (m_pictures) {
                writeError(gaps.lines.value(0));
            }
            return;
        }
        m_synced = true;
        if (m_selfCheck) {
            beginSelfCheck();
        }
        if (m_asJson) {
            tellSynced();
        } else if (!m_pictures) {
            writeOut(frame(true).join(u'\n') + u"\n\n"_s);
        }
    }

    void beginSelfCheck()
    {
        m_check = std::make_unique<live::SelfCheck>(m_cluster->session(), m_kinds, m_clock, live::SelfCheck::Options());
        connect(m_check.get(), &live::SelfCheck::differs, this, [this](const QString& what) {
            m_difference = visibleText(what);
            finish(Differs);
        });
        connect(m_check.get(), &live::SelfCheck::checked, this, [this] {
            if (m_over) {
                finish(Done);
            }
        });
        m_check->start();
    }

    /// A check under way is waited for, so that there is one at least.
    void timeIsOver()
    {
        m_over = true;
        if (m_check && m_check->checks() == 0) {
            m_end = m_clock.after(longestLastCheck, [this] { finish(Done); });
        } else {
            finish(Done);
        }
    }

    /// One line about the self-check, and what it makes of the exit code.
    int tellSelfCheck(int code)
    {
        const int checks = m_check ? m_check->checks() : 0;
        const int failures = m_check ? m_check->failures() : 0;
        QString line = u"self-check: %1 checks, %2 objects in the last, no difference"_s.arg(checks).arg(
            m_check ? m_check->objects() : 0);
        if (failures > 0) {
            line += u"; %1 without a complete list"_s.arg(failures);
        }
        writeError(code == Differs ? u"self-check: "_s + m_difference : line);
        return code == Done && checks == 0 ? InPart : code;
    }

    void tellSynced()
    {
        const ObjectIndex& objects = m_cluster->mirror().objects();
        qint64 count = 0;
        for (const Kind kind : m_kinds) {
            count += objects.count(kind);
        }
        writeOut(syncedLine(count, secondsSinceStart(), peakMemoryMiB()));
    }

    void applied(const live::ChangeBatch& batch)
    {
        if (m_pictures) {
            scheduleDraw(shortestPause);
        } else if (m_synced) {
            tell(batch);
        }
    }

    void tell(const live::ChangeBatch& batch)
    {
        const live::ClusterMirror& mirror = m_cluster->mirror();
        const Timestamp now = mirror.serverTime(m_clock.now());
        for (const live::Change& change : batch.changes) {
            if (m_asJson) {
                writeOut(changeLine(change));
            } else if (const auto kind = change.key().kind;
                       std::find(m_kinds.begin(), m_kinds.end(), kind) != m_kinds.end()) {
                writeOut(fitted(changeText(change, mirror.objects(), now), terminalSize().columns, false) + u'\n');
            }
        }
    }

    QStringList frame(bool everyLine) const
    {
        const LiveTableOptions options{tableKinds(), terminalSize(), outputTakesColour(), everyLine};
        return liveTable(m_cluster->mirror(), m_clock.now(), options);
    }

    /// A tick each second for the countdowns; sooner when something changed, never more often than a person sees.
    void scheduleDraw(std::chrono::milliseconds delay)
    {
        const auto due = m_clock.monotonic() + delay;
        if (!m_draw.isPending() || due < m_drawDue) {
            m_drawDue = due;
            m_draw = m_clock.after(delay, [this] { draw(); });
        }
    }

    void draw()
    {
        m_draw.cancel();
        writeOut(u"\x1b[H"_s + frame(false).join(u"\x1b[K\r\n"_s) + u"\x1b[K\x1b[J"_s);
        scheduleDraw(refreshEvery);
    }

    void finish(int code)
    {
        m_draw.cancel();
        m_end.cancel();
        if (m_pictures) {
            // The last picture stays on the screen that was there before.
            const QString last = code == Done ? frame(true).join(u'\n') + u'\n' : QString();
            writeOut(u"\x1b[?25h\x1b[?1049l"_s + last);
        }
        emit ended(m_selfCheck && (code == Done || code == Differs) ? tellSelfCheck(code) : code);
    }

    std::vector<std::string> m_words;
    std::string m_output = "table";
    std::string m_for;
    std::vector<Kind> m_kinds;
    SystemClock m_clock;
    TimerHandle m_end;
    TimerHandle m_draw;
    std::chrono::milliseconds m_drawDue{0};
    bool m_asJson = false;
    bool m_pictures = false; ///< Refreshed in place on a terminal.
    bool m_synced = false;
    bool m_selfCheck = false;
    bool m_over = false; ///< --for has run out.
    QString m_difference;
    std::unique_ptr<live::SelfCheck> m_check; ///< After the cluster, so that it goes before the session.
};

} // namespace

std::unique_ptr<Command> makeWatchCommand(CLI::App& options, const Globals& globals)
{
    return std::make_unique<WatchCommand>(options, globals);
}

} // namespace konductor::inspect
