#!/usr/bin/env bats
# What starts and watches vLLM, before a model server that is asked over real sockets (fake/model_server.py).
bats_require_minimum_version 1.5.0
load helpers

# server [JSON]: started; DUBNIUM_VLLM_PORT and MAINPID are its. Served is the model eight.
server() {
  export DUBNIUM_VLLM_MODEL=/models/eight DUBNIUM_VLLM_SERVED_NAME=eight
  REQUESTS=$BATS_TEST_TMPDIR/requests
  mkfifo "$BATS_TEST_TMPDIR/port"
  /usr/bin/env python3 -B "$BATS_TEST_DIRNAME/fake/model_server.py" "${ADDRESS-127.0.0.1}" "$REQUESTS" "$@" \
    >"$BATS_TEST_TMPDIR/port" 3>&- &
  started+=($!)
  export MAINPID=$!
  read -r DUBNIUM_VLLM_PORT <"$BATS_TEST_TMPDIR/port"
  export DUBNIUM_VLLM_PORT
  rm "$BATS_TEST_TMPDIR/port"
}

await() { run "$libexec/await-vllm" "$@"; }

# The process of a unit whose server does not listen, while another's does.
other_unit() {
  sleep 1000 3>&- &
  started+=($!)
  MAINPID=$!
}

# kept FILE: what is in the file as soon as it is there, in $output.
kept() {
  local deadline=$((SECONDS + 10))
  until [[ -e $RUNTIME_DIRECTORY/$1 ]]; do
    ((SECONDS < deadline)) || return 1
    sleep 0.05 # nothing announces a file
  done
  output=$(<"$RUNTIME_DIRECTORY/$1")
}

# background PROGRAM: its standard error is read from $said.
background() {
  exec {said}< <(exec "$libexec/$1" 2>&1 3>&-)
  started+=($!)
}

@test "await-vllm is done when the served name is listed and a token came" {
  server
  await
  [[ $status -eq 0 && $output == "eight answers on http://127.0.0.1:$DUBNIUM_VLLM_PORT/v1" ]]
  grep -q '^POST /v1/chat/completions - .*"max_tokens":1' "$REQUESTS"
}

@test "await-vllm asks for a plain completion where the model has no chat template" {
  server '{"answers": {"/v1/chat/completions": [400, {"error": {"message": "no template"}}],
    "/v1/completions": [200, {"choices": [{"text": "x"}], "model": "eight"}]}}'
  await
  [[ $status -eq 0 ]]
}

@test "a chat that fails by itself is no reason to wait where a completion comes" {
  server '{"answers": {"/v1/chat/completions": [500, {"error": {"message": "harmony"}}],
    "/v1/completions": [200, {"choices": [{"text": "x"}]}]}}'
  await
  [[ $status -eq 0 ]]
}

@test "models that complete nothing are ready by the endpoint that they are for" {
  local endpoint answer
  for endpoint in /v1/embeddings /pooling /classify /score /rerank; do
    answer='{"data": [{}]}'
    [[ $endpoint != /rerank ]] || answer='{"results": [{}]}'
    server '{"answers": {"/v1/chat/completions": [400, {"error": {"message": "no generation"}}],
      "'"$endpoint"'": [200, '"$answer"']}}'
    await
    [[ $status -eq 0 ]]
    grep -q "^POST $endpoint " "$REQUESTS"
  done
}

@test "what the server's own description does not have is not asked for" {
  server '{"answers": {"/openapi.json": [200, {"paths": {"/v1/models": {}, "/v1/embeddings": {}}}],
    "/v1/embeddings": [200, {"data": [{"embedding": [0.1]}]}]}}'
  await
  [[ $status -eq 0 ]]
  run ! grep -q chat "$REQUESTS"
}

@test "a model of sound alone is ready with its list of models" {
  server '{"answers": {"/openapi.json": [200, {"paths": {"/v1/models": {}, "/v1/audio/transcriptions": {}}}]}}'
  await
  [[ $status -eq 0 ]]
}

