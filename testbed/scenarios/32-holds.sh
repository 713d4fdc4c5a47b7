#!/usr/bin/env bash
# Proves: holds block or delay a switch for as long as whoever took them is there, and people are told in time
. "$(dirname "$0")/../lib/scenario.sh"
. "$testbed/lib/station.sh"

share=$(machine_folder "$MACHINE")/share
cp "$repository"/cli-shim/test/fake/{bus,wire}.py "$testbed/lib/notification-server.py" "$share/"

# hold UNIT USER ARGUMENT… : USER's `mode hold ARGUMENT…`, as a service that runs until it is stopped.
hold() {
  on systemd-run --quiet --collect --unit="$1" --uid="$2" mode hold "${@:3}" -- sleep infinity
  within 10 "the hold of $1 is in force" is_held "$1"
}

# is_held UNIT : whether a hold is tied to its main process.
is_held() {
  local pid
  pid=$(on systemctl show "$1.service" --property=MainPID --value)
  on mode holds --json | jq -e --argjson pid "$pid" 'any(.holds[]; .pid == $pid)'
}

no_hold() {
  [[ $(property Holds) == '[]' ]]
}

# refused WHO WHY : a request for compute is, and says whose hold it is and why.
refused() {
  request compute
  equals "mode request compute exits 11" 11 "$status"
  matches "it says who holds" "$1" "$output"
  matches "it says why" "$2" "$output"
  equals "the guard holds alone denies" "holds held" \
    "$(on jq -r '.guards[] | select(.verdict == "deny") | "\(.name) \(.code)"' /run/mode-controller/last-guards.json)"
  equals "nothing has changed" "desktop settled" "$(property CurrentMode) $(property Condition)"
}

# request_later MODE : asks in the background; requested waits for the end and sets status and output.
request_later() {
  on mode request "$1" >"$share/request.log" 2>&1 &
  requester=$!
}

requested() {
  status=0
  wait "$requester" || status=$?
  output=$(<"$share/request.log")
}

# waits_for TEXT : whether the running job waits, and says for whom.
waits_for() {
  local job
  job=$(property ActiveJob)
  on busctl --json=short call org.dubnium.ModeController "$job" org.freedesktop.DBus.Properties GetAll s \
    org.dubnium.ModeController.Job |
    jq -e --arg text "$1" '.data[0] | .State.data == "waiting" and (tojson | contains($text))'
}

settled_in desktop

part "a block hold, for the time of a command"
hold recording root --who=Reaper --why="a take is recorded" compute
refused Reaper "a take is recorded"
matches "mode holds shows it" 'compute +any +block +Reaper +a take is recorded +root' "$(on mode holds)"
on systemctl kill --signal=SIGKILL recording.service
within 10 "it ends with the command, however that ends" no_hold

part "one of alice's, which she takes without a word from her session"
as alice mode hold --leave --why="a film is rendered" desktop -- sleep 601 &
within 10 "it is in force" on sh -c 'mode holds | grep -q "a film is rendered"'
refused 'alice: sleep' "a film is rendered"
exits 13 "bob cannot end it" on setpriv --reuid=bob --regid=bob --init-groups mode release \
  "$(property Holds | jq -r '.[0].cookie')"
exits 0 "root can" on mode release "$(property Holds | jq -r '.[0].cookie')"
equals "it has ended" '[]' "$(property Holds)"
on pkill -f 'sleep 601'
wait $! || true

part "a hold of a connection"
on systemd-run --quiet --unit=connected python3 -B -c '
import sys
sys.path.insert(0, "/run/testbed")
from bus import CALL, DESTINATION, INTERFACE, MEMBER, PATH, Bus
name = "org.dubnium.ModeController"
bus = Bus("/run/dbus/system_bus_socket")
bus.send(CALL, {PATH: "/org/dubnium/ModeController", INTERFACE: name, MEMBER: "HoldMode", DESTINATION: name},
         "sssssa{sv}", ["compute", "any", "block", "jukebox", "a song plays", {}])
while True:
    bus.receive()'
within 10 "it is in force" on sh -c 'mode holds | grep -q jukebox'
refused jukebox "a song plays"
on systemctl stop connected.service
within 10 "it ends with the connection" no_hold

