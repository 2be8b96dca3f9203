#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# check.sh BUILD: installs the client library of a build and builds a program on it, by CMake and by pkg-config.
set -euo pipefail
build=$1
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cmake --install "$build" --component KonductorCore --prefix "$dir/prefix" >"$dir/log"

cmake -G Ninja -S "$here" -B "$dir/cmake" -DCMAKE_PREFIX_PATH="$dir/prefix" >>"$dir/log" 2>&1 || { cat "$dir/log"; exit 1; }
cmake --build "$dir/cmake" >>"$dir/log" 2>&1 || { cat "$dir/log"; exit 1; }
"$dir/cmake/consumer"

library=$(dirname "$(find "$dir/prefix" -name konductor-core.pc)")
export PKG_CONFIG_PATH=$library
read -ra flags <<<"$(pkg-config --cflags --libs konductor-core)"
"${CXX:-c++}" -fPIC "$here/main.cpp" -o "$dir/consumer" "${flags[@]}"
LD_LIBRARY_PATH=$(dirname "$library") "$dir/consumer"

# Each header stands alone.
include=$dir/prefix/include/konductor
(cd "$include" && find core -name '*.h' | sort) >"$dir/headers"
while read -r header; do
    echo "#include \"$header\"" >"$dir/one.cpp"
    "${CXX:-c++}" -fPIC -fsyntax-only "$dir/one.cpp" "${flags[@]}" || { echo "check.sh: $header does not stand alone" >&2; exit 1; }
done <"$dir/headers"

python3 -B "$here/exports.py" "$(find "$dir/prefix" -name 'libkonductor-core.so' | head -1)" "$include"