@test "a wrong key ends the wait at once, and says where the right one belongs" {
  server '{"key": "right"}'
  await
  [[ $status -eq 1 && $output == *'answers 401'*/etc/credstore/vllm.api-key*VLLM_API_KEY* ]]
  VLLM_API_KEY=wrong await
  [[ $status -eq 1 && $output == *'which it refuses'* && $output != *wrong* ]]
}

@test "the key comes from the credential, over the environment's" {
  server '{"key": "right"}'
  echo right >"$BATS_TEST_TMPDIR/api-key"
  CREDENTIALS_DIRECTORY=$BATS_TEST_TMPDIR VLLM_API_KEY=old await
  [[ $status -eq 0 ]]
  grep -q '^GET /v1/models Bearer right ' "$REQUESTS"
}

@test "nobody but the unit is told the key, or believed" {
  server '{"key": "hush"}'
  other_unit
  VLLM_API_KEY=hush await
  [[ $status -eq 1 && $output == *"(python3) of $(id -un)"*"listens on 127.0.0.1 port $DUBNIUM_VLLM_PORT, not vllm.service"* ]]
  [[ ! -e $REQUESTS ]]
}

@test "a process of another user that listens is named by its user" {
  server
  other_unit
  # Without its processes to be seen, as with ProtectProc=invisible, the socket's user is known.
  run setpriv --reuid=65534 --clear-groups "$libexec/await-vllm"
  [[ $status -eq 1 && $output == *"a process of $(id -un) listens"* ]]
  [[ ! -e $REQUESTS ]]
}

@test "a server on every interface, and one for IPv6, are known by their sockets too" {
  ADDRESS=0.0.0.0 server
  DUBNIUM_VLLM_HOST=0.0.0.0 await
  [[ $status -eq 0 ]]
  ADDRESS=:: server
  DUBNIUM_VLLM_HOST=:: await
  [[ $status -eq 0 ]]
  await # IPv4, to a socket for both
  [[ $status -eq 0 ]]
  other_unit
  await
  [[ $status -eq 1 ]]
  DUBNIUM_VLLM_HOST=::1 await
  [[ $status -eq 1 && $output == *'not vllm.service'* ]]
}

@test "a server of another model ends the wait, and names what it serves" {
  server '{"models": ["seventy", "seven\u001b[2J"]}'
  await
  [[ $status -eq 1 && $output == *'serves seventy, seven?[2J, not eight'* ]]
}

@test "an answer in the name of another model is not believed" {
  server '{"answers": {"/v1/chat/completions": [200, {"choices": [{}], "model": "seventy"}]}}'
  await
  [[ $status -eq 1 && $output == *'no kind of request is answered'* ]]
}

@test "what can never become right ends the wait, with the server's words" {
  server '{"answers": {"/v1/chat/completions": [400, {"error": {"message": "no such\nthing"}}]}}'
  await
  [[ $status -eq 1 && $output == *'no kind of request is answered'* ]]
  server '{"answers": {"/v1/models": [307, {}]}}'
  await
  [[ $status -eq 1 && $output == *'answers 307 to /v1/models'* ]]
  server '{"answers": {"/v1/models": [200, "<html>log in</html>"]}}'
  await
  [[ $status -eq 1 && $output == *'its list of models is none'* ]]
}

@test "a server that is not up to it yet is waited for, and what it says is told" {
  server '{"answers": {"/v1/models": [503, {"error": "loading"}]}}'
  background await-vllm
  read -r line <&"$said"
  [[ $line == 'waiting for eight: the server answers 503 to /v1/models' ]]
  kill "${started[-2]}"
  read -r line <&"$said"
  [[ $line == 'cannot wait for eight: the server ended' ]]
}

@test "answers in chunks are put together" {
  server '{"chunked": true}'
  await
  [[ $status -eq 0 ]]
}

