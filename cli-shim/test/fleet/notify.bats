#!/usr/bin/env bats
# fleet notify: on a desktop that is fake/desktop

load helpers

# event ID KIND SEVERITY TITLE BODY: as the agent sends it.
event() {
  local data
  data=$(jq -nc --arg id "$1" --arg kind "$2" --arg severity "$3" --arg title "$4" --arg body "$5" \
    '{id: $id, kind: $kind, severity: $severity, title: $title, body: $body, at: "2026-11-21T12:00:00Z"}')
  jq -nc --arg data "$data" '"event: notification\ndata: \($data)\n\n"'
}

# prepare EVENT...: an agent that tells these.
prepare() {
  local IFS=,
  PATH=$FAKE/desktop:$PATH
  export NOTICES=$BATS_TEST_TMPDIR/notices
  : >"$NOTICES"
  start_agent "{\"events\": [$*]${MORE-}}"
}

# shown COUNT: waits until so many notifications were shown.
shown() {
  local -i tries
  for ((tries = 0; tries < 200; tries++)); do
    (($(wc -l <"$NOTICES") < $1)) || return 0
    read -r -t 0.1 <> <(:) || true
  done
  echo "never so many: $1"
  cat "$NOTICES"
  return 1
}

@test "an alert is shown, grave ones as such, and without markup of others" {
  prepare "$(event a1 fired critical '[FIRING] hot: gpu-1' $'91 > 87\nfired by <b>rule</b> & co')" \
    "$(event a2 fired warning 'idle: gpu-2' '')"
  start_fleet notify
  shown 2
  grep -F -- "--urgency=critical" "$NOTICES" | grep -qF "[FIRING] hot: gpu-1"
  [[ $(<"$NOTICES") == *'&lt;b&gt;rule&lt;/b&gt; &amp; co'* ]]
  grep -F -- "--urgency=normal" "$NOTICES" | grep -qF 'idle: gpu-2'
}

@test "what is told of it later takes its place" {
  prepare "$(event a1 fired critical hot '')" "$(event a1 resolved critical 'no longer hot' '')"
  start_fleet notify
  shown 2
  grep -F -- '--replace-id=7' "$NOTICES" | grep -F -- '--urgency=low' | grep -qF 'no longer hot'
}

@test "a connection that ends is made again, and nothing is told twice" {
  MORE=', "drop": true' prepare "$(event a1 fired error one '')" "$(event a2 fired error two '')"
  start_fleet notify --json
  await_line '"id":"a1"'
  await_line '"id":"a2"'
}

@test "an agent that is not there is waited for" {
  start_fleet notify --json
  await_line 'cannot reach the fleet agent at http://127.0.0.1:1; waiting for it'
}

@test "an answer that is no stream of events is none" {
  PATH=$FAKE/desktop:$PATH
  start_agent '{"routes": {"GET /api/events?topics=notification": [200, "event: notification\ndata: {}\n\n"]}}'
  start_fleet notify --json
  await_line 'cannot reach the fleet agent at'
}

# rests SAID: how long it rests after each of four connections that end when SAID was told.
rests() {
  run --separate-stderr bash -c '
    set -euo pipefail
    PROGRAM=fleet AGENT=http://127.0.0.1:1 PAUSES=()
    source "$1/../../lib/events.sh"
    # The only wait is on a descriptor that tells nothing.
    read() {
      [[ $* == *"-u $NEVER"* ]] || { builtin read "$@"; return; }
      PAUSES+=("$PAUSE")
      ((${#PAUSES[@]} < 4)) || { echo "${PAUSES[@]}"; exit; }
    }
    connect() {
      exec {EVENTS}< <(printf "%b" "$SAID")
      EVENTS_PID=$!
    }
    SAID=$2
    events_open /
    next_event' - "$BATS_TEST_DIRNAME" "$1"
}

@test "a connection that ends before anything was told is made ever more rarely" {
  rests 'retry: 3000\n\n'
  [[ $output == '1 2 4 8' && -z $stderr ]]
  rests ': still here\n\n'
  [[ $output == '1 1 1 1' ]]
}

@test "other events are no news, and the topic is asked for" {
  prepare '"event: alerts\ndata: {\"id\": \"x\"}\n\n"' "$(event a1 fired error one '')"
  start_fleet notify --json
  await_line '"id":"a1"'
  [[ $(<"$CALLS") == 'GET /api/events?topics=notification' ]]
}

@test "of many in a minute the rest is counted" {
  local all=() i
  for ((i = 0; i < 15; i++)); do all+=("$(event "a$i" fired error "alert $i" '')"); done
  prepare "${all[@]}"
  start_fleet notify
  shown 11
  [[ $(<"$NOTICES") == *'More alerts than can be shown'* && $(<"$NOTICES") != *'alert 10'* ]]
}

@test "hostile words and ids" {
  prepare "$(event '$(touch ran)' fired error 'never shown' '')" \
    "$(event a1 fired error $'evil \e[2J\a' $'\e]0;x\a')"
  start_fleet notify
  shown 1
  [[ $(<"$NOTICES") == *'evil \x1b[2J'* && $(<"$NOTICES") != *"$ESCAPE"* && $(<"$NOTICES") != *'never shown'* ]]
  [[ ! -e ran ]]
}

@test "not authorised: 13" {
  MORE=', "token": "Sesame"' prepare "$(event a1 fired error one '')"
  fleet notify --json
  exits 13
}

@test "without notify-send: 24, and what to install" {
  mkdir "$BATS_TEST_TMPDIR/bin"
  for tool in bash jq curl readlink; do ln -s "$(type -P "$tool")" "$BATS_TEST_TMPDIR/bin/"; done
  run --separate-stderr env PATH="$BATS_TEST_TMPDIR/bin" bash "$FLEET" notify
  exits 24
  warns 'it comes with the package libnotify-bin'
}
