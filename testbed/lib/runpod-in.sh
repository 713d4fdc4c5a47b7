#!/usr/bin/env bash
# runpod-in ROOT PROGRAM PODS: RunPod's stand-in in the network that this is called in, in a builder of that root; its
# pods are made by who reads the queue in PODS.
set -euo pipefail
. "$(dirname "$0")/common.sh"
. "$testbed/lib/container.sh"

privately bash "$testbed/lib/builder-shell.sh" "$1" --bind-ro="$2:/run/runpod" --bind="$3:/run/pods" -- bash -euc '
  exec "$(packaging/jdk-home)/bin/java" -Xmx256m -XX:-UsePerfData -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
    -cp "/run/runpod/dubnium-runpod-stand-in.jar:/run/runpod/lib/*" org.dubnium.testbed.runpod.server.Main \
    --listen 127.0.0.1:8090 --timing quick --limits none --pod-command "$PWD/testbed/lib/pod-command"'
