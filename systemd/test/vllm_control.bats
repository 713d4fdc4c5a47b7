#!/usr/bin/env bats
# What puts vLLM to sleep and wakes it, before a model server that is asked over real sockets.
bats_require_minimum_version 1.5.0
load helpers

AWAKE='vllm:num_requests_running{engine="0"} 0.0
vllm:num_requests_waiting{engine="0"} 0.0
vllm:engine_sleep_state{engine="0",sleep_state="awake"} 1.0
vllm:engine_sleep_state{engine="0",sleep_state="weights_offloaded"} 0.0
vllm:engine_sleep_state{engine="0",sleep_state="discard_all"} 0.0'

# server METRICS [JSON]: started; it is awake and can sleep, unless JSON has other answers.
server() {
  local said
  said=$(jq -n --arg metrics "$1" --argjson more "${2-null}" '
    {asleep: [200, {is_sleeping: true}], awake: [200, {is_sleeping: false}], done: [200, ""]} as $is
    | {answers: {"/metrics": [200, $metrics], "/is_sleeping": $is.awake, "/sleep?level=1": $is.done,
        "/sleep?level=2": $is.done, "/wake_up": $is.done, "/wake_up?tags=weights": $is.done,
        "/wake_up?tags=kv_cache": $is.done, "/collective_rpc": $is.done},
       after: {"/sleep?level=1": {"/is_sleeping": $is.asleep}, "/sleep?level=2": {"/is_sleeping": $is.asleep},
         "/wake_up": {"/is_sleeping": $is.awake}, "/wake_up?tags=kv_cache": {"/is_sleeping": $is.awake}}}
    * ($more // {})')
  export DUBNIUM_VLLM_MODEL=/models/eight DUBNIUM_VLLM_SERVED_NAME=eight
  export DUBNIUM_VLLM_EXTRA_ARGS=${ARGUMENTS---enable-sleep-mode}
  REQUESTS=$BATS_TEST_TMPDIR/requests
  mkfifo "$BATS_TEST_TMPDIR/port"
  /usr/bin/env python3 -B "$BATS_TEST_DIRNAME/fake/model_server.py" 127.0.0.1 "$REQUESTS" "$said" \
    >"$BATS_TEST_TMPDIR/port" 3>&- &
  started+=($!)
  export MAINPID=$!
  read -r DUBNIUM_VLLM_PORT <"$BATS_TEST_TMPDIR/port"
  export DUBNIUM_VLLM_PORT
  rm "$BATS_TEST_TMPDIR/port"
}

ASLEEP='{"answers": {"/is_sleeping": [200, {"is_sleeping": true}]}}'

# say REQUEST: the answer in $output.
say() {
  run --separate-stderr "$libexec/vllm-control" <<<"$1"
}

# changes: what the server was asked to do.
changes() {
  grep '^POST' "$REQUESTS" | cut -d' ' -f2 | grep -v '^/v1' | paste -sd' '
}

@test "it falls asleep at the level that was asked for" {
  server "$AWAKE"
  say 'sleep 1'
  [[ $status -eq 0 && $output == ok ]]
  [[ $(changes) == '/sleep?level=1' ]]
  [[ $stderr == 'put vLLM to sleep: ok' ]]
}

@test "who sleeps already is left alone" {
  server "$AWAKE" "$ASLEEP"
  say 'sleep 1'
  [[ $output == ok ]]
  [[ $(changes || true) == '' ]]
}

@test "nobody's request is lost by it" {
  server "${AWAKE/running*\} 0.0/running\{engine=\"0\"\} 2.0}"
  say 'sleep 1'
  [[ $output == 'conflict cannot put vLLM to sleep: it has 2 requests running and 0 waiting;'* ]]
  [[ $(changes || true) == '' ]]
}

@test "a server that was not started for it says what to set" {
  ARGUMENTS='' server "$AWAKE"
  say 'sleep 1'
  [[ $output == 'conflict cannot put vLLM to sleep: vLLM is not started for sleeping; set VLLM_SERVER_DEV_MODE=1 and add --enable-sleep-mode'* ]]
  server "$AWAKE" '{"answers": {"/is_sleeping": [404, {"detail": "Not Found"}]}}'
  say wake
  [[ $output == 'conflict cannot wake vLLM: vLLM was not started for sleeping; set VLLM_SERVER_DEV_MODE=1'* ]]
}

@test "it wakes, and a token must come" {
  server "$AWAKE" "$ASLEEP"
  say wake
  [[ $output == ok ]]
  [[ $(changes) == /wake_up ]]
  grep -q '^POST /v1/chat/completions ' "$REQUESTS"
}

@test "weights that were dropped are loaded again" {
  server "${AWAKE/discard_all\"\} 0.0/discard_all\"\} 1.0}" "$ASLEEP"
  say wake
  [[ $output == ok ]]
  [[ $(changes) == '/wake_up?tags=weights /collective_rpc /wake_up?tags=kv_cache' ]]
  grep -q '^POST /collective_rpc .*reload_weights' "$REQUESTS"
}

@test "a server whose weights cannot be loaded again sleeps on, and does not answer nonsense" {
  server "${AWAKE/discard_all\"\} 0.0/discard_all\"\} 1.0}" '{"answers": {"/is_sleeping": [200, {"is_sleeping": true}],
    "/collective_rpc": [500, {"error": {"message": "no such file"}}]}}'
  say wake
  [[ $output == 'unavailable cannot wake vLLM: its weights cannot be loaded again: vLLM answers 500 to /collective_rpc: no such file; start it again: '* ]]
  [[ $(changes) == '/wake_up?tags=weights /collective_rpc /sleep?level=2' ]]
}

