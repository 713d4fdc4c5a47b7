#!/usr/bin/env bats
# mode status

load helpers

@test "shows mode, condition, desired mode, last transition and GPUs with their holders" {
  start_daemon
  mode status
  exits 0
  [[ ${lines[0]} == '● desktop  settled  seen '*' ago' ]]
  [[ ${lines[1]} == '  Desired:   desktop' ]]
  says 'compute → desktop  committed  2025-11-21 08:42:23'
  says 'took 12.4 s, by root'
  says '0    NVIDIA RTX A4000  display  ok      0.4 / 16.0 GiB'
  says '812   weston          graphics  0.3 GiB  display-manager.service, session 2'
}

@test "is what mode does without a verb" {
  start_daemon
  mode
  exits 0
  says '● desktop  settled'
}

@test "names conflicts, degradations with expected and observed, and holds" {
  start_daemon '{"properties": {
    "Condition": "degraded", "DesiredMode": "compute",
    "Conflicts": ["compute.target is active", "session 2 is on seat0"],
    "Degradations": [{"clause": "slices:ai.slice", "expected": "20", "observed": "100"}],
    "Holds": [{"mode": "desktop", "direction": "leave", "kind": "block", "who": "reaper",
      "why": "recording"}]}}'
  mode status
  exits 0
  says '  Desired:   compute  (after a boot: desktop)'
  says '  Conflicts: compute.target is active'$'\n''             session 2 is on seat0'
  says '  Degraded:  slices:ai.slice: expected 20, observed 100'
  says '  Holds:     block leave desktop, by reaper: recording'
}

@test "says what is being done about a degradation" {
  start_daemon '{"properties": {"Condition": "degraded", "Degradations": [
    {"clause": "unitsActive:vllm.service", "expected": "active", "observed": "failed (exit-code)",
     "repair": "gave-up", "attempts": 5, "message": "cannot start vllm.service: failed"},
    {"clause": "slices:ai.slice:CPUWeight", "expected": "400", "observed": "7",
     "repair": "pending", "attempts": 0, "message": ""},
    {"clause": "graphics", "expected": "required", "observed": "absent"}]}}'
  mode status
  exits 0
  says 'unitsActive:vllm.service: expected active, observed failed (exit-code)
               gave up after 5 repairs: cannot start vllm.service: failed
             slices:ai.slice:CPUWeight: expected 400, observed 7
               repair pending
             graphics: expected required, observed absent'
}

@test "names the jobs of a cluster that are waited for" {
  start_daemon '{"properties": {"ActiveJob": "'"$JOB"'"}, "job": {
    "State": "acting", "Step": 1, "StepCount": 5, "StepName": "drain-slurm-node wait",
    "Reason": {"code": "none", "message": "the end of job 42 (train) of alice, 3 min left", "holders": []}}}'
  mode status
  exits 0
  says '             1/5 drain the Slurm node, its jobs: wait'
  says '             the end of job 42 (train) of alice, 3 min left'
}

@test "shows the transition that is running, its step, and who holds it up" {
  start_daemon '{"properties": {"ActiveJob": "'"$JOB"'"}, "job": {
    "State": "acting", "Step": 3, "StepCount": 5,
    "StepName": "await-gpu-release GPU-8f3a2b1c-0000-4000-8000-000000000001",
    "Reason": {"code": "gpu-not-released", "message": "GPU 1 is held", "holders": [
      {"gpu": "GPU-8f3a2b1c-0000-4000-8000-000000000001", "pid": 4242, "kind": "compute",
       "command": "gpu-hold", "unit": "stubborn.service", "session": "3", "bytes": 8589934592,
       "tolerated": false}]}}}'
  mode status
  exits 0
  says '  Job:       7: desktop → compute, for '
  says '             3/5 wait for release of GPU 1'
  says '             held by gpu-hold[4242] (stubborn.service, session 3) with 8.0 GiB'
}

