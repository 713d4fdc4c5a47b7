# Every test has a state of its own and ends the holders that it started.
setup() {
  : "${NVML_SIM_BUILD:?run these tests with: make check}"
  PATH=$NVML_SIM_BUILD:$PATH
  export NVML_SIM_STATE=$BATS_TEST_TMPDIR/state
  holders=() holder='' starter='' said=''
  gpu-sim init --gpus 2 --memory 8192 --reserved 100
}

teardown() {
  local pid
  for pid in "${holders[@]}"; do
    kill -KILL "$pid" 2> /dev/null || true
    wait "$pid" 2> /dev/null || true
  done
}

# hold ARGUMENTS: starts gpu-hold and returns once it holds. $holder is the pid that it named,
# $starter that of gpu-hold itself (the same but for --leave-child), $said reads what it says next.
hold() {
  local line
  exec {said}< <(exec gpu-hold "$@" 2>&1 3>&-)
  starter=$!
  holders+=("$starter")
  read -r line <&"$said"
  holder=${line##* }
  holders+=("$holder")
}

query() {
  nvml-query "$NVML_SIM_BUILD/libnvidia-ml.so.1"
}

# What the library answers about one GPU: its line and those of its processes.
gpu_line() {
  query | grep "^gpu $1 "
}
