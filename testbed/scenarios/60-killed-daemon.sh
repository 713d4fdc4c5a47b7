#!/usr/bin/env bash
# Proves: a daemon killed in the middle of a switch, in either direction, comes back to the truth
. "$(dirname "$0")/../lib/scenario.sh"
. "$testbed/lib/station.sh"

# unit_is UNIT STATE
unit_is() {
  [[ $(on systemctl show "$1" --property=ActiveState --value) == "$2" ]]
}

# kill_during MODE UNIT STATE : asks for MODE and kills the daemon as soon as UNIT is in STATE.
kill_during() {
  local client killed_pid new_pid transition
  killed_pid=$(on systemctl show mode-controller.service --property=MainPID --value)
  on mode request "$1" >"$testbed_client" 2>&1 &
  client=$!
  within 30 "$2 is $3" unit_is "$2" "$3"
  transition=$(on jq -r .id /var/lib/mode-controller/transition.json)
  on systemctl kill --signal=SIGKILL mode-controller.service
  pass "the daemon is killed in transition $transition"

  within 90 "it is ready, and no transition is under way" at_rest
  new_pid=$(on systemctl show mode-controller.service --property=MainPID --value)
  lacks "it is another process" "^$killed_pid$" "$new_pid"
  status=0
  wait "$client" || status=$?
  told_truly "$transition"
  equals "the waiting client told the same" "$(code_of "$(last_transition outcome)")" "$status"
}

# code_of OUTCOME : the exit code of mode request.
code_of() {
  case $1 in
    committed) echo 0 ;;
    rolled-back) echo 20 ;;
    stranded) echo 21 ;;
    *) echo "none for $1" ;;
  esac
}

# unit_ends_truly : mode-controller@compute.service, whose daemon is killed, ends with what became of it.
unit_ends_truly() {
  on systemctl start --no-block mode-controller@compute.service
  within 30 "vllm.service is activating" unit_is vllm.service activating
  on systemctl kill --signal=SIGKILL mode-controller.service
  within 90 "the daemon is ready, and no transition is under way" at_rest
  within 30 "the unit has ended" unit_has_ended
  equals "with the exit status of what became of it" "$(code_of "$(last_transition outcome)")" \
    "$(on systemctl show mode-controller@compute.service --property=ExecMainStatus --value)"
}

unit_has_ended() {
  [[ $(on systemctl show mode-controller@compute.service --property=ActiveState --value) =~ ^(inactive|failed)$ ]]
}

at_rest() {
  [[ $(property ActiveJob) == / && $(property Condition) =~ ^(settled|degraded|failed-transition)$ ]]
}

# told_truly TRANSITION : what the daemon says agrees with systemd, journal and audit log.
told_truly() {
  local mode outcome
  mode=$(property CurrentMode)
  outcome=$(last_transition outcome)
  printf '    it ended %s in %s, %s\n' "$outcome" "$mode" "$(property Condition)"
  equals "the last transition is the one that was cut short" "$1" "$(last_transition id)"
  matches "it has an outcome" '^(committed|rolled-back|stranded)$' "$outcome"
  equals "journal and record agree" "$outcome" "$(journal_of "$1")"
  equals "audit log and record agree" "$outcome" \
    "$(audited "$1" 'map(select(.event == "finished")) | map(.details.transition.outcome) | join(" ")')"
  equals "the audit chain holds" sound "$(audit_chain)"
  exits 0 "mode audit verify agrees" on mode audit verify
  equals "no transition is left open" "" "$(unfinished)"
  if [[ $outcome != stranded ]]; then
    equals "it is settled" settled "$(property Condition)"
    station_units "$mode"
  fi
}

testbed_client=$(mktemp)
trap 'rm -f "$testbed_client"; printf "%s %s\n" "$passed" "$failed" >"$TALLY"' EXIT

# A stop that takes a while, as a server with requests in flight takes.
put /etc/systemd/system/vllm.service.d/60-slow.conf <<<$'[Service]\nExecStop=/bin/sleep 3'
on systemctl daemon-reload

settled_in desktop

part "desktop → compute, killed while the model loads"
kill_during compute vllm.service activating

part "the next request works"
request compute
equals "mode request compute exits 0" 0 "$status"
settled_in compute

part "compute → desktop, killed while the server drains"
kill_during desktop vllm.service deactivating

part "the next request works"
request desktop
equals "mode request desktop exits 0" 0 "$status"
settled_in desktop
station desktop

part "a unit that asks, and whose daemon is killed"
unit_ends_truly
request desktop
equals "mode request desktop exits 0" 0 "$status"
settled_in desktop