@test "says why the last transition failed" {
  start_daemon '{"properties": {"LastTransition": {"id": "x", "requested": "compute",
    "from": "desktop", "to": "desktop", "outcome": "rolled-back", "code": "job-failed",
    "message": "vllm.service did not start", "started": 1763714531000000,
    "finished": 1763714543400000, "uid": 0, "condition": "settled"}}}'
  mode status
  exits 0
  says '  Last:      desktop → compute  rolled-back  '
  says '             vllm.service did not start'
}

@test "works before the first transition and without any GPU" {
  start_daemon '{"properties": {"LastTransition": {}}, "gpus": [], "holders": []}'
  mode status
  exits 0
  says 'no GPU is visible'
  [[ $output != *Last:* ]]
}

@test "--json is one object with state, job, gpus and holders" {
  start_daemon
  mode status --json
  exits 0
  [[ $(json '.state.CurrentMode') == desktop ]]
  [[ $(json '.job') == null ]]
  [[ $(json '.gpus | map(.Index) | join(" ")') == '0 1' ]]
  [[ $(json '.holders[2].pid') == 4242 ]]
}

@test "asks the daemon four times" {
  start_daemon
  mode status
  [[ $(wc -l <"$CALLS") -eq 4 ]]
}

@test "no text of the host reaches the terminal as an escape sequence" {
  start_daemon '{"properties": {"Conflicts": ["evil \u001b[2J\u0007 \u009b31m name"]}}'
  mode status
  exits 0
  says 'evil \x1b[2J\x07 \x9b31m name'
}

@test "an unknown mode comes with the evidence that is missing, unreadable GPUs with the reason" {
  start_daemon '{
    "properties": {"CurrentMode": "unknown", "Condition": "unknown"},
    "errors": {"ListGpuHolders": ["org.dubnium.ModeController.Error.ObservationUnavailable",
      "cannot load libnvidia-ml.so.1"]},
    "describe": {"classification": {"mode": "unknown", "missing": ["gpus: cannot load libnvidia-ml.so.1"],
      "contradicts": ["compute.target is inactive"]}}}'
  mode status
  exits 0
  says '● unknown  unknown'
  says '  Missing:   gpus: cannot load libnvidia-ml.so.1'
  says '  Against:   compute.target is inactive'
  says '  cannot load libnvidia-ml.so.1'
  [[ $output != *GiB* ]]
  mode status --json
  exits 0
  [[ $(json .holders) == null ]]
  [[ $(json .unavailable) == 'cannot load libnvidia-ml.so.1' ]]
}

@test "shows how far the model's load is, and what it usually takes" {
  start_daemon '{"server": {"state": "loading", "phase": "load-weights", "done": 3, "total": 8,
    "model": "/var/lib/dubnium/models/eight", "since": '"$(date +%s)000000"', "typical": 130000000}}'
  mode status
  exits 0
  says '  Model:     loading weights 3 of 8; usually 2 min 10 s, since '
  says ' s  /var/lib/dubnium/models/eight'
}

@test "shows why the model server failed, its last lines, and what a former one left behind" {
  start_daemon '{"server": {"state": "failed", "phase": "load-weights", "cause": "unknown",
    "message": "the cause is not known; read its last lines", "lines": ["RuntimeError: \u001b[2Jx"],
    "strays": ["pid 7 (python3) is left of a former model server; end it: kill 7"]}}'
  mode status
  exits 0
  says '  Model:     failed
             the cause is not known; read its last lines
             RuntimeError: '
  [[ $output != *$'\033[2J'* ]]
  says '  Left over: pid 7 (python3)'
}

@test "says nothing of a model server that is off, or of a daemon that tells none" {
  start_daemon
  mode status
  exits 0
  [[ $output != *Model:* ]]
  stop_daemon
  start_daemon '{"errors": {"Get": ["org.freedesktop.DBus.Error.UnknownInterface", "cannot find it"]}}'
  mode status
  exits 0
  [[ $output != *Model:* ]]
}
