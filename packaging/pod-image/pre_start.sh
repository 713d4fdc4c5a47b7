#!/usr/bin/env bash
# RunPod's official images run this before their own start, and wait for it: it starts the pod's role in the
# background, and returns at once. What ends is started again, as nobody else would; what is set wrongly is not.
set -euo pipefail
start=${DUBNIUM_START:-/opt/dubnium-pod/start}

# shellcheck disable=SC2016 # of the inner shell
setsid bash -c '
  while true; do
    status=0
    "$0" || status=$?
    ((status != 78)) || exit 78
    sleep 15
  done' "$start" </dev/null >&2 &
