#!/usr/bin/env bats
# mode explain

load helpers

@test "shows steps, guards with evidence, what ends, and the verdict" {
  start_daemon
  mode explain compute
  exits 0
  [[ ${lines[0]} == 'desktop → compute' ]]
  says '  1  end session 2                     within 90 s'
  says '  2  start compute.target              within 90 s    undo: start desktop.target'
  says '  3  wait for release of GPU 0, GPU 1  within 30 s'
  says '  ✗  audio-idle        reaper[2201] is running; close it'
  says '                       reaper[2201] of alice'
  says '  session 2                     alice, wayland on seat0'
  says '✗ it would be refused: audio-idle'
  says 'you may, with a password'
  says 'it usually takes 14.2 s'
}

@test "tells whether the model fits the GPU" {
  start_daemon '{"explain": {"from": "desktop", "to": "compute", "route": ["desktop", "compute"],
    "steps": [], "guards": [], "ends": [], "allowed": "yes", "gpu-fit": {"fits": true,
    "gpu": "GPU-8f3a2b1c-0000-4000-8000-000000000000", "need-bytes": 17179869184,
    "weights-bytes": 16106127360, "kv-cache-bytes": 1073741824, "budget-bytes": 23622320128}}}'
  mode explain compute
  exits 0
  says '  ✓  needs at least 16.0 GiB of the 22.0 GiB that vLLM takes of GPU 0'
  says '     15.0 GiB for weights, 1.0 GiB for one sequence'
}

@test "says why nobody can tell whether the model fits" {
  start_daemon '{"explain": {"from": "desktop", "to": "compute", "route": ["desktop", "compute"],
    "steps": [], "guards": [], "ends": [], "allowed": "yes",
    "gpu-fit": {"unavailable": "there is no model bundle to be weighed"}}}'
  mode explain compute
  exits 0
  says '  ?  there is no model bundle to be weighed'
}

@test "names the modes on the way" {
  start_daemon '{"explain": {"from": "studio-local", "to": "compute",
    "route": ["studio-local", "desktop", "compute"], "steps": [], "guards": [], "ends": [],
    "gpu-fit": {}, "allowed": "yes"}}'
  mode explain compute
  exits 0
  [[ ${lines[0]} == 'studio-local → compute  by way of desktop' ]]
}

@test "names the jobs of the cluster, and what becomes of each" {
  start_daemon '{"explain": {"from": "compute", "to": "desktop", "route": ["compute", "desktop"],
    "steps": [{"index": 1, "kind": "drain-slurm-node", "subject": "requeue", "deadline": 120000000,
      "undo": "resume-slurm-node slurm-node.service"}], "guards": [],
    "ends": [{"kind": "job", "name": "42", "detail": "train of alice, is requeued"}], "allowed": "yes", "gpu-fit": {},
    "jobs": [{"id": 42, "shown": "42", "user": "alice", "name": "train\u001b", "partition": "gpus",
      "left": 180000000, "policy": "requeue", "problem": ""}, {"id": 43, "shown": "43", "user": "bob", "name": "",
      "partition": "gpus", "left": 0, "policy": "requeue", "problem": "is interactive"}]}}'
  mode explain desktop --jobs requeue
  exits 0
  [[ $(grep ^Explain "$CALLS") == *'"jobs": ["s", "requeue"]'* ]]
  [[ $output == *'1  drain the Slurm node, its jobs: requeue'*'undo: resume slurm-node.service'* ]]
  says '  job 42  train of alice, is requeued'
  says 'Slurm jobs on this node'
  [[ $output == *'job 42  train'*' of alice'*'3 min left'*'is requeued'*'job 43  - of bob'*'is interactive'* ]]
}

@test "says so if nothing is to be done" {
  start_daemon '{"explain": {"from": "desktop", "to": "desktop", "route": ["desktop"],
    "steps": [], "guards": [], "ends": [], "gpu-fit": {}, "allowed": "yes"}}'
  mode explain desktop
  exits 0
  says '  nothing is to be done'
  says 'desktop holds already'
  says 'you may'
}

@test "passes on which guards are to be passed by" {
  start_daemon
  mode explain compute --bypass user-jobs --bypass=cpu-load
  exits 0
  grep -Fx 'Explain ["compute", {"bypass": ["as", ["user-jobs", "cpu-load"]]}]' "$CALLS"
}

@test "--json is the explanation as the daemon gives it" {
  start_daemon
  mode explain compute --json
  exits 0
  [[ $(json '.steps[1].undo') == 'start-unit desktop.target' ]]
  [[ $(json '.allowed') == challenge ]]
}

@test "requests nothing" {
  start_daemon
  mode explain compute
  [[ $(calls RequestMode) -eq 0 ]]
}

@test "a name that looks like an option stays a name" {
  start_daemon
  mode explain -- --verbose
  exits 14
  warns "there is no mode '--verbose'"
}
