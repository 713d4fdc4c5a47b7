#!/usr/bin/env bash
# Proves: what drifts from the mode is seen, and put back within bounds; nothing else is touched
. "$(dirname "$0")/../lib/scenario.sh"
. "$testbed/lib/station.sh"

# degradation CLAUSE FILTER : what jq's FILTER makes of it; nothing if the clause holds.
degradation() {
  property Degradations | jq -r --arg clause "$1" ".[] | select(.clause == \$clause) | $2"
}

# shows CLAUSE FILTER VALUE
shows() {
  [[ $(degradation "$1" "$2") == "$3" ]]
}

# reconciled UNIT : what the audit log says of its repairs, oldest first.
reconciled() {
  on jq -rs --arg unit "$1" 'map(select(.event == "reconciled") | .details
    | select(.subject == $unit) | "\(.status) \(.attempt)") | join(", ")' \
    /var/lib/mode-controller/events.jsonl
}

# audit_lines : how many there are.
audit_lines() {
  on sh -c "wc -l </var/lib/mode-controller/events.jsonl"
}

# restarted : whether systemd has restarted the model server by itself.
restarted() {
  [[ $(on systemctl show vllm.service --property=NRestarts --value) -ge 1 ]]
}

# weight : ai.slice's CPUWeight.
weight() {
  on systemctl show ai.slice --property=CPUWeight --value
}

weighs() {
  [[ $(weight) == "$1" ]]
}

# sessions_of USER : how many there are.
sessions_of() {
  on loginctl list-sessions --no-legend | awk -v user="$1" '$3 == user' | wc -l
}

# has_sessions USER COUNT
has_sessions() {
  [[ $(sessions_of "$1") -eq $2 ]]
}

# break_server : it cannot start, and systemd does not try.
break_server() {
  put /etc/systemd/system/vllm.service.d/90-broken.conf \
    <<<$'[Service]\nExecStart=\nExecStart=/bin/false\nRestart=no'
  on systemctl daemon-reload
  on systemctl stop vllm.service
}

mend_server() {
  on rm /etc/systemd/system/vllm.service.d/90-broken.conf
  on systemctl daemon-reload
}

observe() {
  on busctl call org.dubnium.ModeController /org/dubnium/ModeController org.dubnium.ModeController \
    Refresh
}

server=unitsActive:vllm.service
weight_clause=slices:ai.slice:CPUWeight
screen=unitsActive:display-manager.service

settled_in desktop
request compute
equals "mode request compute exits 0" 0 "$status"
station compute

part "systemd restarts what died by itself"
on systemctl kill --signal=SIGKILL vllm.service
within 30 "systemd restarts the model server" restarted
settled_in compute
equals "nothing was done to it" "" "$(reconciled vllm.service)"

part "a unit that is stopped by hand comes back"
on systemctl stop vllm.service
within 5 "the clause is told at once" shows "$server" '"\(.expected) \(.observed)"' "active inactive"
within 5 "a repair is announced" shows "$server" .repair pending
matches "mode status says so" 'vllm.service.*repair pending' "$(on mode status)"
settled_in compute
station compute
equals "the audit log has it before and after" "begun 1, done 1" "$(reconciled vllm.service)"
# The MESSAGE_ID of "something is about to be brought back".
matches "journalctl -u vllm.service says who started it" 'compute wants it' \
  "$(on journalctl -u vllm.service MESSAGE_ID=ea3ec67f402641d281f273466fdd445a --output=cat)"

part "a weight that is changed by hand is put back"
on systemctl set-property --runtime ai.slice CPUWeight=7
# systemd announces no change of settings: the next look sees it, which comes every 30 s.
observe
equals "the clause is told" "400 7" "$(degradation "$weight_clause" '"\(.expected) \(.observed)"')"
within 60 "the weight is back" weighs 400
settled_in compute
station compute
equals "the audit log has it before and after" "begun 1, done 1" "$(reconciled ai.slice)"

part "a unit that cannot start is given up"
adjust '{ "reconcile": { "budget": 3, "backoff": { "first": "1s", "longest": "2s" } } }'
break_server
within 60 "it is given up" shows "$server" '"\(.repair) \(.attempts)"' "gave-up 3"
matches "the reason is told" 'cannot start vllm.service' "$(degradation "$server" .message)"
matches "mode status says so" 'vllm.service.*gave up' "$(on mode status)"
matches "the audit log ends with it" 'begun 3, failed 3, gave-up 3$' "$(reconciled vllm.service)"
lines=$(audit_lines)
for _ in 1 2 3 4 5; do
  observe
done
equals "however often it is looked at, nothing more is done" "$lines gave-up" \
  "$(audit_lines) $(degradation "$server" .repair)"
mend_server
observe
equals "it stays given up when it is mended" gave-up "$(degradation "$server" .repair)"
request compute
equals "mode request compute exits 0" 0 "$status"
station compute

part "a reload is a new beginning too"
break_server
within 60 "it is given up" shows "$server" .repair gave-up
mend_server
on systemctl reload mode-controller.service
settled_in compute
restore_settings
station compute

part "an overlay that loses a part is completed"
request studio-local
equals "mode request studio-local exits 0" 0 "$status"
on systemctl stop audio-priority.service
within 5 "it is told" shows overlay:studio-local .repair pending
settled_in studio-local
on systemctl set-property --runtime ai.slice CPUWeight=7
within 60 "a weight of its own is put back" weighs 20
settled_in studio-local
station studio-local
request desktop
equals "mode request desktop exits 0" 0 "$status"
station desktop

part "what is masked stays down"
sessions=$(sessions_of alice)
on systemd-run --quiet --unit=alice-elsewhere --property=PAMName=login --uid=alice sleep infinity
within 5 "alice has another session" has_sessions alice $((sessions + 1))
on mkdir -p /run/systemd/system.control
on ln -s /dev/null /run/systemd/system.control/display-manager.service
on systemctl daemon-reload
on systemctl stop display-manager.service
within 10 "a repair is refused, and says why" shows "$screen" '"\(.repair): \(.message)"' \
  "refused: cannot start display-manager.service: it is masked"
observe
equals "nothing was done to it" "" "$(reconciled display-manager.service)"
equals "the mode is what it was, degraded" "desktop degraded desktop" \
  "$(property CurrentMode) $(property Condition) $(property DesiredMode)"
equals "alice's other session is left alone" active "$(on systemctl is-active alice-elsewhere.service)"
on rm /run/systemd/system.control/display-manager.service
on systemctl daemon-reload
settled_in desktop
on systemctl stop alice-elsewhere.service
station desktop
equals "the audit chain holds" sound "$(audit_chain)"
