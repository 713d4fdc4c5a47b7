#!/usr/bin/env bats
# mode watch

load helpers

RUNNING='"ActiveJob": "/org/dubnium/ModeController/job/7"'

end_watch() {
  kill "$MODE_PID"
  await_end
}

@test "tells the state, then each change" {
  start_daemon
  start_mode watch
  await_line 'mode        desktop'
  await_line 'condition   settled'
  await_line 'desired     desktop'
  await_line 'GPU 0       ok, role display'
  mode request compute --no-wait
  await_line 'transition  desktop → compute, observing the host'
  end_watch
}

@test "follows a transition to its end" {
  start_daemon '{"changes": [
    {"State": "acting", "Step": 1, "StepCount": 2, "StepName": "start-unit compute.target"},
    {"root": {"Condition": "degraded", "CurrentMode": "compute", "ActiveJob": "/",
      "Degradations": [{"clause": "slices:ai.slice", "expected": "900", "observed": "100",
        "repair": "pending", "attempts": 0, "message": ""}],
      "LastTransition": {"id": "y", "requested": "compute", "from": "desktop", "to": "compute",
        "outcome": "committed", "code": "none", "message": "", "started": 1, "finished": 2,
        "uid": 0, "condition": "degraded"}}}]}'
  start_mode watch
  await_line 'GPU 1'
  mode request compute --no-wait
  busctl --system call org.dubnium.ModeController "$JOB" org.freedesktop.DBus.Properties GetAll s x
  await_line 'transition  desktop → compute, 1/2 start compute.target'
  busctl --system call org.dubnium.ModeController "$JOB" org.freedesktop.DBus.Properties GetAll s x
  await_line 'mode        compute'
  await_line 'condition   degraded'
  await_line 'transition  desktop → compute committed'
  await_line 'degraded    slices:ai.slice: expected 900, observed 100'
  await_line 'repair      slices:ai.slice: repair pending'
  end_watch
}

@test "waits for a daemon that goes away, and starts none" {
  start_daemon
  start_mode watch
  await_line 'GPU 1'
  stop_daemon
  await_line 'daemon      not reachable'
  start_daemon
  await_line 'daemon      reachable again'
  await_line 'mode        desktop'
  end_watch
}

@test "--json prints a state a line" {
  start_daemon
  exec {states}< <(exec "$MODE" watch --json 3>&-)
  pid=$!
  read -r -u "$states" output
  [[ $(json '.condition + " " + .mode') == 'settled desktop' ]]
  mode request compute --no-wait
  read -r -u "$states" output
  [[ $(json .job.To) == compute ]]
  kill "$pid"
}

@test "ends when nobody reads any more" {
  start_daemon
  start_mode watch
  await_line 'GPU 1'
  exec {SAID}<&-
  mode request compute --no-wait
  await_end
  exits 141
}

@test "tells how the model server is" {
  start_daemon '{"server": {"state": "failed", "phase": "load-weights", "cause": "kv-cache-none",
    "message": "the weights leave no room", "strays": ["pid 7 is left"]}}'
  start_mode watch
  await_line 'model       failed: the weights leave no room'
  await_line 'model       pid 7 is left'
  end_watch
}
