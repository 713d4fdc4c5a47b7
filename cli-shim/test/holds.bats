#!/usr/bin/env bats
# mode holds

load helpers

HOLDS='"properties": {"Holds": [
  {"cookie": 3, "mode": "compute", "direction": "enter", "kind": "block", "who": "Reaper",
   "why": "a take", "uid": 0, "pid": 2201, "since": 1763714600000000},
  {"cookie": 5, "mode": "", "direction": "any", "kind": "delay", "who": "backup", "why": "saves",
   "uid": 65533, "pid": 0, "since": 1763714600000000}]}'
INHIBITORS='"describe": {"observation": {"inhibitors": {"value": [
  {"what": "shutdown:sleep", "who": "render", "why": "a film", "mode": "block", "uid": 0, "pid": 77},
  {"what": "sleep", "who": "UPower", "why": "battery", "mode": "block", "uid": 0, "pid": 78},
  {"what": "shutdown", "who": "upgrades", "why": "apt", "mode": "delay", "uid": 0, "pid": 79}]}}}'

@test "none" {
  start_daemon
  mode holds
  exits 0
  [[ $output == 'no hold is in force' ]]
}

@test "a table of holds" {
  start_daemon "{$HOLDS}"
  mode holds
  exits 0
  [[ ${lines[0]} == 'COOKIE  MODE        DIRECTION  KIND   WHO     WHY     USER       PID   SINCE' ]]
  [[ ${lines[1]} == '3       compute     enter      block  Reaper  a take  root       2201  2025-11-21 08:43:20 '* ]]
  [[ ${lines[2]} == '5       every mode  any        delay  backup  saves   uid 65533        2025-11-21 08:43:20 '* ]]
}

@test "of logind's inhibitors those that block a shutdown" {
  start_daemon "{$INHIBITORS}"
  mode holds
  exits 0
  [[ ${lines[1]} == 'Inhibitors of logind that block a shutdown' ]]
  [[ ${lines[3]} == 'render  a film  root  77' ]]
  [[ ${#lines[@]} -eq 4 ]]
}

@test "says that nobody can tell the inhibitors" {
  start_daemon '{"describe": {"observation": {"inhibitors": {"unavailable": "timed out"}}}}'
  mode holds
  exits 0
  says "cannot tell logind's inhibitors: timed out"
  mode holds --json
  exits 0
  [[ $(json '.inhibitors, .unavailable') == $'null\ntimed out' ]]
}

@test "--json is an object with both" {
  start_daemon "{$HOLDS, $INHIBITORS}"
  mode holds --json
  exits 0
  [[ $(json '.holds[0].cookie, (.holds | length), .inhibitors[0].pid') == $'3\n2\n77' ]]
}

@test "escape sequences in what programs say are not passed on" {
  start_daemon '{"describe": {"observation": {"inhibitors": {"value": [{"what": "shutdown",
    "who": "a\u001b[2Jb", "why": "x", "mode": "block", "uid": 0, "pid": 1}]}}}}'
  mode holds
  exits 0
  says 'a\x1b[2Jb'
}
