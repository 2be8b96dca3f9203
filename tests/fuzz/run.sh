#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# run.sh SECONDS TARGET: one libFuzzer target on its seeds and on what earlier runs learnt. Run from the project's root.
set -euo pipefail
seconds=$1 target=$2
mkdir -p "build/fuzz/corpus/$target" "build/fuzz/found/$target"
echo "Fuzzing $target for $seconds s" >&2
if ! UBSAN_OPTIONS=print_stacktrace=1 "build/fuzz/fuzz/fuzz_$target" -max_total_time="$seconds" -timeout=10 \
    -rss_limit_mb=2048 -max_len=16384 -print_final_stats=1 -verbosity=0 -artifact_prefix="build/fuzz/found/$target/" \
    "build/fuzz/corpus/$target" "build/fuzz/seeds/$target" >"build/fuzz/$target.log" 2>&1; then
    cat "build/fuzz/$target.log" >&2
    echo "Found something in $target; see build/fuzz/found/$target" >&2
    exit 1
fi
echo "$target: $(sed -n 's/^stat::number_of_executed_units: *//p' "build/fuzz/$target.log") inputs, nothing found" >&2
