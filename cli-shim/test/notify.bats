#!/usr/bin/env bats
# mode notify: on a desktop that is fake/desktop

load helpers

setup() {
  setup_environment "$BATS_TEST_TMPDIR"
  PATH=$FAKE/desktop:$PATH
  export NOTICES=$BATS_TEST_TMPDIR/notices
  : >"$NOTICES"
}

teardown() {
  if [[ -v MODE_PID ]]; then
    kill "$MODE_PID" 2>/dev/null || true
    wait "$MODE_PID" || true
  fi
  stop_daemon
  kill "$BUS_PID"
}

# prepare START FROM TO DETAILS: a scenario with that announcement.
prepare() {
  printf '{"prepare": [[%s, "%s", "%s", {"job": "/org/dubnium/ModeController/job/7"%s}]]}' "$@"
}

COMING=$(prepare true desktop compute ', "ends": ["session c1 (alice, wayland on seat0)", "unit vllm.service"],
  "grace": 9500000, "requester": 65533, "reason": "night <b>run</b>"')

announce() {
  busctl --system call org.dubnium.ModeController /org/dubnium/ModeController \
    org.dubnium.ModeController Refresh
}

# eventually COMMAND...: until it succeeds. For what nothing announces, such as that mode listens.
eventually() {
  local -i tries
  for ((tries = 0; tries < 100; tries++)); do
    if "$@"; then return; fi
    read -r -t 0.1 <> <(:) || true
  done
  echo "never: $*"
  cat "$NOTICES"
  return 1
}

# shows TEXT: announces; whether a notification has said TEXT.
shows() {
  [[ $(<"$NOTICES") == *"$1"* ]] || { announce && false; }
}

# printed: announces; whether mode has printed a line, which is then in $line.
printed() {
  announce
  read -r -t 0.2 -u "$SAID" line
}

held() {
  (($(calls HoldMode) > 0))
}

@test "a warning says what ends, when, who asked and why, without markup of others" {
  start_daemon "$COMING"
  start_mode notify
  eventually shows "'--' 'Your session ends in 10 s: this machine goes to compute'"
  [[ $(<"$NOTICES") == *"Ends: session c1 (alice, wayland on seat0), unit vllm.service"* ]]
  [[ $(<"$NOTICES") == *'Asked for by uid 65533: night &lt;b&gt;run&lt;/b&gt;'* ]]
  [[ $(<"$NOTICES") == *'--action=hold=Not now'* && $(<"$NOTICES") == *'mode hold compute -- COMMAND'* ]]
}

@test "the button takes a hold" {
  start_daemon "$COMING"
  ANSWER=hold start_mode notify
  eventually shows "Your session ends"
  eventually held
  [[ $(sed -n 's/^HoldMode //p' "$CALLS") == '["compute", "enter", "block", "'"$(id -un)"'", '* ]]
}

@test "somebody else's session, and no time left" {
  start_daemon "$(prepare true desktop compute ', "ends": ["session 4 (bob, tty on tty4)"], "grace": 0, "requester": 65533')"
  start_mode notify
  eventually shows "'--' 'This machine goes to compute now'"
  [[ $(<"$NOTICES") != *action* ]]
}

@test "what ends nothing, or was asked for by oneself, is no news" {
  start_daemon '{"prepare": [
    [true, "desktop", "studio-local", {"ends": [], "grace": 0, "requester": 65533}],
    [true, "desktop", "mine", {"ends": ["session 4 (bob)"], "grace": 0, "requester": '"$(id -u)"'}],
    [false, "desktop", "over", {"ends": ["session 4 (bob)"], "grace": 0, "requester": 65533}],
    [true, "desktop", "compute", {"ends": ["session 4 (bob)"], "grace": 0, "requester": 65533}]]}'
  start_mode notify
  eventually shows 'This machine goes to compute now'
  [[ $(<"$NOTICES") != *studio-local* && $(<"$NOTICES") != *mine* && $(<"$NOTICES") != *over* ]]
}

@test "how it ended takes the place of the warning" {
  start_daemon '{"removed": "blocked", "prepare": [[true, "desktop", "compute",
    {"job": "/org/dubnium/ModeController/job/7", "ends": ["session 4 (bob)"], "grace": 5000000,
     "requester": 65533}]]}'
  start_mode notify
  eventually shows "'--replace-id=7' '--' 'This machine did not go to compute: blocked'"
}

@test "of a transition that nobody was warned of, the end is no news either" {
  start_daemon '{"removed": "committed", "prepare": [
    [true, "desktop", "compute", {"job": "/org/dubnium/ModeController/job/8",
     "ends": ["session 4 (bob)"], "grace": 5000000, "requester": 65533}]]}'
  start_mode notify
  eventually shows 'This machine goes to compute in 5 s'
  stop_daemon
  [[ $(<"$NOTICES") != *'This machine is in compute'* ]]
}

@test "without notify-send: 24, and what to install" {
  mkdir "$BATS_TEST_TMPDIR/bin"
  for tool in bash jq busctl readlink; do ln -s "$(type -P "$tool")" "$BATS_TEST_TMPDIR/bin/"; done
  run --separate-stderr env PATH="$BATS_TEST_TMPDIR/bin" bash "$MODE" notify
  exits 24
  warns 'it comes with the package libnotify-bin'
}

@test "--json needs no desktop" {
  start_daemon "$COMING"
  start_mode notify --json
  eventually printed
  [[ $(jq -r '.ends[1], .grace, .reason' <<<"$line") == $'unit vllm.service\n9500000\nnight <b>run</b>' ]]
  [[ ! -s $NOTICES ]]
}
