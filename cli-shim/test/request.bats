#!/usr/bin/env bats
# mode request: the command line, and following a job

load helpers

HOLDER='{"gpu": "GPU-8f3a2b1c-0000-4000-8000-000000000001", "pid": 4242, "kind": "compute",
  "command": "gpu-hold", "unit": "stubborn.service", "session": "3", "bytes": 8589934592,
  "tolerated": false}'
COMMITTED='{"State": "finished", "Outcome": "committed", "FinishedAt": 1763714612300000,
  "Reason": {"code": "none", "message": "", "condition": "settled"}}'
ACTING='{"State": "acting", "Step": 1, "StepCount": 5, "StepName": "start-unit compute.target"}'

@test "follows the job and says that the mode holds" {
  start_daemon '{"changes": [{"State": "guarding"}, '"$ACTING, $COMMITTED"']}'
  mode request compute
  exits 0
  [[ $output == '✓ compute holds, 5 steps in 12.3 s' ]]
}

@test "shows each change once: state, step, what is awaited and who holds it up" {
  start_daemon '{"changes": [{"State": "guarding"}, '"$ACTING"', {"Step": 3,
    "StepName": "await-gpu-release GPU-8f3a2b1c-0000-4000-8000-000000000001",
    "Reason": {"code": "gpu-not-released", "message": "GPU 1 is held", "holders": ['"$HOLDER"']}},
    {"Progress": 0.5}, '"$COMMITTED"']}'
  mode request compute
  exits 0
  mapfile -t told < <(printf '%s\n' "$stderr" | sed 's/^\[[0-9:]*\] //')
  [[ ${#told[@]} -eq 5 ]]
  [[ ${told[0]} == 'desktop → compute' ]]
  [[ ${told[1]} == 'observing the host' ]]
  [[ ${told[2]} == 'judging the guards' ]]
  [[ ${told[3]} == '1/5 start compute.target' ]]
  [[ ${told[4]} == '3/5 wait for release of GPU 1: held by gpu-hold[4242] (stubborn.service, session 3) with 8.0 GiB' ]]
}

@test "reads the job once for each change, and never polls" {
  start_daemon '{"changes": [{"State": "guarding"}, '"$ACTING, $COMMITTED"']}'
  mode request compute
  exits 0
  [[ $(calls GetAll) -eq 4 ]]
}

@test "a job that is over before it is looked at needs no signal" {
  start_daemon '{"announce": false, "job": '"$COMMITTED"'}'
  mode request compute
  exits 0
  [[ $(calls GetAll) -eq 1 ]]
}

@test "--json prints the finished job; progress goes to stderr" {
  start_daemon '{"changes": ['"$COMMITTED"']}'
  mode request compute --json
  exits 0
  [[ $(json '[.To, .Outcome, .Reason.condition] | join(" ")') == 'compute committed settled' ]]
  warns 'observing the host'
}

@test "--no-wait returns when the request is accepted" {
  start_daemon
  mode request compute --no-wait
  exits 0
  says 'compute was requested'
  [[ $(calls GetAll) -eq 0 ]]
}

@test "--no-wait --json prints the job's object" {
  start_daemon
  mode request compute --no-wait --json
  exits 0
  [[ $(json .job) == "$JOB" ]]
}

@test "passes on reason, guards to be passed by, expected mode and deadline" {
  start_daemon '{"job": '"$COMMITTED"'}'
  mode request compute --reason 'night "run"; $(true)' --bypass user-jobs --bypass=cpu-load \
    --expect-current desktop --deadline 5min
  exits 0
  [[ $(grep ^RequestMode "$CALLS") == 'RequestMode ["compute", {"reason": ["s", "night \"run\"; $(true)"], "expect-current": ["s", "desktop"], "timeout": ["t", 300000000], "bypass": ["as", ["user-jobs", "cpu-load"]]}]' ]]
}

@test "passes on what becomes of a cluster's jobs" {
  start_daemon '{"job": '"$COMMITTED"'}'
  mode request compute --jobs requeue --jobs-deadline 2min
  exits 0
  [[ $(grep ^RequestMode "$CALLS") == 'RequestMode ["compute", {"jobs": ["s", "requeue"], "jobs-deadline": ["t", 120000000]}]' ]]
  mode request compute --jobs kill
  exits 2
  warns "'kill' is neither wait, requeue nor cancel"
}

@test "--timeout passes: exit code 26, and the transition goes on" {
  start_daemon
  mode request compute --timeout 1
  exits 26
  warns 'the time is up; the transition goes on'
  [[ $(calls CancelJob) -eq 0 ]]
}

@test "a daemon that comes back tells what became of the transition" {
  start_daemon '{"changes": ['"$ACTING"', {"die": true}]}'
  start_mode request compute
  await_line 'the mode controller is away'
  stop_daemon
  start_daemon '{"properties": {"LastTransition": {"id": "x", "requested": "compute",
    "from": "desktop", "to": "desktop", "outcome": "rolled-back", "code": "interrupted",
    "message": "the mode controller was killed", "started": 1763714531000000,
    "finished": 4000000000000000, "uid": 0, "condition": "settled"}}}'
  await_line 'mode: cannot enter compute: the mode controller was killed'
  await_line 'everything was undone; desktop holds again'
  await_end
  exits 20
}

