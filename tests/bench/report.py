# SPDX-License-Identifier: Apache-2.0
"""The report as Markdown, for the README."""


def number(value, digits=0, unit=""):
    return "–" if value is None else f"{value:,.{digits}f}{unit}"


def peers(report):
    rows = report.get("peers")
    if not rows:
        return []
    lines = [f"{report['permits']:,} permits from the load server, all of them listed, decoded and indexed; then "
             f"{report['changes']:,} changes as fast as they are taken in; then a 410 and everything again:", "",
             "| Client | Listed | Peak memory | CPU | Changes a second | Memory while it lists again |",
             "|---|--:|--:|--:|--:|--:|"]
    for name, row in rows.items():
        why = row.get("missing") or row.get("failed")
        if why:
            lines.append(f"| {name} | not measured: {why} | | | | |")
            continue
        ratio = row.get("relistMemoryRatio")
        lines.append(f"| {name} | {number(row.get('seconds'), 2, ' s')} | {number(row.get('peakMemoryMiB'), 0, ' MiB')} "
                     f"| {number(row.get('cpuSeconds'), 1, ' s')} | {number(row.get('changesPerSecond'))} "
                     f"| {'–' if ratio is None else f'{ratio:.2f} ×'} |")
    return lines + [""]


def curve(report):
    points = report.get("curve")
    if not points:
        return []
    lines = ["| Objects | Headless, synced | Memory | Window, rows interactive | Memory |", "|--:|--:|--:|--:|--:|"]
    for point in points:
        head, window = point["headless"], point["window"]
        lines.append(f"| {point['objects']:,} | {number(head.get('seconds'), 2, ' s')} "
                     f"| {number(head.get('peakMemoryMiB'), 0, ' MiB')} | {number(window.get('interactive'), 2, ' s')} "
                     f"| {number(window.get('peakMemoryMiB'), 0, ' MiB')} |")
    return lines + [""]


def real_server(report):
    measured = report.get("realserver")
    if not measured:
        return []
    if "missing" in measured:
        return [f"On the real API server: not measured, {measured['missing']}.", ""]
    rows = measured["rows"]
    download = rows["curl, one answer, not decoded"].get("seconds")
    lines = [f"The real API server with {report['permits']:,} permits:", "",
             "| Client | Listed | Beside curl | Peak memory |", "|---|--:|--:|--:|"]
    for name, row in rows.items():
        seconds = row.get("seconds")
        ratio = None if seconds is None or download is None else seconds / download
        lines.append(f"| {name} | {row['failed'] if 'failed' in row else number(seconds, 2, ' s')} "
                     f"| {number(ratio, 2, ' ×')} | {number(row.get('peakMemoryMiB'), 0, ' MiB')} |")
    return lines + [""]


def fastest(figures, name):
    return [entry for key, entry in (figures or {}).items() if isinstance(entry, dict) and key.startswith(name)]


def rate(report, part, name, key, scale):
    entries = [entry for entry in fastest(report.get(part), name) if key in entry]
    return entries[0][key] / scale if entries else None


def slowest(report, name, part="tables"):
    times = [entry["real_time"] for entry in fastest(report.get(part), name) if "real_time" in entry]
    return max(times) if times else None


def seconds(milliseconds):
    return number(None if milliseconds is None else milliseconds / 1000, 2, " s")


def bounds(report):
    """What the issue asks for, beside what was measured."""
    start, idle, latency = (report.get(part) or {} for part in ("start", "idle", "latency"))
    namespaces = report.get("namespaces") or {}
    cpu = idle.get("cpuShare")
    rows = [
        ("decode into typed values, one thread", "≥ 500 MB/s",
         number(rate(report, "inside", "decodeToValues", "bytes_per_second", 1e6), 0, " MB/s")),
        ("changes into the store, one thread", "≥ 100,000/s",
         number(rate(report, "inside", "applyChanges", "items_per_second", 1), 0, "/s")),
        ("a key in the filter, 100,000 rows, the slowest", "≤ 50 ms",
         number(slowest(report, "filterKeystroke"), 0, " ms")),
        ("sorting by any column, 100,000 rows, the slowest", "≤ 100 ms",
         number(slowest(report, "sortByColumn"), 0, " ms")),
        ("10,000 changes a second: wire to painted, p99", "≤ 100 ms", number(latency.get("p99Ms"), 0, " ms")),
        ("the same: the window's thread away, longest", "≤ 33 ms", number(latency.get("longestGapMs"), 0, " ms")),
        ("the same: memory before and after", "flat",
         f"{number(latency.get('memoryBeforeMiB'))} → {number(latency.get('memoryAfterMiB'), 0, ' MiB')}"),
        ("start to first paint", "≤ 300 ms", number((start.get("firstPaint") or 0) * 1000 or None, 0, " ms")),
        ("start to the synced sandbox", "≤ 1 s", number(start.get("interactive"), 2, " s")),
        ("a snapshot of 100,000 permits to JSON", "≤ 2 s", seconds(slowest(report, "snapshotOfServerBytes", "inside"))),
        ("the same opened", "≤ 2 s", seconds(slowest(report, "snapshotOpened", "inside"))),
        ("the same in the window: the thread away, longest", "≤ 33 ms",
         number((report.get("opening") or {}).get("longestGapMs"), 0, " ms")),
        ("two of them compared", "≤ 1 s", seconds(slowest(report, "snapshotDiffed", "inside"))),
        ("200 namespaces × 11 kinds without a right over all of them: synced", "≤ 10 s",
         number(namespaces.get("seconds"), 1, " s")),
        ("the same: connections", "bounded", number(namespaces.get("connections"))),
        ("ticking countdowns, nothing else", "≤ 1 % of a core", number(None if cpu is None else cpu * 100, 1, " %")),
    ]
    return ["| What | Target | Measured |", "|---|--:|--:|", *(f"| {a} | {b} | {c} |" for a, b, c in rows), ""]


def markdown(report):
    machine = report["machine"]
    head = [f"Measured on {report['date']} with `{report['command'].strip()}` on {machine['cores']} cores "
            f"({machine['processor']}), {machine['memoryGiB']} GiB; medians of {report['runs']} runs, load before the "
            f"run {machine['loadBefore']:.1f}.", ""]
    return "\n".join(head + peers(report) + real_server(report) + curve(report) + bounds(report))