@test "the API below --root-path is found there" {
  server '{"answers": {"/v1/models": [404, {}], "/x/v1/models": [200, {"data": [{"id": "eight"}]}],
    "/x/v1/chat/completions": [200, {"choices": [{}]}]}}'
  await --root-path /x
  [[ $status -eq 0 && $output == *":$DUBNIUM_VLLM_PORT/x/v1" ]]
}

@test "serve-vllm hands every setting and argument on as one word" {
  fake vllm <<<'printf "<%s>" "$@"'
  DUBNIUM_VLLM_MODEL='/models/a b' DUBNIUM_VLLM_PORT=8123 \
    run "$libexec/serve-vllm" --override '{"x": 1}'
  [[ $output == '<serve></models/a b><--served-model-name></models/a b><--host><127.0.0.1><--port><8123><--override><{"x": 1}>' ]]
}

@test "serve-vllm splits the arguments of the environment as systemd does" {
  fake vllm <<<'printf "<%s>" "${@:8}"'
  export DUBNIUM_VLLM_MODEL=/m
  DUBNIUM_VLLM_EXTRA_ARGS='  --a "b c"  '"'d \"e'"' f\ g "{\"x\": \"\$1\"}" ""' run "$libexec/serve-vllm"
  [[ $output == '<8000><--a><b c><d "e><f g><{"x": "$1"}><>' ]]
}

@test "serve-vllm says which model it starts the server with" {
  mkdir -p "$BATS_TEST_TMPDIR/run"
  RUNTIME_DIRECTORY=$BATS_TEST_TMPDIR/run DUBNIUM_VLLM_EXECUTABLE=true DUBNIUM_VLLM_MODEL=/store/small \
    run "$libexec/serve-vllm"
  [[ $status -eq 0 && $(<"$BATS_TEST_TMPDIR/run/model") == /store/small ]]
}

@test "serve-vllm without a model says where to name one, and is not tried again" {
  run env -u DUBNIUM_VLLM_MODEL "$libexec/serve-vllm"
  [[ $status -eq 78 && $output == *"set DUBNIUM_VLLM_MODEL in /etc/dubnium/vllm.env"* ]]
}

