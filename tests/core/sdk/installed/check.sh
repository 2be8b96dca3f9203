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

# What is ours and shown, and nothing else.
shown=$(nm -DC --defined-only "$(find "$dir/prefix" -name 'libkonductor-core.so' | head -1)" | awk '{ $1 = ""; $2 = ""; print }')
grep -q 'konductor::sdk::Client::acquireSemaphore' <<<"$shown"
if grep -vE '^ *(typeinfo( name)? for |vtable for |VTT for )?konductor::|^ *(non-virtual thunk to|guard variable for) konductor::' <<<"$shown" | grep -E 'simdjson|YAML::|std::' | head -3; then
    echo "check.sh: names of others leave the library" >&2
    exit 1
fi
if grep -q 'konductor::sdk::ClientCore::' <<<"$shown"; then
    echo "check.sh: what is private to the client library leaves it" >&2
    exit 1
fi
