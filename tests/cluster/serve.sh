#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# serve.sh BINARY DIR CRDS: starts the real API server on DIR, installs the CRDs, prints its kubeconfig's path when
# every kind answers, and serves until interrupted.
set -euo pipefail
binary=$1 dir=$2 crds=$3
command -v kubectl >/dev/null || { echo "serve.sh: needs kubectl to install the CRDs" >&2; exit 1; }

"$binary" --dir "$dir" >"$dir/testcluster.log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null; exit 0' INT TERM EXIT
until grep -q '^ready ' "$dir/testcluster.log"; do
    kill -0 "$server" 2>/dev/null || { cat "$dir/testcluster.log" >&2; exit 1; }
    sleep 0.1
done
export KUBECONFIG=$dir/admin.kubeconfig
kubectl apply -f "$crds" >/dev/null
kubectl wait --for=condition=Established crd --all --timeout=30s >/dev/null
echo "kubeconfig: $(realpath "$dir/admin.kubeconfig")"
echo "The console on it: KUBECONFIG=$(realpath "$dir/admin.kubeconfig") ./dev run --cluster"
wait "$server"