@test "serve-vllm gives vLLM its secrets in the environment, and no process list has them" {
  fake vllm <<<'printf "%s|" "$VLLM_API_KEY" "$HF_TOKEN" "$*"'
  echo hush >"$BATS_TEST_TMPDIR/api-key"
  printf token >"$BATS_TEST_TMPDIR/hf-token"
  CREDENTIALS_DIRECTORY=$BATS_TEST_TMPDIR DUBNIUM_VLLM_MODEL=/m run "$libexec/serve-vllm"
  [[ $output == 'hush|token|serve /m'* && ${output##*|*|} != *hush* ]]
}

@test "serve-vllm says what to do with a key in an environment file" {
  fake vllm <<<'echo "$VLLM_API_KEY"'
  VLLM_API_KEY=hush DUBNIUM_VLLM_MODEL=/m run --separate-stderr "$libexec/serve-vllm"
  [[ $output == hush && $stderr == '<4>'*/etc/credstore/vllm.api-key* && $stderr != *hush* ]]
}

@test "arguments that settle where it answers are understood by all" {
  local argument
  fake vllm <<<'printf "<%s>" "$@"'
  server
  local -r port=$DUBNIUM_VLLM_PORT
  unset DUBNIUM_VLLM_SERVED_NAME
  export DUBNIUM_VLLM_PORT=8000
  for argument in "--port=$port" "--port $port"; do
    export DUBNIUM_VLLM_EXTRA_ARGS="$argument --served_model_name eight other --host 127.0.0.1"
    await
    [[ $status -eq 0 && $output == "eight answers on http://127.0.0.1:$port/v1" ]]
    run "$libexec/serve-vllm"
    [[ $output == "<serve></models/eight><--served-model-name><eight><--host><127.0.0.1><--port><$port>"* ]]
  done
}

# refused ARGUMENTS WORDS
refused() {
  DUBNIUM_VLLM_EXTRA_ARGS=$1 run "$libexec/serve-vllm"
  [[ $status -eq 78 && $output == 'cannot serve a model: '*"$2"* && $output != *s3cret* ]] || {
    printf '%s: %s %s\n' "$1" "$status" "$output"
    return 1
  }
}

@test "arguments with which nobody could tell whether it answers are refused at once" {
  export DUBNIUM_VLLM_MODEL=/m
  refused '--api-key s3cret' /etc/credstore/vllm.api-key
  refused '--api_key=s3cret' /etc/credstore/vllm.api-key
  refused '--max-model-len 9 --api s3cret' 'write --api-key out'
  refused '--ssl-certfile /c --ssl-keyfile /k' 'a proxy with TLS'
  refused '--uds /run/x' TCP
  refused '--config /etc/c.yaml' DUBNIUM_VLLM_EXTRA_ARGS
  refused '--headless' 'without an API'
  refused '--port' 'has no value'
  refused '--port http' 'not the number of a port'
  refused '--port 65536' 'not the number of a port'
  refused '--port 0' 'not the number of a port'
  refused '--host=a/b' 'not an address'
  refused '--root-path ../x' 'not a path'
}

@test "an argument that contradicts a setting is refused, and both are named" {
  export DUBNIUM_VLLM_MODEL=/m
  DUBNIUM_VLLM_PORT=8123 refused '--port 9000' '--port 9000 in DUBNIUM_VLLM_EXTRA_ARGS contradicts DUBNIUM_VLLM_PORT=8123'
  DUBNIUM_VLLM_HOST=10.0.0.7 refused '--host 0.0.0.0' DUBNIUM_VLLM_HOST=10.0.0.7
  DUBNIUM_VLLM_SERVED_NAME=a refused '--served-model-name b' DUBNIUM_VLLM_SERVED_NAME=a
}

@test "a key with the characters of a header is refused" {
  export DUBNIUM_VLLM_MODEL=/m
  printf 'a\rX: b\n' >"$BATS_TEST_TMPDIR/api-key"
  CREDENTIALS_DIRECTORY=$BATS_TEST_TMPDIR refused '' 'the API key has characters'
}

METRICS='# TYPE vllm:num_requests_running gauge
vllm:num_requests_running{engine="0",model_name="eight"} 3.0
vllm:num_requests_waiting{engine="0",model_name="eight"} 1.0
vllm:num_requests_waiting_by_reason{engine="0",reason="capacity"} 1.0
vllm:prompt_tokens_total{engine="0",model_name="eight"} 12.0
vllm:kv_cache_usage_perc{engine="0"} 0.5'

@test "vllm-metrics keeps what is in flight and how many tokens there were, and nothing else" {
  server "$(jq -n --arg metrics "$METRICS" '{answers: {"/metrics": [200, $metrics]}}')"
  VLLM_API_KEY=hush background vllm-metrics
  kept requests
  [[ $output == 'vllm:num_requests_running{engine="0",model_name="eight"} 3.0
vllm:num_requests_waiting{engine="0",model_name="eight"} 1.0
vllm:prompt_tokens_total{engine="0",model_name="eight"} 12.0' ]]
  run ! grep -q hush "$REQUESTS"
}

@test "vllm-metrics leaves the file alone while vLLM does not answer as it should" {
  echo before >"$RUNTIME_DIRECTORY/requests"
  server "$(jq -n --arg metrics "$METRICS" '{answers: {"/metrics": [500, $metrics]}}')"
  background vllm-metrics
  until [[ -e $REQUESTS ]]; do sleep 0.05; done
  [[ $(<"$RUNTIME_DIRECTORY/requests") == before ]]
}

@test "vllm-metrics does not believe who listens in vLLM's place, and says so" {
  server "$(jq -n --arg metrics "$METRICS" '{answers: {"/metrics": [200, $metrics]}}')"
  other_unit
  background vllm-metrics
  read -r line <&"$said"
  [[ $line == 'cannot ask vLLM for its metrics: process '*'ignoring what it says' ]]
  [[ ! -e $RUNTIME_DIRECTORY/requests ]]
}

# serves SCRIPT: a vllm that is the bash script, started by serve-vllm.
serves() {
  fake vllm <<<"$1"
  DUBNIUM_VLLM_MODEL=/models/eight run "$libexec/serve-vllm"
}

@test "progress bars, which end with CR, are lines of their own, of both streams" {
  serves 'printf "bar 1/3\rbar 2/3\rbar 3/3\n"; printf "error\r\n" >&2'
  [[ $status -eq 0 ]]
  [[ $(grep -c . <<<"$output") -eq 4 && $output == *$'bar 1/3\nbar 2/3\nbar 3/3\n'* && $output != *$'\r'* ]]
}

@test "the filter lets binary noise and endless lines pass" {
  serves 'head -c 3000000 /dev/zero | tr "\0" x; echo; printf "\377\376\n"; exit 3'
  [[ $status -eq 3 ]]
  ((${#output} > 3000000))
}

# Who reads what the server prints: the filter, and the shell around it.
readonly READERS='pipe=$(readlink "/proc/$$/fd/1")
  readers() {
    local folder
    for folder in /proc/[0-9]*; do
      if [[ $(readlink "$folder/fd/0" 2>/dev/null) == "$pipe" ]]; then echo "${folder#/proc/}"; fi
    done
  }'

@test "the filter is no child of the server's" {
  serves "$READERS"'
    for pid in $(readers); do read -ra stat <"/proc/$pid/stat"; echo "parent ${stat[3]}"; done; echo "me $$"'
  [[ $output == *parent* ]]
  [[ $output != *"parent ${output##*me }"* ]]
}

@test "a filter that is killed is replaced, and the server goes on" {
  serves "$READERS"'
    trap "exit 7" PIPE
    filter() { for pid in $(readers); do if [[ $(<"/proc/$pid/comm") == tr ]]; then return; fi; done; false; }
    until filter; do sleep 0.02; done
    kill -KILL "$pid"
    # A reader that is being killed may still take what is printed.
    while [[ -e /proc/$pid ]]; do sleep 0.02; done
    echo one'
  [[ $status -eq 0 && $output == *one* ]]
}

@test "signals that reach all processes of the unit do not end the filter before the server" {
  serves "$READERS"'
    for pid in $(readers); do kill -TERM "$pid"; done
    echo draining'
  [[ $status -eq 0 && $output == draining ]]
}

# load JSON: what the mode controller has of the server.
load_is() {
  export DUBNIUM_VLLM_STATE=$BATS_TEST_TMPDIR/model-server.json INVOCATION_ID=abc NOTIFY_SOCKET=/nowhere
  printf '%s\n' "$1" >"$DUBNIUM_VLLM_STATE"
  fake systemd-notify <<<'echo "$1"'
  # shellcheck source=../libexec/vllm-status.sh
  source "$libexec/vllm-status.sh"
  run show_load
}

@test "the status of the unit says how far the load is" {
  load_is '{"invocation": "abc", "state": "loading", "activity": "loading weights 3 of 8",
    "since": '"$(($(date +%s) - 40))000000"', "typical": 130000000}'
  [[ $output == '--status=loading weights 3 of 8, 0:4'?'; usually 2:10' ]]
  load_is '{"invocation": "abc", "state": "loading", "activity": "compiling", "since": '"$(date +%s)000000"', "typical": 0}'
  [[ $output == '--status=compiling, 0:0'? ]]
}

@test "a load of another start, a file that is none, and none at all show nothing" {
  load_is '{"invocation": "other", "state": "loading", "activity": "x", "since": 1, "typical": 0}'
  [[ $status -eq 0 && ! $output ]]
  load_is 'no json'
  [[ $status -eq 0 && ! $output ]]
  rm "$DUBNIUM_VLLM_STATE"
  run show_load
  [[ $status -eq 0 && ! $output ]]
}
