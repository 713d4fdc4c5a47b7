#!/usr/bin/env bats
# On a terminal, and not on one

load helpers

ESCAPE=$'\e'
ACTING='{"State": "acting", "Step": 1, "StepCount": 5, "StepName": "start-unit compute.target"}'
COMMITTED='{"State": "finished", "Outcome": "committed", "FinishedAt": 1763714612300000,
  "Reason": {"code": "none", "message": "", "condition": "settled"}}'

@test "colour on a terminal" {
  start_daemon
  on_terminal "$MODE" status
  exits 0
  says "${ESCAPE}[32m"
}

@test "no colour in a pipe" {
  start_daemon
  for verb in status gpus history 'explain compute' 'guards compute'; do
    # shellcheck disable=SC2086
    mode $verb
    [[ $output$stderr != *"$ESCAPE"* ]]
  done
}

@test "no colour with NO_COLOR, nor on a dumb terminal" {
  start_daemon
  NO_COLOR=1 on_terminal "$MODE" status
  exits 0
  [[ $output != *"$ESCAPE"* ]]
  TERM=dumb on_terminal "$MODE" status
  exits 0
  [[ $output != *"$ESCAPE"* ]]
}

@test "progress keeps one line up to date on a terminal, and clears it at the end" {
  start_daemon '{"changes": ['"$ACTING, $COMMITTED"']}'
  on_terminal "$MODE" request compute --no-interactive
  exits 0
  says $'\r'"${ESCAPE}[K["
  says '1/5 start compute.target'
  [[ ${lines[-1]} == *"${ESCAPE}[K${ESCAPE}[32m✓${ESCAPE}[0m "* ]]
}

@test "Ctrl-C leaves the transition running and says so" {
  start_daemon '{"changes": ['"$ACTING"']}'
  mkfifo "$BATS_TEST_TMPDIR/keys"
  exec {SAID}< <(exec script -qec "$MODE request compute --no-interactive" /dev/null \
    <"$BATS_TEST_TMPDIR/keys" 2>&1 3>&- | stdbuf -o0 tr '\r' '\n')
  exec {keys}>"$BATS_TEST_TMPDIR/keys"
  await_line '1/5 start compute.target'
  printf '\003' >&"$keys"
  await_line 'mode: the transition goes on'
  exec {keys}>&-
  [[ $(calls CancelJob) -eq 0 ]]
}
