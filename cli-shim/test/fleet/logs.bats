#!/usr/bin/env bats
# fleet logs

load helpers

LINE='{"at": "2026-11-21T12:00:00.123456Z", "priority": 6, "identifier": "vllm", "pid": 17, "message": "INFO ready"}'
ERROR='{"at": "2026-11-21T12:00:01Z", "priority": 3, "identifier": "vllm", "pid": 17, "message": "no memory"}'
PLAIN='{"at": null, "priority": null, "identifier": null, "pid": null, "message": "step 1"}'

# routes [LINE]: with the lines of the log vllm, and those of a job.
routes() {
  jq -n --argjson line "${1-$LINE}" --argjson error "$ERROR" --argjson plain "$PLAIN" '{routes: {
    "GET /api/logs": {logs: [{name: "kernel", kind: "kernel", title: "Kernel"},
      {name: "vllm", kind: "units", title: "Model\u001b[2J server"},
      {name: "broken", kind: "invalid", title: "/etc/dubnium/logs.d/broken.conf:2: no unit"}]},
    "GET /api/logs/vllm?lines=50": {name: "vllm", truncated: false, entries: [$line, $error]},
    "GET /api/logs/vllm?lines=0": {name: "vllm", truncated: true, entries: []},
    "GET /api/logs/job-17?lines=2": {name: "job-17", truncated: false, entries: [$plain]},
    "GET /api/logs/other?lines=50": [403, {error: "cannot show logs to who may not read the journal"}],
    "GET /api/logs/down?lines=50": [503, {error: "cannot read logs: it is not there"}]}}'
}

# told LOST ENTRY...: an event.
told() {
  local data
  data=$(printf '%s\n' "${@:2}" | jq -cs --argjson lost "$1" '{entries: ., lost: $lost}')
  jq -nc --arg data "$data" --arg id "${ID-s=0a1b;i=1}" '"id: \($id)\nevent: lines\ndata: \($data)\n\n"'
}

# streams EVENT...: an agent that tells these to who follows vllm.
streams() {
  local IFS=,
  start_agent "$(routes | jq --argjson events "[$*]" --argjson drop "${DROP-false}" \
    '. + {stream: "/api/logs/vllm?follow=true", events: $events, drop: $drop}')"
}

@test "the list of logs, with what is wrong with one" {
  start_agent "$(routes)"
  fleet logs
  exits 0
  [[ ${lines[0]} == 'NAME    WHAT' && ${lines[1]} == 'kernel  Kernel' ]]
  [[ ${lines[3]} == 'broken  /etc/dubnium/logs.d/broken.conf:2: no unit' ]]
  [[ $output != *"$ESCAPE"* ]]
  fleet logs --json
  [[ $(json 'map(.name) | join(" ")') == 'kernel vllm broken' ]]
}

@test "lines with their time and program; of a job alone" {
  start_agent "$(routes)"
  fleet logs vllm
  exits 0
  [[ $output == $'2026-11-21 12:00:00  vllm[17]: INFO ready\n2026-11-21 12:00:01  vllm[17]: no memory' ]]
  fleet logs job-17 -n 2
  [[ $output == 'step 1' ]]
}

@test "errors are red on a terminal, and nowhere else" {
  start_agent "$(routes)"
  on_terminal 80 "$FLEET" logs vllm
  says "${ESCAPE}[31mno memory${ESCAPE}[0m"
  [[ $output != *"${ESCAPE}[31mINFO"* ]]
}

@test "control characters do nothing" {
  local hostile='{"at": null, "priority": 6, "identifier": "a\u001b]0;x\u0007", "pid": 1, "message": "\u001b[2J\u202eevil\rx\u0000\n"}'
  start_agent "$(routes "$hostile")"
  on_terminal 80 "$FLEET" logs vllm
  says '\x1b[2Jevil x\x00'
  says 'a\x1b]0;x\x07[1]: '
  [[ $output != *"${ESCAPE}[2J"* && $output != *$'\a'* ]]
}

@test "--json is an object a line, as the agent tells it" {
  start_agent "$(routes)"
  fleet logs vllm --json
  exits 0
  [[ ${#lines[@]} -eq 2 && $(jq -r .message <<<"${lines[1]}") == 'no memory' ]]
}

@test "--since is a duration or a time" {
  start_agent "$(routes)"
  fleet logs vllm --since '2026-11-21 12:00:01'
  exits 14
  [[ $(<"$CALLS") == 'GET /api/logs/vllm?lines=50&since=1795262401000' ]]
  : >"$CALLS"
  fleet logs vllm --since 1h -n 7
  [[ $(<"$CALLS") =~ ^GET\ /api/logs/vllm\?lines=7\&since=([0-9]{13})$ ]]
  ((BASH_REMATCH[1] / 1000 <= EPOCHSECONDS - 3600 && BASH_REMATCH[1] / 1000 > EPOCHSECONDS - 3700))
}

@test "wrong command lines" {
  start_agent "$(routes)"
  local words
  for words in '-f' '-n 5' '--since 1h' 'vllm kernel' 'vllm -n 0' 'vllm -n 10001' 'vllm --since nonsense' 'vllm -n x'; do
    # shellcheck disable=SC2086 # words
    fleet logs $words
    exits 2
  done
  [[ ! -s $CALLS ]]
}

@test "a log that is not there, not for the caller, or cannot be read" {
  start_agent "$(routes)"
  fleet logs ../alerts
  exits 14
  warns 'fleet logs'
  [[ $(<"$CALLS") == 'GET /api/logs/..%2Falerts?lines=50' ]]
  fleet logs other
  exits 13
  fleet logs down
  exits 24
  fleet logs none -f
  exits 14
}

@test "followed are the lines that come, and how many are left out" {
  streams "$(told 0 "$LINE")" "$(told 7 "$ERROR")"
  start_fleet logs vllm -f
  await_line '2026-11-21 12:00:00  vllm[17]: INFO ready'
  await_line '(7 lines are left out: they came faster than they were read)'
  await_line '2026-11-21 12:00:01  vllm[17]: no memory'
}

@test "a connection that ends is made again, from where it ended" {
  DROP=true
  streams "$(ID='s=0a1b;i=1' told 0 "$LINE")" "$(ID='s=0a1b;i=2' told 0 "$ERROR")"
  start_fleet logs vllm -f --json
  await_line '"message":"INFO ready"'
  await_line '"message":"no memory"'
  grep -q '^GET /api/logs/vllm?follow=true&lines=50$' "$CALLS"
  grep -q '^GET /api/logs/vllm?follow=true&lines=0 from s=0a1b;i=1$' "$CALLS"
}

@test "an agent that is not there is waited for" {
  start_fleet logs vllm -f
  await_line 'cannot follow the log: '
}
