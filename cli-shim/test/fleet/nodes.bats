#!/usr/bin/env bats
# fleet nodes

load helpers

STALE='{"nodeId": "gpu-3", "hostname": "gpu-3", "reachable": false, "lastSeen": "2026-11-21T09:00:00Z",
  "unreachableBecause": "cannot read http://gpu-3:9400/metrics: refused", "gpus": [
  {"gpu": "0", "gpuName": "NVIDIA L4", "utilization": 12, "memoryUsedMB": 1024, "memoryTotalMB": 23034,
   "temperatureC": 40, "powerUsageW": 30}]}'

@test "a row for each GPU, the node's name in the first; what is not told is ?" {
  start_agent
  fleet nodes
  exits 0
  [[ ${lines[0]} == 'NODE   SEEN '*' GPU  NAME         LOAD  MEMORY             TEMP   POWER' ]]
  [[ ${lines[1]} == 'gpu-1  '*' ago  0    NVIDIA H200  88 %  100.0 / 140.0 GiB  64 °C  580 W' ]]
  [[ ${lines[2]} == '       '*'      1    NVIDIA H200  ?     ? / ? GiB          ?      ?' ]]
  [[ ${lines[3]} == 'gpu-2  '*' NVIDIA L40S  0 %   0.0 / 45.0 GiB     31 °C  33 W' ]]
}

@test "one node, with its clocks" {
  start_agent "$(jq '{routes: {"GET /api/metrics/gpu/gpu-1": .routes["GET /api/metrics/current"].nodes[0]}}' \
    "$FAKE/default.json")"
  fleet nodes gpu-1
  exits 0
  [[ ${lines[1]} == gpu-1*'580 W  1980 MHz  3201 MHz' ]]
  [[ ${#lines[@]} -eq 3 ]]
  fleet nodes gpu-1 --json
  [[ $(json '.[0].nodeId') == gpu-1 ]]
}

@test "a node that does not answer is greyed, with its age and why" {
  start_agent "{\"routes\": {\"GET /api/metrics/current\": {\"nodes\": [$STALE]}}}"
  fleet nodes
  exits 0
  [[ ${lines[1]} == gpu-3*' ago  0    NVIDIA L4  12 %'* ]]
  [[ ${lines[2]} == 'gpu-3: silent, seen '*' ago: cannot read http://gpu-3:9400/metrics: refused' ]]
  on_terminal 200 "$FLEET" nodes
  says "${ESCAPE}[2mNVIDIA L4${ESCAPE}[0m"
}

@test "a node without GPUs, and a fleet without nodes" {
  start_agent '{"routes": {"GET /api/metrics/current": {"nodes": [
    {"nodeId": "head", "reachable": true, "lastSeen": "2026-11-21T10:00:00Z", "gpus": []}]}}}'
  fleet nodes
  exits 0
  [[ ${lines[1]} == head*'no GPU is told of' ]]
  scenario '{"routes": {"GET /api/metrics/current": {"nodes": []}}}'
  fleet nodes
  [[ $output == 'no node is configured' ]]
}

@test "an unknown node: 14" {
  start_agent
  fleet nodes gpu-9
  exits 14
  warns "no node 'gpu-9' is in the fleet"
}

@test "a name cannot leave its place in the path" {
  start_agent
  fleet nodes '../../cluster/status?x#'
  exits 14
  [[ $(<"$CALLS") == 'GET /api/metrics/gpu/..%2F..%2Fcluster%2Fstatus%3Fx%23' ]]
}

@test "--json is an array of nodes" {
  start_agent
  fleet nodes --json
  [[ $(json 'map(.nodeId) | join(" ")') == 'gpu-1 gpu-2' ]]
}

@test "no line is wider than the terminal, and colours end" {
  start_agent "{\"routes\": {\"GET /api/metrics/current\": {\"nodes\": [$STALE]}}}"
  on_terminal 40 "$FLEET" nodes
  exits 0
  says '…'
  while IFS= read -r line; do
    line=$(sed -E 's/\x1b\[[0-9;]*m//g; s/\r//' <<<"$line")
    ((${#line} <= 40))
  done <<<"$output"
  [[ $(grep -o "${ESCAPE}\[2m" <<<"$output" | wc -l) -le $(grep -o "${ESCAPE}\[0m" <<<"$output" | wc -l) ]]
}

@test "names that are hostile" {
  start_agent '{"routes": {"GET /api/metrics/current": {"nodes": [{"nodeId": "a\u001b[31m\n\u0007b",
    "reachable": true, "lastSeen": "2026-11-21T10:00:00Z", "gpus": [{"gpu": "\u001b[0m",
    "gpuName": "H\u001b[2J200\u202e"}]}]}}}'
  fleet nodes
  exits 0
  says 'a\x1b[31m \x07b'
  says 'H\x1b[2J200'
  [[ $output != *"$ESCAPE"* ]]
  fleet nodes $'x\e[2J'
  exits 14
  [[ $stderr != *"$ESCAPE"* ]]
}
