#!/usr/bin/env bats
# Whether vLLM gets on with its work: judged by samples, tried by a request, told and acted upon.
bats_require_minimum_version 1.5.0
load helpers

setup() {
  setup_helpers
  # shellcheck source=../libexec/vllm-progress.sh
  source "$libexec/vllm-progress.sh"
  fake systemd-notify <<<'printf "%s\n" "$*" >>"$RUNTIME_DIRECTORY/notified"'
  export DUBNIUM_VLLM_SAMPLES=$BATS_TEST_TMPDIR/samples DUBNIUM_VLLM_STALL_SECONDS=1
  export DUBNIUM_VLLM_WATCH_SECONDS=1 DUBNIUM_VLLM_PROBE_SECONDS=0 DUBNIUM_VLLM_MODEL=/m
}

# samples RUNNING WAITING [TOKENS]: as of now.
samples() {
  {
    printf 'vllm:num_requests_running{engine="0",model_name="m"} %s\n' "$1"
    printf 'vllm:num_requests_waiting{engine="0",model_name="m"} %s\n' "$2"
    [[ ! ${3-} ]] || printf 'vllm:generation_tokens_total{engine="0",model_name="m"} %s\n' "$3"
  } >"$DUBNIUM_VLLM_SAMPLES.new"
  mv "$DUBNIUM_VLLM_SAMPLES.new" "$DUBNIUM_VLLM_SAMPLES"
}

# stalls NOW RUNNING WAITING [TOKENS]: judged with a limit of 300 s; true if nothing gets on.
stalls() {
  samples "${@:2}"
  read_samples "$DUBNIUM_VLLM_SAMPLES"
  judge_progress "$1" 300
  [[ $STALL ]]
}

@test "requests that wait while none runs, for long enough" {
  progress_begins 1000
  run ! stalls 1000 0.0 3.0 50.0
  stalls 1000 0.0 3.0 50.0 || true
  stalls 1299 0.0 3.0 50.0 && return 1
  stalls 1300 0.0 3.0 50.0
  [[ $STALL == 'no token for 300 s, with 0 requests running and 3 waiting' ]]
}

@test "requests that run and get no token" {
  progress_begins 1000
  stalls 1000 2.0 0.0 50.0 || true
  stalls 1400 2.0 0.0 50.0
}

@test "tokens that come, an idle server, and one that sleeps are no stall" {
  progress_begins 1000
  stalls 1000 2.0 9.0 50.0 || true
  stalls 1400 2.0 9.0 51.0 && return 1
  stalls 1800 0.0 0.0 51.0 && return 1
  stalls 1810 0.0 4.0 51.0 && return 1
  stalls 2090 0.0 4.0 51.0 && return 1
  samples 0.0 4.0 51.0
  echo 'vllm:engine_sleep_state{sleep_state="awake"} 0.0' >>"$DUBNIUM_VLLM_SAMPLES"
  read_samples "$DUBNIUM_VLLM_SAMPLES"
  judge_progress 4000 300
  [[ ! $STALL ]]
}

@test "a counter that starts anew has moved" {
  progress_begins 1000
  stalls 1000 1.0 0.0 5000.0 || true
  stalls 1400 1.0 0.0 3.0 && return 1
  [[ ! $STALL ]]
}

@test "without a count of tokens only requests that wait alone tell" {
  progress_begins 1000
  stalls 1000 2.0 4.0 || true
  stalls 1400 2.0 4.0 && return 1
  stalls 1500 0.0 4.0 && return 1
  stalls 1801 0.0 4.0
}

@test "engines are added up, and large numbers are read" {
  {
    printf 'vllm:num_requests_running{engine="0"} 1.0\nvllm:num_requests_running{engine="1"} 2.0\n'
    printf 'vllm:generation_tokens_total{engine="0"} 1.5e+07\nvllm:prompt_tokens_total{engine="0"} 3.0\n'
  } >"$DUBNIUM_VLLM_SAMPLES"
  read_samples "$DUBNIUM_VLLM_SAMPLES"
  [[ "$RUNNING $WAITING $TOKENS" == '3 0 15000003' ]]
  echo 'something else 1' >"$DUBNIUM_VLLM_SAMPLES"
  run ! read_samples "$DUBNIUM_VLLM_SAMPLES"
  run ! read_samples /nonexistent
}

# Fresh samples for as long as the test runs, as vllm-metrics keeps them.
keep_samples() {
  (while true; do samples "$@" && sleep 0.2; done) 3>&- &
  started+=($!)
}

watch() {
  exec {said}< <(exec "$libexec/vllm-watch" 2>&1 3>&-)
  started+=($!)
}

@test "an engine that hangs while its server is well is told of, and that it is over" {
  keep_samples 0.0 3.0
  watch
  IFS= read -r -t 60 line <&"$said"
  [[ $line == '<3>vLLM makes no progress: no token for '*'0 requests running and 3 waiting'*'systemctl restart vllm.service' ]]
  [[ $(<"$RUNTIME_DIRECTORY/stalled") == 'no token for '* ]]
  [[ $(<"$RUNTIME_DIRECTORY/notified") == *'--status=vLLM makes no progress: '* ]]
  kill "${started[0]}"
  keep_samples 0.0 0.0
  IFS= read -r -t 60 line <&"$said"
  [[ $line == '<5>vLLM gets on with its work again' && ! -e $RUNTIME_DIRECTORY/stalled ]]
}

@test "it is ended where the administrator wants that" {
  sleep 1000 3>&- &
  export MAINPID=$! DUBNIUM_VLLM_ON_STALL=restart
  keep_samples 0.0 3.0
  watch
  wait "$MAINPID" || status=$?
  [[ $status -eq 137 ]]
}

@test "metrics that do not answer are a stall too" {
  watch
  IFS= read -r -t 60 line <&"$said"
  [[ $line == *'its metrics have not answered for '* ]]
}

@test "an idle server is asked for a token, and one that gives none is told of" {
  mkfifo "$BATS_TEST_TMPDIR/port"
  python3 -B "$BATS_TEST_DIRNAME/fake/model_server.py" 127.0.0.1 "$BATS_TEST_TMPDIR/requests" \
    '{"models": ["/m"], "hang": ["/v1/chat/completions"]}' >"$BATS_TEST_TMPDIR/port" 3>&- &
  started+=($!)
  export MAINPID=$!
  read -r DUBNIUM_VLLM_PORT <"$BATS_TEST_TMPDIR/port"
  export DUBNIUM_VLLM_PORT DUBNIUM_VLLM_PROBE_SECONDS=1
  keep_samples 0.0 0.0 50
  watch
  IFS= read -r -t 60 line <&"$said"
  [[ $line == *'a request of one token fails since '*'no answer to /v1/chat/completions'* ]]
  grep -q '"max_tokens":1' "$BATS_TEST_TMPDIR/requests"
}

@test "settings that cannot be used are refused with EX_CONFIG" {
  DUBNIUM_VLLM_ON_STALL=panic run "$libexec/vllm-watch"
  [[ $status -eq 78 && $output == *'DUBNIUM_VLLM_ON_STALL=panic'* ]]
  DUBNIUM_VLLM_STALL_SECONDS=5min run "$libexec/vllm-watch"
  [[ $status -eq 78 && $output == *'DUBNIUM_VLLM_STALL_SECONDS=5min'* ]]
}
