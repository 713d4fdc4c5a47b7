#!/usr/bin/env bats
# How a pod's env reaches its machine.
bats_require_minimum_version 1.5.0

# environment JSON : as systemd would read it.
environment() {
  # shellcheck source=/dev/null
  . "$BATS_TEST_DIRNAME/../lib/pod-machine.sh"
  pod_environment "$1"
}

@test "a pod's env is quoted for systemd, and RunPod's and the image's variables are added" {
  run environment '{"id": "abc", "gpus": 2, "env": {"A": "a \"b\" \\ $c `d`", "B": ""}}'
  [[ $status == 0 ]]
  [[ $output == *'A="a \"b\" \\ \$c \`d\`"'* && $output == *'B=""'* ]]
  [[ $output == *'RUNPOD_POD_ID="abc"'* && $output == *'NVIDIA_VISIBLE_DEVICES="all"'* ]]
}

@test "what a pod sets is not RunPod's to be replaced, and RunPod's not the pod's" {
  run environment '{"id": "abc", "gpus": 0, "env": {"RUNPOD_POD_ID": "other", "NVIDIA_VISIBLE_DEVICES": "none"}}'
  [[ $output == *'RUNPOD_POD_ID="abc"'* && $output == *'NVIDIA_VISIBLE_DEVICES="none"'* ]]
}

@test "an id that is none is refused" {
  # shellcheck source=/dev/null
  . "$BATS_TEST_DIRNAME/../lib/common.sh"
  # shellcheck source=/dev/null
  . "$BATS_TEST_DIRNAME/../lib/pod-machine.sh"
  run pod_id '{"id": "../other"}'
  [[ $status == 1 && $output == *"cannot use '../other'"* ]]
}