@test "a daemon that is taking the transition up again is waited for" {
  start_daemon '{"changes": ['"$ACTING"', {"die": true}]}'
  start_mode request compute
  await_line 'the mode controller is away'
  stop_daemon
  start_daemon '{"properties": {"ActiveJob": "/org/dubnium/ModeController/job/1",
    "Condition": "transitioning"}}'
  await_line 'takes up the transition'
  stop_daemon
  start_daemon '{"properties": {"LastTransition": {"id": "x", "requested": "compute",
    "from": "desktop", "to": "compute", "outcome": "committed", "code": "none", "message": "",
    "started": 1763714531000000, "finished": 4000000000000000, "uid": 0,
    "condition": "settled"}}}'
  await_line '✓ compute holds'
  await_end
  exits 0
}

ended() { # OUTCOME FINISHED STARTED REQUESTED
  printf '{"id": "i%s", "requested": "%s", "from": "desktop", "to": "compute", "outcome": "%s", "code": "none",
    "message": "", "started": %s, "finished": %s, "uid": 0, "condition": "settled"}' "$3" "$4" "$1" "$3" "$2"
}

@test "a daemon that dies over the request itself is waited for, and tells the end" {
  start_daemon '{"dieAt": "RequestMode"}'
  start_mode request compute
  await_line 'the mode controller is away'
  stop_daemon
  start_daemon '{"properties": {"ActiveJob": "/org/dubnium/ModeController/job/1",
    "Condition": "transitioning"}}'
  await_line 'takes up the transition'
  stop_daemon
  start_daemon '{"properties": {"LastTransition": '"$(ended committed 4000000000000000 3999999999000000 compute)"'}}'
  await_line '✓ compute holds'
  await_end
  exits 0
}

@test "a request that died with the daemon, and is on no record: 23, and to ask again" {
  start_daemon '{"dieAt": "RequestMode"}'
  start_mode request compute
  await_line 'the mode controller is away'
  stop_daemon
  start_daemon
  await_line 'cannot enter compute: the mode controller does not answer'
  await_end
  exits 23
}

@test "a transition that others have had since does not hide the end of ours" {
  start_daemon '{"changes": ['"$ACTING"', {"die": true}]}'
  start_mode request compute
  await_line 'the mode controller is away'
  stop_daemon
  start_daemon '{"properties": {"LastTransition": '"$(ended committed 4000000000000009 4000000000000005 desktop)"'},
    "transitions": ['"$(ended committed 4000000000000009 4000000000000005 desktop)"',
      '"$(ended committed 4000000000000004 4000000000000003 compute)"',
      '"$(ended rolled-back 4000000000000002 1763714600000000 compute)"']}'
  await_line 'cannot enter compute'
  await_end
  exits 20
}

@test "a daemon that comes back without a memory of the transition is no success" {
  start_daemon '{"changes": ['"$ACTING"', {"die": true}]}'
  start_mode request compute
  await_line 'the mode controller is away'
  stop_daemon
  start_daemon
  await_line 'cannot tell what became of the request'
  await_end
  exits 23
}

@test "another daemon's job under the same number is not mistaken for ours" {
  start_daemon '{"changes": ['"$ACTING"', {"die": true}]}'
  start_mode request compute
  await_line 'the mode controller is away'
  stop_daemon
  start_daemon '{"properties": {"ActiveJob": "'"$JOB"'", "Condition": "transitioning"},
    "job": {"StartedAt": 1763714699000000, "Outcome": "committed"}}'
  await_line 'takes up the transition'
  kill "$MODE_PID"
  await_end
}

@test "SIGTERM leaves the transition running and says so" {
  start_daemon '{"changes": ['"$ACTING"']}'
  start_mode request compute
  await_line '1/5 start compute.target'
  kill -TERM "$MODE_PID"
  await_line 'mode: the transition goes on'
  await_line 'mode cancel'
  await_end
  exits 143
  [[ $(calls CancelJob) -eq 0 ]]
}

@test "no listener is left behind" {
  start_daemon '{"changes": ['"$ACTING"', '"$COMMITTED"']}'
  mode request compute
  exits 0
  run ! pgrep -f "dbus-monitor.*$BATS_TEST_TMPDIR"
}

@test "--wait and --no-wait exclude each other" {
  mode request compute --wait --no-wait
  exits 2
}

@test "a duration must be one" {
  mode request compute --timeout soon
  exits 2
  warns "--timeout: 'soon' is not a duration"
}

@test "needs one mode" {
  mode request
  exits 2
  warns 'MODE is missing'
  mode request desktop compute
  exits 2
  warns "unexpected argument 'compute'"
}

@test "shows how far the model's load is while its unit starts" {
  start_daemon '{"server": {"state": "loading", "phase": "cuda-graphs", "done": 7, "total": 35, "typical": 130000000},
    "changes": [{"State": "acting", "Step": 4, "StepCount": 5, "StepName": "start-unit vllm.service"},
      '"$COMMITTED"']}'
  mode request compute
  exits 0
  warns '4/5 start vllm.service: capturing CUDA graphs 7 of 35; usually 2 min 10 s'
}

@test "says why the model server failed" {
  start_daemon '{"changes": [{"State": "finished", "Outcome": "rolled-back", "FinishedAt": 1763714612300000,
    "Reason": {"code": "model-server-failed", "cause": "kv-cache-none", "unit": "vllm.service",
      "message": "the weights leave no GPU memory for the KV cache; take a smaller model"}}]}'
  mode request compute
  exits 20
  warns 'the weights leave no GPU memory for the KV cache; take a smaller model'
}
