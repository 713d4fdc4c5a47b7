#!/usr/bin/env bats
# mode cancel

load helpers

RUNNING='"properties": {"ActiveJob": "/org/dubnium/ModeController/job/7"}'

@test "calls off what is running and waits until it is undone" {
  start_daemon "{$RUNNING}"
  mode cancel
  exits 0
  says 'the transition to compute was called off; desktop holds'
  warns 'rolling back'
  grep -Fx 'CancelJob ["/org/dubnium/ModeController/job/7"]' "$CALLS"
}

@test "nothing to call off is no failure" {
  start_daemon
  mode cancel
  exits 0
  [[ $output == 'no transition is running' ]]
  mode cancel --json
  exits 0
  [[ $output == null ]]
}

@test "takes the number of a job" {
  start_daemon "{$RUNNING}"
  mode cancel 7
  exits 0
}

@test "a job that is not there: 14" {
  start_daemon "{$RUNNING}"
  mode cancel 8
  exits 14
  warns 'mode: cannot find job 8'
}

@test "what is no number of a job is a usage error" {
  mode cancel compute
  exits 2
  warns "'compute' is not the number of a job"
}

@test "too late: 12" {
  start_daemon "{$RUNNING"', "undoing": [{"State": "finished", "Outcome": "committed",
    "FinishedAt": 1763714609000000, "Reason": {"code": "none", "message": ""}}]}'
  mode cancel
  exits 12
}

@test "not cancellable any more: 12" {
  start_daemon "{$RUNNING"', "errors": {"CancelJob":
    ["org.dubnium.ModeController.Error.NotCancellable", "it is over"]}}'
  mode cancel
  exits 12
  warns 'it is over'
}

@test "stranded while being undone: 21" {
  start_daemon "{$RUNNING"', "undoing": [{"State": "finished", "Outcome": "stranded",
    "FinishedAt": 1763714609000000, "Reason": {"code": "job-failed", "message": "no way back"}}]}'
  mode cancel
  exits 21
  warns 'no way back'
}

@test "--no-wait returns when the daemon has accepted it" {
  start_daemon "{$RUNNING}"
  mode cancel --no-wait
  exits 0
  says 'the transition to compute is being called off'
}

@test "--json prints the finished job" {
  start_daemon "{$RUNNING}"
  mode cancel --json
  exits 0
  [[ $(json .Outcome) == cancelled ]]
}
