#!/usr/bin/env bats
bats_require_minimum_version 1.5.0
load helpers

# A curl that answers from the files $SERVER/PATH, as curl --fail does: status 22 where there is none.
# It notes its arguments, and what it was told on standard input.
server() {
  export SERVER=$BATS_TEST_TMPDIR/server
  export DUBNIUM_VLLM_MODEL=/models/eight DUBNIUM_VLLM_SERVED_NAME=eight MAINPID=$$
  mkdir -p "$SERVER/chat"
  fake curl <<'CURL'
printf '%s\n' "$*" >>"$SERVER/arguments"
cat >>"$SERVER/input"
url=${*: -1}
cat "$SERVER/${url#*/v1/}" 2>/dev/null || exit 22
CURL
}

# The file of requests, as soon as it is there or anew.
requests() {
  local deadline=$((SECONDS + 10))
  until [[ -e $RUNTIME_DIRECTORY/requests ]]; do
    ((SECONDS < deadline)) || return 1
    sleep 0.05
  done
  cat "$RUNTIME_DIRECTORY/requests"
}

@test "vllm-metrics keeps what is in flight, and nothing else of the metrics" {
  fake curl <<'CURL'
[[ ${*: -1} == http://127.0.0.1:8123/metrics ]] || exit 7
cat <<'METRICS'
# TYPE vllm:num_requests_running gauge
vllm:num_requests_running{engine="0",model_name="eight"} 3.0
vllm:num_requests_waiting{engine="0",model_name="eight"} 1.0
vllm:num_requests_waiting_by_reason{engine="0",reason="capacity"} 1.0
vllm:kv_cache_usage_perc{engine="0"} 0.5
METRICS
CURL
  DUBNIUM_VLLM_PORT=8123 "$libexec/vllm-metrics" &
  started+=($!)
  run requests
  [[ $output == 'vllm:num_requests_running{engine="0",model_name="eight"} 3.0
vllm:num_requests_waiting{engine="0",model_name="eight"} 1.0' ]]
}

@test "vllm-metrics leaves the file alone while vLLM does not answer" {
  echo before >"$RUNTIME_DIRECTORY/requests"
  fake curl <<<'touch "$RUNTIME_DIRECTORY/asked"; exit 7'
  "$libexec/vllm-metrics" &
  started+=($!)
  until [[ -e $RUNTIME_DIRECTORY/asked ]]; do sleep 0.05; done
  run requests
  [[ $output == before ]]
}

@test "vllm-url asks a server on every interface on loopback" {
  [[ $(DUBNIUM_VLLM_HOST=0.0.0.0 "$libexec/vllm-url") == http://127.0.0.1:8000 ]]
  [[ $(DUBNIUM_VLLM_HOST=:: "$libexec/vllm-url") == 'http://[::1]:8000' ]]
  [[ $(DUBNIUM_VLLM_HOST=10.0.0.7 DUBNIUM_VLLM_PORT=80 "$libexec/vllm-url") == http://10.0.0.7:80 ]]
}

@test "serve-vllm hands every setting and argument on as one word" {
  fake vllm <<<'printf "<%s>" "$@"'
  DUBNIUM_VLLM_MODEL='/models/a b' DUBNIUM_VLLM_PORT=8123 \
    run "$libexec/serve-vllm" --override '{"x": 1}'
  [[ $output == '<serve></models/a b><--served-model-name></models/a b><--host><127.0.0.1><--port><8123><--override><{"x": 1}>' ]]
}

@test "serve-vllm without a model says where to name one, and is not tried again" {
  run env -u DUBNIUM_VLLM_MODEL "$libexec/serve-vllm"
  [[ $status -eq 78 && $output == *"set DUBNIUM_VLLM_MODEL in /etc/dubnium/vllm.env"* ]]
}

@test "await-vllm is done when the served name is listed and a token came" {
  server
  echo '{"data": [{"id": "eight"}]}' >"$SERVER/models"
  echo '{}' >"$SERVER/chat/completions"
  run "$libexec/await-vllm"
  [[ $status -eq 0 && $output == "eight answers on http://127.0.0.1:8000/v1" ]]
  grep -q '"max_tokens": 1' "$SERVER/arguments"
}

@test "await-vllm asks for a plain completion where the model has no chat template" {
  server
  echo '{"data": [{"id": "eight"}]}' >"$SERVER/models"
  echo '{}' >"$SERVER/completions"
  "$libexec/await-vllm"
}

@test "await-vllm is not content with a server of another model, and ends with the main process" {
  server
  echo '{"data": [{"id": "seventy"}]}' >"$SERVER/models"
  echo '{}' >"$SERVER/chat/completions"
  MAINPID=none run "$libexec/await-vllm"
  [[ $status -eq 1 && $output == *"cannot wait for eight: the server ended"* ]]
}

@test "await-vllm asks a server on every interface on loopback, and keeps the key off the command line" {
  server
  echo '{"data": [{"id": "eight"}]}' >"$SERVER/models"
  echo '{}' >"$SERVER/chat/completions"
  DUBNIUM_VLLM_HOST=0.0.0.0 VLLM_API_KEY=hush "$libexec/await-vllm"
  grep -q 'http://127.0.0.1:8000/v1/models' "$SERVER/arguments"
  run ! grep hush "$SERVER/arguments"
  grep -q 'Authorization: Bearer hush' "$SERVER/input"
}
