#!/usr/bin/env bash
# Proves: the full loop works three times in a row, with no hand laid on anything in between; and an audit
# log that a hand is laid on afterwards is found out
. "$(dirname "$0")/../lib/scenario.sh"
. "$testbed/lib/station.sh"

durations=()

# go MODE : one switch, and everything that must be true after it.
go() {
  local from transition
  from=$(property CurrentMode)
  request "$1"
  durations+=("$(printf '%-14s → %-14s %8s s' "$from" "$1" "$took")")
  equals "mode request $1 exits 0" 0 "$status"
  station "$1"
  transition=$(last_transition id)
  equals "last-transition.json tells this switch" "$from $1 committed" \
    "$(last_transition from) $(last_transition to) $(last_transition outcome)"
  equals "journalctl -u 'mode-controller@*' shows its outcome" committed "$(journal_of "$transition")"
  exits 0 "mode audit verify agrees" on mode audit verify
  equals "each audit line names the one before it" sound "$(audit_chain)"
  equals "the audit log tells request and end" "requested finished" \
    "$(audited "$transition" '"\(first.event) \(last.event)"')"
}

settled_in desktop
station desktop
for round in 1 2 3; do
  part "round $round"
  go studio-local
  go desktop
  go compute
  go desktop
done

part "durations"
printf '    %s\n' "${durations[@]}"
pid=$(on systemctl show mode-controller.service --property=MainPID --value)
printf '    start-up of the daemon %s, resident %s\n' \
  "$(on systemd-analyze blame | awk '$2 == "mode-controller.service" { print $1 }')" \
  "$(on awk '/VmRSS/ { print $2, $3 }' "/proc/$pid/status")"

part "the audit log cut off together with the file that remembers its end"
matches "the whole one has what the journal remembers of it" 'it has the [1-9][0-9]* entries that the journal' \
  "$(on mode audit verify)"
on systemctl stop mode-controller.service
# shellcheck disable=SC2016  # for the shell inside
on bash -euc 'cd /var/lib/mode-controller
  head -n -5 events.jsonl >whole-lines
  cat whole-lines >events.jsonl
  rm whole-lines
  printf "%020d %s\n" $(tail -n 1 events.jsonl | jq -r ".sequence, .hash") >events.head'
on systemctl start mode-controller.service
settled_in desktop
equals "each audit line names the one before it" sound "$(audit_chain)"
exits 1 "mode audit verify says no" on mode audit verify
matches "since the journal has more" 'entries were cut off the audit log, or changed: the journal has' "$output"
exits 1 "mode doctor says no" on mode doctor
matches "likewise" 'entries were cut off it, or changed: the journal has entry [0-9]+' "$output"
