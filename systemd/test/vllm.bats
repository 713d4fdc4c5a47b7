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
