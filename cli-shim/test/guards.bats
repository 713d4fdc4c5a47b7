#!/usr/bin/env bats
# mode guards

load helpers

PASS='{"name": "target-reachable", "verdict": "pass", "code": "", "message": "",
  "bypassable": false, "bypassed": false, "evidence": [], "params": {}}'
DENY='{"name": "audio-idle", "verdict": "deny", "code": "audio-running",
  "message": "reaper[2201] is running; close it", "bypassable": false, "bypassed": false,
  "evidence": ["reaper[2201] is running; close it", "pcm0p/sub0 of card 1 is RUNNING"], "params": {"pid": 2201}}'
ERROR='{"name": "gpu-holders", "verdict": "error", "code": "", "message": "cannot read GPU 0",
  "bypassable": false, "bypassed": false, "evidence": [], "params": {}}'

@test "exit code 0 if nothing stands against it" {
  start_daemon
  mode guards compute
  exits 0
  [[ ${lines[0]} == '✓  target-reachable' ]]
}

@test "names the culprit with its evidence, exit code 10" {
  start_daemon '{"guards": ['"$PASS, $DENY, $ERROR"']}'
  mode guards compute
  exits 10
  [[ ${lines[1]} == '✗  audio-idle        reaper[2201] is running; close it' ]]
  [[ ${lines[2]} == '                     pcm0p/sub0 of card 1 is RUNNING' ]]
  [[ ${lines[3]} == '?  gpu-holders       cannot read GPU 0' ]]
}

@test "a guard that has to wait blocks as well" {
  start_daemon '{"guards": ['"${DENY/deny/wait}"']}'
  mode guards compute
  exits 10
  [[ ${lines[0]} == '…  audio-idle'* ]]
}

@test "exit code 24 if a guard cannot tell" {
  start_daemon '{"guards": ['"$PASS, $ERROR"']}'
  mode guards compute
  exits 24
}

@test "a guard that is passed by does not block" {
  start_daemon '{"guards": ['"${DENY/'"bypassed": false'/'"bypassed": true'}"']}'
  mode guards compute
  exits 0
  [[ ${lines[0]} == 'bypassed  audio-idle'* ]]
}

@test "plain marks without a Unicode locale" {
  start_daemon '{"guards": ['"$PASS, $DENY, $ERROR"']}'
  LC_ALL=C mode guards compute
  exits 10
  [[ ${lines[0]} == 'ok     target-reachable' ]]
  [[ ${lines[1]} == 'DENY   audio-idle'* ]]
  [[ ${lines[3]} == 'ERROR  gpu-holders'* ]]
}

@test "--json is an array of verdicts, with the same exit code" {
  start_daemon '{"guards": ['"$PASS, $DENY"']}'
  mode guards compute --json
  exits 10
  [[ $(json '.[1].params.pid') == 2201 ]]
}

@test "an unknown mode is told with those that there are" {
  start_daemon
  mode guards gaming
  exits 14
  warns "cannot judge the guards: there is no mode 'gaming'"
  warns 'modes: desktop studio-local compute'
}

@test "needs a mode" {
  mode guards
  exits 2
  warns 'MODE is missing'
}
