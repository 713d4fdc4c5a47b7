#!/usr/bin/env bash
# pods-property-inside COUNT SEED: runs what is built, in the builder; see testbed/pods-property.
set -euo pipefail
cd "$(dirname "$0")/../.."

built=fleet-agent/target
[[ -e $built/dubnium-fleet-agent.jar && -d $built/test-classes/org/dubnium/fleet/pod ]] || {
  echo "cannot find $built/dubnium-fleet-agent.jar: leave out --no-build" >&2
  exit 1
}
java=$(packaging/jdk-home)/bin/java
exec "$java" -Xmx512m -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -XX:-UsePerfData \
  -cp "$built/test-classes:$built/dubnium-fleet-agent.jar:$built/lib/*:testbed/runpod/target/classes" \
  org.dubnium.fleet.pod.reconcile.PodSchedules "$@"
