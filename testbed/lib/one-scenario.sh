#!/usr/bin/env bash
# one-scenario SCENARIO TALLY: runs it on a machine of its own. What passed, what failed and the seconds that
# it took go to TALLY, evidence of what failed to target/testbed.
set -euo pipefail
. "$(dirname "$(readlink -f "$0")")/all.sh"

scenario=$1
TALLY=$2
title=$(basename "$scenario" .sh)
MACHINE=${title%%-*}-$$
DUBNIUM_DEB=$(package dubnium)
FLEET_DEB=$(package dubnium-fleet)
export TALLY MACHINE DUBNIUM_DEB FLEET_DEB
running=

clean_up() {
  [[ -z $running ]] || kill "$running" 2>/dev/null || true
  remove_fleet "$MACHINE"
}
trap clean_up EXIT
trap 'exit 130' INT TERM HUP

printf '\n%s: %s\n' "$title" "$(sed -n 's/^# Proves: //p' "$scenario")"
case $(sed -n 's/^# Machine: //p' "$scenario") in
  fleet*)
    layers=$(fleet_layers)
    boot_fleet "$MACHINE" "$layers"
    ;;
  pods*)
    layers=$(fleet_layers)
    boot_pods "$MACHINE" "$layers"
    ;;
  bare*)
    layers=$(prepared_layers workstation)
    boot_machine "$MACHINE" "$layers"
    ;;
  *)
    layers=$(installed_layers)
    boot_machine "$MACHINE" "$layers"
    ;;
esac
# In the background, since a shell heeds signals while it waits, and not while it runs something.
bash "$scenario" &
running=$!
wait "$running" || true
running=
read -r passed failed <"$TALLY" || { passed=0 failed=1; }
((passed + failed)) || failed=1
if ((failed)); then
  keep_evidence "$MACHINE" "$repository/target/testbed/$title"
  printf '  its journal and state are kept in %s\n' "$repository/target/testbed/$title"
fi
printf '%s %s %s\n' "$passed" "$failed" "$SECONDS" >"$TALLY"
