#!/usr/bin/env bats
# Who may be asked for a password, and by whom

load helpers

DONE='"job": {"State": "finished", "Outcome": "unchanged"}'

# Root is never asked, so these tests are somebody else's, who can read neither root's files nor
# those of bats: they have a copy of the program and a bus in a folder of their own.
setup() {
  OWN=$(mktemp -d)
  chmod 755 "$OWN"
  setup_environment "$OWN"
  cp -r "$BATS_TEST_DIRNAME"/../{mode,verb,lib,jq} "$OWN"
  MODE=$OWN/mode
  # A text agent: it tells which process started it, that it is there, and stays until it is ended.
  mkdir "$OWN/bin"
  mkfifo -m 666 "$OWN/agent"
  cat >"$OWN/bin/pkttyagent" <<EOF
#!/bin/sh
echo "\$\$ \$PPID \$*" >$OWN/agent
exec 3>&-
exec sleep 600
EOF
  chmod 755 "$OWN/bin/pkttyagent"
  PATH=$OWN/bin:$PATH
}

teardown() {
  stop_daemon
  kill "$BUS_PID"
  rm -rf "$OWN" # the bus removes its socket itself, at any moment
}

# as_person COMMAND...: on a terminal, as somebody who is not root.
as_person() {
  local -a drop=()
  if ((EUID == 0)); then
    drop=(setpriv --reuid 65534 --regid 65534 --clear-groups)
  fi
  on_terminal "${drop[@]}" "$@"
}

# expect_agent: one is waited for; what it tells can be read from the descriptor TOLD.
expect_agent() {
  exec {TOLD}< <(exec cat "$OWN/agent" 3>&-)
}

@test "without a terminal nobody is asked" {
  start_daemon "{$DONE}"
  mode request compute </dev/null
  exits 0
  grep -Fx 'RequestMode ["compute", {}]' "$CALLS"
}

@test "--no-interactive asks nobody on a terminal either" {
  start_daemon "{$DONE"', "allowed": "challenge"}'
  as_person "$MODE" request compute --no-interactive
  exits 0
  grep -Fx 'RequestMode ["compute", {}]' "$CALLS"
}

@test "who may without being asked gets no agent" {
  start_daemon "{$DONE"', "allowed": "yes"}'
  as_person "$MODE" request compute
  exits 0
  grep -Fx 'RequestMode ["compute", {}]' "$CALLS"
}

@test "who has to be asked gets an agent for the caller alone, which ends with the call" {
  start_daemon "{$DONE"', "allowed": "challenge"}'
  expect_agent
  as_person "$MODE" request compute
  exits 0
  read -r -u "$TOLD" agent parent arguments
  [[ $arguments == "--process $parent --notify-fd 3 --fallback" ]]
  timeout 30 tail --pid="$agent" -f /dev/null
  grep -Fx 'RequestMode ["compute", {}] interactive' "$CALLS"
}

@test "who wants to pass by a guard is asked, whatever else is allowed" {
  start_daemon "{$DONE"', "allowed": "yes"}'
  expect_agent
  as_person "$MODE" request compute --bypass user-jobs
  exits 0
  read -r -u "$TOLD" agent
  grep -F ' interactive' "$CALLS"
}

@test "only the request may ask; what follows does not" {
  start_daemon '{"allowed": "challenge", "changes": [{"State": "finished", "Outcome": "unchanged"}]}'
  expect_agent
  as_person "$MODE" request compute
  exits 0
  [[ $(grep -c ' interactive' "$CALLS") -eq 1 ]]
}
