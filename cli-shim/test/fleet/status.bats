#!/usr/bin/env bats
# fleet status

load helpers

SILENT='{"routes": {
  "GET /api/cluster/status": {"healthy": false},
  "GET /api/metrics/current": {"nodes": [
    {"nodeId": "gpu-1", "hostname": "gpu-1", "reachable": true, "lastSeen": "2026-11-21T10:00:00Z",
      "unreachableBecause": "cannot read http://gpu-1:9100/metrics: no answer came in time", "gpus": []},
    {"nodeId": "gpu-2", "hostname": "gpu-2", "reachable": false, "lastSeen": null,
      "unreachableBecause": "cannot read http://gpu-2:9400/metrics: refused", "gpus": []}]}}}'

@test "a fleet that is well, exit code 0" {
  start_agent
  fleet status
  exits 0
  [[ ${lines[0]} == '● healthy  2 nodes  3 GPUs  seen '*' ago' ]]
  says '  Load:    62 %, 55 °C on average'
  says '  Memory:  120.5 / 420.0 GiB'
  says '  Slurm:   32 of 128 CPUs on 2 nodes, 3 jobs run, 5 wait'
  [[ $output != *Silent* && $output != *Alerts* ]]
}

@test "is what fleet does without a verb" {
  start_agent
  fleet
  exits 0
  says '● healthy'
}

@test "a node that does not answer: since when, why, and exit code 1" {
  start_agent "$SILENT"
  fleet status
  exits 1
  says '● not healthy'
  says '  Silent:  gpu-2: silent, seen never: cannot read http://gpu-2:9400/metrics: refused'
  says '  In part: gpu-1: answers in part: cannot read http://gpu-1:9100/metrics: no answer came in time'
}

@test "alerts that fire, with where, what and since when" {
  start_agent "{\"routes\": {\"GET /api/alerts/events/firing\": [$FIRED]}}"
  fleet status
  exits 0
  says '  Alerts:  error  gpu-1 GPU 0: GPU hot (gpu_temperature 91.5 > 87.5), since 2026-11-21 10:00:00'
}

@test "works before anything was read, and without Slurm" {
  start_agent '{"routes": {"GET /api/metrics/current": {"nodes": []}, "GET /api/cluster/status":
    {"nodeCount": 0, "gpuCount": 0, "avgUtilization": null, "slurm": null, "lastUpdated": null}}}'
  fleet status
  exits 0
  [[ $output == '● healthy  0 nodes  0 GPUs  nothing read yet' ]]
}

@test "--json is one object, with the same exit code" {
  start_agent "$SILENT"
  fleet status --json
  exits 1
  [[ $(json .healthy) == false && $(json .cluster.gpuCount) == 3 ]]
  [[ $(json '.silent | map(.nodeId) | join(" ")') == gpu-2 ]]
  [[ $(json '.alerts | length') == 0 ]]
}

@test "no text of a node reaches the terminal as an escape sequence" {
  start_agent '{"routes": {"GET /api/cluster/status": {"healthy": false}, "GET /api/metrics/current":
    {"nodes": [{"nodeId": "evil\u001b[2J\u009b31m\u202e", "reachable": false, "lastSeen": "\u001b[2J",
      "unreachableBecause": "\u001b]0;title\u0007", "gpus": []}]}}}'
  fleet status
  says 'evil\x1b[2J\x9b31m: silent, seen never: \x1b]0;title\x07'
  [[ $output != *"$ESCAPE"* ]]
}
