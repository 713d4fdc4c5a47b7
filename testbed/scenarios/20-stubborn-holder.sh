#!/usr/bin/env bash
# Proves: a process that will not let go of the GPU makes the switch roll back, and is named
. "$(dirname "$0")/../lib/scenario.sh"
. "$testbed/lib/station.sh"

settled_in desktop
session=$(seat_session)

part "a program in alice's session ignores SIGTERM"
as alice bash -c 'gpu-hold --memory 2048 --stubborn >/tmp/holder &'
within 5 "it holds the GPU" on grep -q holding /tmp/holder
pid=$(on pgrep -f 'gpu-hold.*--stubborn')

request compute
equals "mode request compute exits 20" 20 "$status"
matches "it names the process" "$pid" "$output"
matches "it names the program" gpu-hold "$output"
matches "it names the unit" "session-$session.scope" "$output"
matches "it names the session" "session $session" "$output"

reason=$(property LastTransition)
equals "the bus says rolled-back, gpu-not-released" "rolled-back gpu-not-released" \
  "$(jq -r '"\(.outcome) \(.code)"' <<<"$reason")"
equals "the record names the holder for programs" "$pid gpu-hold session-$session.scope $session" "$(
  on jq -r '.reason.holders[] | "\(.pid) \(.command) \(.unit) \(.session)"' \
    /run/mode-controller/last-transition.json
)"

part "the desktop is usable again"
another_session() {
  local now
  now=$(on loginctl list-sessions --no-legend | awk -v old="$session" '$4 == "seat0" && $1 != old { print $1 }')
  [[ $now ]]
}
within 30 "a new session is on seat0" another_session
equals "desktop.target and the display manager are up" $'active\nactive' \
  "$(on systemctl is-active desktop.target display-manager.service || true)"
equals "compute is down" $'inactive\ninactive' \
  "$(on systemctl is-active compute.target vllm.service || true)"
equals "the audit chain holds" sound "$(audit_chain)"
equals "no transition is left open" "" "$(unfinished)"

part "with the holder gone"
on kill -KILL "$pid"
settled_in desktop
request compute
equals "the same request succeeds" 0 "$status"
station compute
