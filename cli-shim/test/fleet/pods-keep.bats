#!/usr/bin/env bats
# fleet pods keep

load helpers

@test "for so many minutes, rounded up" {
  start_agent "$(rented | jq -c '.routes["POST /api/pods/7h9k2m4n6p/keep"] = [202, {}]')"
  fleet pods keep worker-0 2h
  exits 0
  [[ $output == 'worker-0: is kept for 120 min' ]]
  fleet pods keep worker-0 61s --json
  exits 0
  [[ $(json .asked) == keep ]]
  [[ $(changed) == $'POST /api/pods/7h9k2m4n6p/keep {"minutes":120}\nPOST /api/pods/7h9k2m4n6p/keep {"minutes":2}' ]]
}

@test "durations that are none, or too long" {
  start_agent "$(rented)"
  local duration
  for duration in 0 2d soon 169h -1 ''; do
    fleet pods keep worker-0 "$duration"
    exits 2
  done
  fleet pods keep worker-0
  exits 2
  warns 'DURATION is missing'
  [[ ! -s $CALLS ]]
}
