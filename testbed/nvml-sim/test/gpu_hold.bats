#!/usr/bin/env bats
# shellcheck disable=SC2154 # holder, starter and said come from helpers.bash
load helpers

@test "a holder shows as a process and as used memory, and is gone after SIGTERM" {
  hold --gpu 1 --memory 1000
  [[ $(query) == *"compute $holder 1048576000"* ]]
  [[ $(gpu_line 1) == *"used $((1100 * 1048576)) "* ]]
  [[ $(gpu_line 0) == *"used $((100 * 1048576)) "* ]]
  kill "$holder"
  wait "$starter"
  [[ $(query) != *compute* ]]
  [[ $(gpu_line 1) == *"used $((100 * 1048576)) "* ]]
}

@test "a killed holder no longer counts although its claim stays behind" {
  hold --memory 10
  kill -KILL "$holder"
  wait "$starter" || true
  [[ -e $NVML_SIM_STATE/gpus/0/processes/$holder-compute ]]
  [[ $(query) != *compute* ]]
}

@test "a claim of another process that had the same pid does not count" {
  printf 'used=1000\nstarted=1\n' > "$NVML_SIM_STATE/gpus/0/processes/$$-compute"
  [[ $(query) != *compute* ]]
}

@test "kinds are told apart, and each opens its device files" {
  hold --kind graphics --memory 5
  [[ $(query) == *"graphics $holder "* ]]
  run bash -c "readlink /proc/$holder/fd/*"
  [[ $output == *"$NVML_SIM_STATE/dev/nvidiactl"* ]]
  [[ $output == *"$NVML_SIM_STATE/dev/nvidia0"* ]]
  [[ $output == *"$NVML_SIM_STATE/dev/dri/card0"* ]]
  hold --kind mps --gpu 1 --memory 5
  [[ $(query) == *"mps $holder "* ]]
  run bash -c "readlink /proc/$holder/fd/*"
  [[ $output == *"$NVML_SIM_STATE/dev/nvidia1"* ]]
  [[ $output != *"dri"* ]]
}

@test "only the named device is opened, or none" {
  hold --memory 0 --device dri/card1
  run bash -c "readlink /proc/$holder/fd/*"
  [[ $output == *"dev/dri/card1"* && $output != *"nvidia"* ]]
  hold --memory 1 --no-device
  run bash -c "readlink /proc/$holder/fd/*"
  [[ $output != *"/dev/nvidia"* && $output != *"/dev/dri"* ]]
}

@test "a stubborn holder says that it ignores SIGTERM and keeps its memory" {
  hold --memory 10 --stubborn
  kill "$holder"
  read -r line <&"$said"
  [[ $line == "gpu-hold: ignoring signal 15" ]]
  [[ $(query) == *"compute $holder "* ]]
}

@test "a left child keeps the memory after its parent has ended" {
  hold --memory 10 --leave-child
  [[ $holder != "$starter" ]]
  kill "$starter"
  wait "$starter"
  [[ $(query) == *"compute $holder "* ]]
}

@test "more memory than is free is refused" {
  hold --memory 8000
  run gpu-hold --memory 100
  [ "$status" -eq 1 ]
  [[ $output == "gpu-hold: cannot claim 100 MiB of GPU 0: out of memory, 92 MiB of 8192 MiB free" ]]
}

@test "bad arguments are refused" {
  run gpu-hold --kind disco
  [ "$status" -eq 1 ]
  run gpu-hold --gpu 9
  [[ $status -eq 1 && $output == *"nvidia9"* ]]
  run gpu-hold --fast
  [[ $status -eq 2 && $output == *"usage: gpu-hold"* ]]
}
