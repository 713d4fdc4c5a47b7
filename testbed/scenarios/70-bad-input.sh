#!/usr/bin/env bash
# Proves: broken files, libraries and arguments get a clear message and harm nothing
. "$(dirname "$0")/../lib/scenario.sh"
. "$testbed/lib/station.sh"

events=/var/lib/mode-controller/events.jsonl
transition=/var/lib/mode-controller/transition.json

# said SINCE PATTERN : whether the daemon logged that.
said() {
  on journalctl --quiet --unit=mode-controller.service --after-cursor="$1" --output=cat | grep -E -e "$2"
}

cursor() {
  on journalctl --unit=mode-controller.service --lines=0 --show-cursor | sed -n 's/^-- cursor: //p'
}

restart() {
  on systemctl reset-failed mode-controller.service
  on systemctl restart mode-controller.service
}

root_call() {
  on busctl call org.dubnium.ModeController /org/dubnium/ModeController org.dubnium.ModeController "$@"
}

settled_in desktop
request studio-local
request desktop

part "arguments"
exits 2 "mode: an unknown verb" on mode frobnicate
matches "it says so" frobnicate "$output"
exits 2 "mode: an unknown option" on mode status --frobnicate
exits 14 "mode: an unknown mode" on mode request sleeping
matches "it names the modes there are" compute "$output"
exits 1 "bus: an unknown mode" root_call RequestMode 'sa{sv}' 'no such mode; $(reboot)' 0
exits 1 "bus: an unknown option" root_call RequestMode 'sa{sv}' compute 1 colour s green
matches "it names the option" colour "$output"
exits 1 "bus: an option of a wrong type" root_call RequestMode 'sa{sv}' compute 1 timeout s soon
exits 1 "bus: wrong arguments" root_call RequestMode u 7
exits 1 "bus: an unknown method" root_call MakeCoffee
exits 1 "bus: the method of another interface" on busctl call org.dubnium.ModeController \
  /org/dubnium/ModeController org.example.Other Refresh
exits 1 "bus: an object that is not there" on busctl call org.dubnium.ModeController \
  /org/dubnium/ModeController/job/4711 org.dubnium.ModeController.Job Cancel
equals "nothing has changed" "desktop settled" "$(property CurrentMode) $(property Condition)"

part "a configuration that is broken"
for case in 'not JSON|{ "boot": ' 'an unknown key|{ "bood": {} }' 'a wrong type|{ "boot": { "defaultMode": 7 } }' \
  'an unknown mode|{ "boot": { "defaultMode": "sleeping" } }' 'a wrong duration|{ "observation": { "deadline": "soon" } }' \
  'an impossible GPU|{ "hardware": { "displayGpu": "GPU-ffffffff-0000-0000-0000-000000000000", "presentGpus": ["0"] } }' \
  'overlays in a circle|{ "modes": { "desktop": { "overlay": "studio-local" } } }'; do
  put /etc/dubnium/mode-controller.d/90-scenario.json <<<"${case#*|}"
  # 78, EX_CONFIG: as the daemon itself ends then, and is not started again.
  exits 78 "${case%%|*}: mode-controller --check refuses it" on mode-controller --check
  matches "it names file and line" '90-scenario.json:[12]: ' "$output"
  exits 1 "${case%%|*}: the reload fails" root_call Reload
  equals "the daemon lives on with what it had" "desktop settled" \
    "$(property CurrentMode) $(property Condition)"
done
on rm /etc/dubnium/mode-controller.d/90-scenario.json
exits 0 "mended, the reload works" root_call Reload

part "an audit log with a torn last line"
mark=$(cursor)
# As a power cut leaves it: what is on record as a whole is also in the journal, and may not be missing.
on sh -c 'printf "{\"sequence\":9999,\"timest" >>"$0"' "$events"
restart
settled_in desktop
matches "the daemon says what it found" audit "$(said "$mark" 'torn|truncated|incomplete' || true)"
exits 0 "mode audit verify" on mode audit verify
request studio-local
equals "it still switches" 0 "$status"
request desktop
equals "the chain goes on" sound "$(audit_chain)"

part "an audit log in which a line was changed"
on sed -i '2s/"timestamp":"2/"timestamp":"3/' "$events"
exits 1 "mode audit verify" on mode audit verify
matches "it names the line" '\b2\b' "$output"

part "a journal of transitions that is cut off"
mark=$(cursor)
on systemctl stop mode-controller.service
put "$transition" <<<'{ "schema": 1, "id": "half'
on systemctl start mode-controller.service
settled_in desktop
matches "the daemon says what it set aside" transition.json "$(said "$mark" transition.json || true)"

part "state files that are cut off"
on systemctl stop mode-controller.service
on sh -c 'for file in /run/mode-controller/*.json; do truncate --size=10 "$file"; done
  : >/run/mode-controller/current; : >/run/mode-controller/desired'
on systemctl start mode-controller.service
settled_in desktop
mark=$(cursor)
restart
settled_in desktop
equals "what was said of them at the first start is not said again" "" "$(said "$mark" 'cannot use' || true)"
request studio-local
request desktop
station_files desktop

part "no NVML library"
mark=$(cursor)
adjust '{ "nvml": { "library": "/usr/lib/nowhere/libnvidia-ml.so.1" } }'
matches "a reload says that another library waits for a restart" 'nvml: in force with the next start' \
  "$(said "$mark" 'next start' || true)"
restart
within 20 "the daemon lives" property Condition
matches "status tells what is missing" 'libnvidia-ml.so.1' "$(on mode status || true)"
request compute
equals "a switch is refused" 24 "$status"
restore_settings

part "an NVML library that lacks symbols, and one that is none"
for variant in no-v3 v1-only bare; do
  adjust "{ \"nvml\": { \"library\": \"/usr/lib/dubnium-testbed/variants/$variant/libnvidia-ml.so.1\" } }"
  restart
  settled_in desktop
done
adjust '{ "nvml": { "library": "/usr/lib/dubnium-testbed/variants/foreign/libnvidia-ml.so.1" } }'
restart
within 20 "the daemon lives" property Condition
matches "status tells what is wrong" 'foreign/libnvidia-ml.so.1 as NVML' "$(on mode status || true)"
restore_settings

part "a driver that does not fit its library"
on gpu-sim fault set nvmlInit_v2 code=18
restart
within 20 "the daemon lives" property Condition
matches "status tells it" 'VERSION_MISMATCH' "$(on mode status || true)"
on gpu-sim fault clear
restart
settled_in desktop