part "a hold survives the daemon"
hold recording root --who=Reaper --why="a take is recorded" compute
on systemctl kill --signal=SIGKILL mode-controller.service
within 30 "the daemon is back, and the hold too" is_held recording
settled_in desktop
refused Reaper "a take is recorded"
on systemctl stop recording.service
within 10 "and it still ends with the command" no_hold

part "a delay hold"
hold backup root --delay --who=backup --why="the disk is saved" compute
request_later compute
within 20 "the switch waits, and says for whom" waits_for "the disk is saved"
equals "nothing has been touched" "active inactive" \
  "$(on systemctl is-active desktop.target compute.target | paste -sd' ')"
on systemctl stop backup.service
requested
equals "it goes on once the hold is released" 0 "$status"
settled_in compute
request desktop
settled_in desktop

part "a daemon that dies while a switch waits"
hold backup root --delay --who=backup --why="the disk is saved" compute
request_later compute
within 20 "the switch waits" waits_for "the disk is saved"
transition=$(on jq -rs 'map(select(.event == "requested")) | last | .transition' /var/lib/mode-controller/events.jsonl)
on systemctl kill --signal=SIGKILL mode-controller.service
requested
matches "the client ends, and says how" '^(23|25)$' "$status"
within 30 "the daemon is back, and the hold too" is_held backup
equals "the request is on record as called off" "$transition cancelled" \
  "$(last_transition id) $(last_transition outcome)"
equals "so it is in the audit log" cancelled \
  "$(audited "$transition" 'map(select(.event == "finished")) | map(.details.transition.outcome) | join(" ")')"
settled_in desktop
on systemctl stop backup.service
within 10 "and the hold still ends with its command" no_hold

part "a delay hold that is never released"
adjust '{ "transition": { "delayMax": "2s" } }'
hold backup root --delay --who=backup --why="the disk is saved" compute
request compute
equals "it goes on after delayMax" 0 "$status"
settled_in compute
on systemctl stop backup.service
request desktop
settled_in desktop
restore_settings

part "logind's inhibitors are shown with the holds"
as alice systemd-inhibit --what=shutdown --who=render-farm --why="frames are left" --mode=block sleep 602 &
within 10 "mode holds shows it" on sh -c 'mode holds | grep -q "render-farm.*frames are left.*alice"'
on pkill -f 'sleep 602'
wait $! || true

part "alice is told before root ends her session, and says: not now"
bus=/run/user/$(on id -u alice)/bus
if ! on test -S "$bus"; then
  on systemd-run --quiet --unit=session-bus --uid=alice dbus-daemon --session --nofork --address="unix:path=$bus"
  within 10 "her session has a bus" on test -S "$bus"
fi
on systemd-run --quiet --unit=notifications --uid=alice --property=WorkingDirectory=/run/testbed \
  python3 -B notification-server.py "$bus" /tmp/notifications hold
exits 0 "mode-notify.service listens in her session" as alice systemctl --user start mode-notify.service
adjust '{ "transition": { "grace": "20s" } }'
request compute
equals "her button has the switch refused" 11 "$status"
matches "whose hold that is" 'Not now' "$output"
within 10 "she is told how it ended" on sh -c 'test "$(wc -l </tmp/notifications)" -eq 2'
equals "she was told that her session ends, and then how it ended" \
  $'Your session ends in 20 s: this machine goes to compute\nThis machine did not go to compute: blocked' \
  "$(on jq -r '.[0]' /tmp/notifications)"
equals "the second took the place of the first" "1 1" "$(on jq -r '.[2]' /tmp/notifications | paste -sd' ')"
matches "and by whom" 'Asked for by root' "$(on jq -r '.[1]' /tmp/notifications)"
equals "her session is still there" active "$(on systemctl is-active display-manager.service)"
exits 0 "the notice ends with her desktop" as alice systemctl --user stop mode-notify.service
within 10 "and so does her hold" no_hold
restore_settings
request compute
equals "then the switch goes through" 0 "$status"
equals "the audit chain holds" sound "$(audit_chain)"
