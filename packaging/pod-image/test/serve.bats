#!/usr/bin/env bats
# The model server.
# shellcheck disable=SC2016,SC2030,SC2031,SC2154 # scripts are for another shell, and each test for itself
bats_require_minimum_version 1.5.0
load helpers

serve() {
  fake vllm <<<'echo "vllm $*, key $VLLM_API_KEY"'
  touch "$DUBNIUM_DEVICES"/nvidia{0,1}
  DUBNIUM_ROLE=serve run "$image/start"
}

@test "vLLM is given the model, all GPUs and the arguments as words" {
  export DUBNIUM_MODEL=org/model VLLM_API_KEY=a-servers-key DUBNIUM_VLLM_ARGUMENTS='--max-model-len 4096 $(reboot) *'
  serve
  [[ $output == *'vllm serve org/model --host 0.0.0.0 --port 8000 --max-model-len 4096 $(reboot) * --tensor-parallel-size 2, key a-servers-key'* ]]
  [[ $status == 1 && $output == *'cannot go on: vllm ended with status 0'* ]]
}

@test "no server is open to everyone, and no key is in a process list" {
  export DUBNIUM_MODEL=org/model
  serve
  [[ $status == 78 && $output == *'VLLM_API_KEY is not a key'* ]]
  VLLM_API_KEY=a-servers-key DUBNIUM_VLLM_ARGUMENTS='--api-key=other-key' serve
  [[ $status == 78 && $output == *'set VLLM_API_KEY'* && $output != *other-key* ]]
  VLLM_API_KEY=a-servers-key DUBNIUM_VLLM_ARGUMENTS='--port 9' serve
  [[ $status == 78 ]]
  VLLM_API_KEY=a-servers-key DUBNIUM_MODEL='--help' serve
  [[ $status == 78 && $output == *'DUBNIUM_MODEL is not'* ]]
}
