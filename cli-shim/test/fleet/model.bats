#!/usr/bin/env bats
# fleet model

load helpers

# A server of which nothing is known but its state.
SERVER='{"model": "eight", "state": "ready", "phase": "ready", "done": 0, "total": 0, "since": null,
  "phaseSince": null, "typicalSeconds": null, "cause": null, "message": null, "lines": [], "strays": []}'

# server [JSON]: the agent tells of that.
server() {
  start_agent "{\"routes\": {\"GET /api/models/server\": $(jq -c ". + ${1-"{}"}" <<<"$SERVER"),
    \"POST /api/models/server/sleep\": [204, \"\"], \"POST /api/models/server/wake\": [204, \"\"]}}"
}

@test "a server that answers" {
  server
  fleet model
  exits 0
  [[ $output == '● ready  eight' ]]
  shown=$output
  fleet model status
  [[ $output == "$shown" ]]
}

@test "one that loads, with phase, n of m, and how long it takes" {
  server "{\"state\": \"loading\", \"phase\": \"load-weights\", \"done\": 3, \"total\": 8,
    \"since\": \"$(date --utc --date='-40 seconds' +%FT%TZ)\", \"typicalSeconds\": 130}"
  fleet model
  exits 0
  [[ ${lines[0]} == '● loading  eight' ]]
  [[ ${lines[1]} == '  Loading:   load weights, 3 of 8' ]]
  [[ ${lines[2]} =~ ^\ \ Time:\ {6}4[0-9.]+\ s\ so\ far,\ usually\ 2\ min\ 10\ s$ ]]
}

@test "one that failed says why and what to do: 1" {
  server '{"state": "failed", "message": "the GPU has no room: lower --gpu-memory-utilization",
    "strays": ["pid 7 (VLLM::EngineCore) holds 9 GiB: kill 7"]}'
  fleet model
  exits 1
  [[ ${lines[0]} == '● failed  eight' ]]
  [[ ${lines[1]} == '  Why:       the GPU has no room: lower --gpu-memory-utilization' ]]
  [[ ${lines[2]} == '  Left over: pid 7'* ]]
  server '{"state": "stalled", "message": "no token for 300 s"}'
  fleet model
  exits 1
}

@test "a cause that is not known: the last lines, of which nothing reaches the terminal but text" {
  server '{"state": "failed", "lines": ["first", "\u001b[2Jlast\u0007"]}'
  fleet model
  exits 1
  [[ ${lines[1]} == '  Printed:   first' ]]
  [[ ${lines[2]} == '             \x1b[2Jlast\x07' || $output != *"$ESCAPE"* ]]
  [[ $output != *"$ESCAPE"* && $output != *$'\a'* ]]
}

@test "--json gives what the agent gives" {
  server '{"state": "failed"}'
  fleet model --json
  exits 1
  [[ $(json '.model + " " + .state') == 'eight failed' ]]
}

@test "it is put to sleep at the level that was asked for, and woken" {
  server
  fleet model sleep
  exits 0
  [[ $output == 'the model server sleeps' ]]
  [[ $(tail -n 1 "$CALLS") == 'POST /api/models/server/sleep {"level":1}' ]]
  fleet model sleep --level 2 --json
  [[ $(json .done) == sleep ]]
  [[ $(tail -n 1 "$CALLS") == 'POST /api/models/server/sleep {"level":2}' ]]
  fleet model wake
  exits 0
  [[ $output == 'the model server is awake' ]]
  [[ $(tail -n 1 "$CALLS") == 'POST /api/models/server/wake' ]]
}

@test "a server that cannot sleep says what to set: 12" {
  server
  scenario '{"routes": {"POST /api/models/server/sleep": [409, {"status": 409,
    "error": "cannot put vLLM to sleep: vLLM is not started for sleeping; set VLLM_SERVER_DEV_MODE=1"}]}}'
  fleet model sleep
  exits 12
  [[ ${stderr_lines[0]} == 'fleet: cannot put vLLM to sleep: vLLM is not started for sleeping; set VLLM_SERVER_DEV_MODE=1' ]]
}

@test "it is done in the caller's name" {
  start_socket_agent '{"session": true, "routes": {"POST /api/models/server/wake": ""}}'
  fleet model wake
  exits 0
  grep -q '^POST /api/session' "$CALLS"
}

@test "command lines that are wrong change nothing" {
  server
  for arguments in 'sleep --level 3' 'wake --level 1' 'doze' 'sleep now'; do
    # shellcheck disable=SC2086
    fleet model $arguments
    exits 2
  done
  [[ ! -s $CALLS ]]
}
