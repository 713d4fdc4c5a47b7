#!/usr/bin/env bash
# Proves: the full loop works three times in a row, with no hand laid on anything in between
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
