#!/usr/bin/env bats
# mode history

load helpers

@test "shows the latest last, with time, outcome, duration, user and reason" {
  start_daemon
  mode history
  exits 0
  [[ ${lines[0]} == WHEN* ]]
  [[ ${lines[1]} == '2025-11-21 05:05:31 ('*')  desktop → compute  rolled-back  40.4 s  root  GPU 1 is still held' ]]
  [[ ${lines[2]} == '2025-11-21 08:42:11 ('*')  compute → desktop  committed    12.4 s  root' ]]
}

@test "shows local time" {
  start_daemon
  TZ=Asia/Tokyo mode history
  says '2025-11-21 17:42:11'
}

@test "-n says how many" {
  start_daemon
  mode history -n 1
  exits 0
  [[ ${#lines[@]} -eq 2 ]]
  grep -Fx 'ListTransitions [1]' "$CALLS"
}

@test "-n wants a positive number" {
  mode history -n none
  exits 2
  warns "--lines: 'none' is not a positive number"
}

@test "a uid without a name is shown as such" {
  start_daemon '{"transitions": [{"id": "x", "requested": "compute", "from": "", "to": "compute",
    "outcome": "committed", "code": "none", "message": "", "started": 1763714531000000,
    "finished": 1763714543400000, "uid": 987654, "condition": "degraded"}]}'
  mode history
  says '→ compute   committed, degraded  12.4 s  uid 987654'
}

@test "says so if there is none" {
  start_daemon '{"transitions": []}'
  mode history
  exits 0
  [[ $output == 'no transition is on record' ]]
}

@test "--json is an array, latest first" {
  start_daemon
  mode history --json
  exits 0
  [[ $(json 'map(.outcome) | join(" ")') == 'committed rolled-back' ]]
}
