# What must be true of a workstation in each mode, as systemd, logind, the GPU and the files tell it.
# Sourced by scenarios.
# shellcheck shell=bash

# truth KIND MODE : NAME and EXPECTED of every row of that kind, in that mode.
truth() {
  awk -v kind="$1" -v mode="$2" '
    $1 == "mode" { for (n = 2; n <= NF; n++) if ($n == mode) column = n + 1 }
    $1 == kind { print $2, $column }' "$testbed/lib/truths"
}

# station MODE : checks everything.
station() {
  part "in $1"
  station_bus "$1"
  station_units "$1"
  station_slices "$1"
  station_session "$1"
  station_gpu "$1"
  station_files "$1"
}

station_bus() {
  equals "the bus says $1, settled" "$1 settled $1" \
    "$(property CurrentMode) $(property Condition) $(property DesiredMode)"
  equals "no clause of the contract is unmet" '[]' "$(property Degradations)"
}

station_units() {
  local unit expected
  while read -r unit expected; do
    equals "$unit is $expected" "$expected" "$(on systemctl is-active "$unit" || true)"
  done < <(truth unit "$1")
  equals "no unit failed" "" "$(on systemctl list-units --failed --plain --no-legend)"
  equals "sshd and the console's login survive" $'active\nactive' \
    "$(on systemctl is-active ssh.service systemd-logind.service)"
}

station_slices() {
  local slice expected
  while read -r slice expected; do
    equals "$slice weighs $expected" "$expected $expected" "$(
      on systemctl show "$slice" --property=CPUWeight --property=IOWeight --value |
        sed 's/.*not set.*/unset/' | paste -sd' '
    )"
  done < <(truth slice "$1")
}

# seat_session : the id of the session that is on seat0; one that is closing is over.
seat_session() {
  on sh -c 'loginctl list-sessions --no-legend | while read -r id _ _ seat _; do
    [ "$seat" != seat0 ] || [ "$(loginctl show-session "$id" -P State)" = closing ] || echo "$id"
  done'
}

station_session() {
  local session
  session=$(seat_session)
  if [[ $1 == compute ]]; then
    equals "nobody is logged in on seat0" "" "$session"
  else
    equals "alice has a Wayland session on seat0" "alice wayland user active" \
      "$(on loginctl show-session "$session" -p Name -p Type -p Class -p State --value | paste -sd' ')"
  fi
}

# gpu_processes : PID-KIND of everything that holds the simulated GPU.
gpu_processes() {
  on sh -c 'cd /run/nvml-sim/gpus/0/processes && for claim in *; do
    pid=${claim%-*}; [ ! -d "/proc/$pid" ] || echo "${claim#*-} $(cat "/proc/$pid/comm")"; done'
}

station_gpu() {
  if [[ $1 == compute ]]; then
    lacks "no graphics process holds the GPU" graphics "$(gpu_processes)"
    matches "the model answers" 'You said: hello' "$(on curl --silent --show-error \
      --header 'Content-Type: application/json' --data \
      '{"model": "testbed-8b", "messages": [{"role": "user", "content": "hello"}]}' \
      http://127.0.0.1:8000/v1/chat/completions)"
  else
    equals "the compositor alone holds the GPU" "graphics gpu-hold" "$(gpu_processes)"
  fi
}

station_files() {
  local file
  equals "the run files say $1" "$1 $1" \
    "$(on cat /run/mode-controller/current) $(on cat /run/mode-controller/desired)"
  for file in last-transition last-guards capability-placement hardware-topology observation; do
    matches "$file.json has schema and time" '^[0-9]+ 20' \
      "$(on jq -r '"\(.schema) \(.writtenAt)"' "/run/mode-controller/$file.json" 2>&1)"
  done
  equals "the journal of transitions is at rest" "" "$(unfinished)"
}

# unfinished : the transition that the daemon's journal shows as not finished, if any.
unfinished() {
  on sh -c 'file=/var/lib/mode-controller/transition.json; [ ! -e "$file" ] || jq -r .id "$file"'
}

# audited TRANSITION FILTER : what jq's FILTER makes of the list of audit lines about that transition.
audited() {
  on jq -rs --arg id "$1" "map(select(.transition == \$id)) | $2" /var/lib/mode-controller/events.jsonl
}

# audit_chain : "sound" if every line has its own hash and its predecessor's, computed anew.
audit_chain() {
  on audit-chain /var/lib/mode-controller/events.jsonl 2>&1
}

# last_transition FIELD : of the newest transition, from its file.
last_transition() {
  on jq -r ".$1" /run/mode-controller/last-transition.json
}

# journal_of TRANSITION : how the transition ended, as the journal of mode-controller@MODE.service tells.
journal_of() {
  # The MESSAGE_ID of "a transition is over".
  on journalctl --output=json -u 'mode-controller@*' "DUBNIUM_TRANSITION=$1" \
    MESSAGE_ID=86e1f18ade0c4312869d96ea74b89545 | jq -rs 'map(.DUBNIUM_OUTCOME) | join(" ")'
}