@test "level 2 is refused where nobody could tell afterwards that the weights are gone" {
  server "$(grep -v sleep_state <<<"$AWAKE")"
  say 'sleep 2'
  [[ $output == 'conflict cannot put vLLM to sleep: this vLLM does not tell at which level it sleeps'* ]]
  say 'sleep 1'
  [[ $output == ok ]]
}

@test "a server that wakes without answering is no success" {
  server "$AWAKE" '{"answers": {"/is_sleeping": [200, {"is_sleeping": true}], "/v1/chat/completions": [503, {"error": {"message": "dead"}}]}}'
  say wake
  [[ $output == 'unavailable cannot wake vLLM: it is awake, but does not answer: '*dead* ]]
}

@test "a failure of vLLM's is told in its words" {
  server "$AWAKE" '{"answers": {"/sleep?level=1": [500, {"error": {"message": "no \u001b[31m memory"}}]}}'
  say 'sleep 1'
  [[ $output == 'unavailable cannot put vLLM to sleep: vLLM answers 500 to /sleep?level=1: no  [31m memory' ]]
}

@test "nobody answers" {
  server "$AWAKE"
  kill -KILL "$MAINPID"
  wait "$MAINPID" || true
  say wake
  [[ $output == 'unavailable cannot wake vLLM: vLLM does not answer at http://127.0.0.1:'*'systemctl status vllm.service' ]]
}

@test "who listens in vLLM's place is told nothing" {
  server "$AWAKE"
  sleep 1000 3>&- &
  started+=($!)
  MAINPID=$! VLLM_API_KEY=hush say wake
  [[ $output == 'conflict cannot wake vLLM: process '*'not vllm.service; it was told nothing'* ]]
  [[ ! -e $REQUESTS ]]
}

@test "what is not one of the three is refused, and settings that cannot be used are told in the journal" {
  local request
  server "$AWAKE"
  for request in '' 'sleep 3' 'sleep' 'wake up' '$(id)' "$(printf '%0100d' 7)"; do
    say "$request"
    [[ $output == 'invalid cannot do that: only sleep 1, sleep 2 and wake' ]]
  done
  DUBNIUM_VLLM_PORT=x say wake
  [[ $output == 'unavailable cannot wake vLLM: see: journalctl -u "vllm-control@*"' ]]
  [[ $stderr == *"'x' is not the number of a port"* ]]
}
