#!/usr/bin/env bats
load helpers

@test "init makes the GPUs asked for" {
  gpu-sim init --gpus 3 --memory 1024 --reserved 24 --driver 535.54.03
  [[ $(query | grep -c '^gpu ') -eq 3 ]]
  [[ $(query) == "driver 535.54.03"* ]]
  [[ $(gpu_line 2) == *"000000000002 used $((24 * 1048576)) total $((1024 * 1048576))" ]]
}

@test "init starts afresh" {
  gpu-sim fault set all code=999
  gpu-sim init
  [[ $(query | grep -c '^gpu ') -eq 1 ]]
}

@test "add makes one more" {
  gpu-sim add --memory 2048
  [[ $(gpu_line 2) == *"total $((2048 * 1048576))" ]]
}

@test "set and unset change a property" {
  gpu-sim set 0 memory_leaked=1048576 'name=A GPU = new'
  [[ $(gpu_line 0) == *"used $((101 * 1048576)) "* ]]
  grep -q '^name=A GPU = new$' "$NVML_SIM_STATE/gpus/0/properties"
  gpu-sim unset 0 memory_leaked
  [[ $(gpu_line 0) == *"used $((100 * 1048576)) "* ]]
}

@test "a fault makes one entry point fail, for one GPU if so asked, until it is cleared" {
  gpu-sim fault set nvmlDeviceGetUUID@1 code=15
  run query
  [[ $status -eq 1 && $output == *"gpu 0"* && $output == *"cannot call UUID: NVML error 15"* ]]
  gpu-sim fault clear nvmlDeviceGetUUID@1
  query
  gpu-sim fault set nvmlInit_v2 code=18
  run query
  [[ $output == *"cannot call nvmlInit_v2: NVML error 18"* ]]
  gpu-sim fault clear
  query
}

@test "a hanging call returns when the fault is cleared" {
  gpu-sim fault set nvmlSystemGetDriverVersion hang
  nvml-query "$NVML_SIM_BUILD/libnvidia-ml.so.1" > "$BATS_TEST_TMPDIR/answer" 3>&- &
  gpu-sim fault clear
  wait $!
  [[ $(< "$BATS_TEST_TMPDIR/answer") == driver* ]]
}

@test "without a state there is no driver" {
  rm -r "$NVML_SIM_STATE"
  run query
  [[ $output == *"cannot call nvmlInit_v2: NVML error 9"* ]]
}

@test "xid queues an event" {
  gpu-sim xid 1 79
  [[ $(< "$NVML_SIM_STATE/events/queue") == "1 8 79" ]]
}

@test "any user may register processes and open the devices" {
  [[ $(stat -c %a "$NVML_SIM_STATE/gpus/0/processes") == 777 ]]
  [[ $(stat -c %a "$NVML_SIM_STATE/dev/nvidia0") == 666 ]]
  [[ $(stat -c %a "$NVML_SIM_STATE/dev/dri/card0") == 666 ]]
}

@test "misuse is told with the usage and status 2" {
  local -a wrong=("" "fly" "init --wheels 4" "set 0" "fault set nvmlInit_v2" "fault set nvmlInit_v2 code=x"
    "xid 0")
  local arguments
  for arguments in "${wrong[@]}"; do
    # shellcheck disable=SC2086 # words are meant to split
    run gpu-sim $arguments
    [[ $status -eq 2 && $output == "usage: gpu-sim init"* ]]
  done
}

@test "an unknown GPU is refused by name" {
  run gpu-sim set 7 temperature=90
  [[ $status -eq 1 && $output == "gpu-sim: cannot find GPU 7: there is no $NVML_SIM_STATE/gpus/7" ]]
}

@test "libraries without some symbols lack just those" {
  local variants=$NVML_SIM_BUILD/variants
  run nm -D --defined-only "$variants/no-v3/libnvidia-ml.so.1"
  [[ $output == *RunningProcesses_v2* && $output != *RunningProcesses_v3* ]]
  run nm -D --defined-only "$variants/v1-only/libnvidia-ml.so.1"
  [[ $output == *RunningProcesses* && $output != *RunningProcesses_v* ]]
  run nm -D --defined-only "$variants/bare/libnvidia-ml.so.1"
  [[ $output == *nvmlInit_v2* && $output != *RunningProcesses* && $output != *EventSet* ]]
  run nm -D --defined-only "$variants/foreign/libnvidia-ml.so.1"
  [[ $output != *nvmlInit* ]]
}

@test "recovery sets what the driver asks for, and queues the change" {
  gpu-sim recovery 1 4
  grep -qx recovery_action=4 "$NVML_SIM_STATE/gpus/1/properties"
  [[ $(< "$NVML_SIM_STATE/events/queue") == "1 32768 4" ]]
  gpu-sim recovery 1 none
  grep -qx recovery_action=0 "$NVML_SIM_STATE/gpus/1/properties"
  run gpu-sim recovery 1 soon
  [[ $status -eq 1 && $output == "gpu-sim: cannot set the recovery action"* ]]
}
