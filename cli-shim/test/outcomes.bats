#!/usr/bin/env bats
# mode request: what each outcome says, and its exit code

load helpers

# outcome OUTCOME REASON: requests compute from a daemon whose job ends like that.
outcome() {
  start_daemon '{"job": {"State": "finished", "Outcome": "'"$1"'",
    "FinishedAt": 1763714612300000, "Reason": '"$2"'}}'
  mode request compute
}

CLAUSES='"clauses": [{"clause": "unitsActive:vllm.service", "expected": "active",
  "observed": "failed"}]'
DENIED='{"name": "audio-idle", "verdict": "deny", "code": "audio-running",
  "message": "reaper[2201] is running; close it", "bypassable": false, "bypassed": false,
  "evidence": ["pcm0p/sub0 of card 1 is RUNNING"], "params": {}}'

@test "committed" {
  outcome committed '{"code": "none", "message": "", "condition": "settled"}'
  exits 0
  says '✓ compute holds'
}

@test "committed but degraded names the clause" {
  outcome committed '{"code": "none", "message": "", "condition": "degraded", '"$CLAUSES"'}'
  exits 22
  warns 'mode: compute holds, but is degraded'
  warns '  unitsActive:vllm.service: expected active, observed failed'
}

@test "unchanged" {
  outcome unchanged '{"code": "none", "message": ""}'
  exits 0
  says '✓ compute holds already'
}

@test "blocked names every guard that stands against it" {
  outcome blocked '{"code": "guard-denied", "message": "", "guards": ['"$DENIED, $DENIED"']}'
  exits 10
  warns 'mode: cannot enter compute: 2 guards stand against it'
  warns '  ✗  audio-idle  reaper[2201] is running; close it'
  warns 'pcm0p/sub0 of card 1 is RUNNING'
  warns 'nothing was changed'
  [[ $stderr != *'to pass by'* ]]
}

@test "blocked by guards that may be passed by tells how" {
  outcome blocked '{"code": "guard-denied", "message": "", "guards": ['"${DENIED/'"bypassable": false'/'"bypassable": true'}"']}'
  exits 10
  warns 'to pass by: mode request compute --bypass audio-idle'
}

@test "blocked by a guard that cannot tell" {
  outcome blocked '{"code": "guard-error", "message": "cannot read GPU 0", "guards": []}'
  exits 24
  warns 'mode: cannot enter compute: cannot read GPU 0'
}

@test "blocked because it came to end more than was authorised" {
  outcome blocked '{"code": "grant-exceeded", "message": "cannot go on: it would now also end session 5 of bob, which it did not when it was allowed; ask again"}'
  exits 13
  warns 'mode: cannot enter compute: cannot go on: it would now also end session 5 of bob'
  warns 'nothing was changed'
}

@test "blocked by a hold" {
  outcome blocked '{"code": "held", "message": "reaper: recording", "guards": []}'
  exits 11
  warns 'reaper: recording'
}

@test "rolled back names step, unit and job result" {
  outcome rolled-back '{"code": "job-failed", "message": "cannot start vllm.service",
    "step": "start-unit compute.target", "unit": "vllm.service", "job-result": "failed"}'
  exits 20
  warns 'mode: cannot enter compute: cannot start vllm.service'
  warns '  step: start compute.target'
  warns '  unit: vllm.service  look: journalctl -u vllm.service'
  warns '  everything was undone; desktop holds again'
}

@test "rolled back because of a holder names it with pid, unit and session" {
  outcome rolled-back '{"code": "gpu-not-released", "message": "GPU 1 is still held",
    "step": "await-gpu-release GPU-8f3a2b1c-0000-4000-8000-000000000001",
    "holders": [{"gpu": "GPU-8f3a2b1c-0000-4000-8000-000000000001", "pid": 4242,
      "kind": "compute", "command": "gpu-hold", "unit": "stubborn.service", "session": "3",
      "bytes": 8589934592, "tolerated": false}]}'
  exits 20
  warns '  step: wait for release of GPU 1'
  warns '  held by gpu-hold[4242] (stubborn.service, session 3) with 8.0 GiB on GPU 1'
}

@test "stranded names what does not hold and what to do" {
  outcome stranded '{"code": "job-failed", "message": "desktop.target failed", '"$CLAUSES"'}'
  exits 21
  warns 'mode: cannot enter compute, and cannot bring back desktop: desktop.target failed'
  warns '  unitsActive:vllm.service: expected active, observed failed'
  warns 'mode request desktop'
}

@test "cancelled by somebody else" {
  outcome cancelled '{"code": "cancelled", "message": "called off by root"}'
  exits 25
  warns 'mode: the transition to compute was called off; desktop holds'
}

@test "called off because its time was over" {
  outcome cancelled '{"code": "timed-out", "message": "cannot finish within the 60 s that the request allows"}'
  exits 25
  warns 'was called off: cannot finish within the 60 s that the request allows; desktop holds'
}

@test "an outcome that nobody knows is no success" {
  outcome sublime '{"code": "none", "message": ""}'
  exits 24
}
