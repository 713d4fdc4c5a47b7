#!/usr/bin/env bash
# load-inside OPTION…: measures what is built, in the builder; see testbed/load.
set -euo pipefail
cd "$(dirname "$0")/../.."

built=fleet-agent/target
[[ -e $built/dubnium-fleet-agent.jar && -d $built/test-classes/org/dubnium/fleet/load ]] || {
  echo "cannot find $built/dubnium-fleet-agent.jar: leave out --no-build" >&2
  exit 1
}
# On the disk of the repository: what is written is measured, and a tmpfs would flatter it.
mkdir -p target/testbed
work=$(mktemp -d "$PWD/target/testbed/load.XXXXXX")
trap 'rm -rf "$work"' EXIT
java=$(packaging/jdk-home)/bin/java
"$java" -Xmx1g --enable-native-access=ALL-UNNAMED -XX:-UsePerfData \
  -cp "$built/test-classes:$built/dubnium-fleet-agent.jar:$built/lib/*" org.dubnium.fleet.load.FleetLoad \
  --work "$work" "$@"
