#!/usr/bin/env bash
# Proves: busctl, gdbus and mode switch the same way, with the same result
. "$(dirname "$0")/../lib/scenario.sh"
. "$testbed/lib/station.sh"

bus=(org.dubnium.ModeController /org/dubnium/ModeController)

by_mode() { on mode request "$1"; }
by_busctl() { on busctl call "${bus[@]}" org.dubnium.ModeController RequestMode 'sa{sv}' "$1" 0; }
by_gdbus() {
  on gdbus call --system --dest "${bus[0]}" --object-path "${bus[1]}" \
    --method org.dubnium.ModeController.RequestMode "$1" '{}'
}

# record : what is left of a transition once times and numbers are taken away.
record() {
  on jq -cS '{from, to, outcome, condition, reason, mode: .request.mode}' \
    /run/mode-controller/last-transition.json
}

# events : the kinds of audit lines of the newest transition.
events() {
  audited "$(last_transition id)" 'map(.event) | join(" ")'
}

settled_in desktop
declare -A seen
for way in mode busctl gdbus; do
  part "by $way"
  exits 0 "$way asks for compute" "by_$way" compute
  settled_in compute
  station_units compute
  seen[$way-there]="$(record) $(events)"
  exits 0 "$way asks for desktop" "by_$way" desktop
  settled_in desktop
  station_units desktop
  seen[$way-back]="$(record) $(events)"
done

part "the same is recorded"
for way in busctl gdbus; do
  equals "desktop → compute by $way" "${seen[mode-there]}" "${seen[$way-there]}"
  equals "compute → desktop by $way" "${seen[mode-back]}" "${seen[$way-back]}"
done
