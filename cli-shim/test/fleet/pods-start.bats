#!/usr/bin/env bats
# fleet pods start

load helpers

@test "each pod that is named, in their order" {
  start_agent "$(rented '.' | jq -c '.routes["POST /api/pods/7h9k2m4n6p/start"] = [202, {}]
    | .routes["POST /api/pods/worker-1/start"] = [202, {}]')"
  fleet pods start worker-0 worker-1
  exits 0
  [[ $output == $'worker-0: start is asked for\nworker-1: start is asked for' ]]
  [[ $(changed) == $'POST /api/pods/7h9k2m4n6p/start\nPOST /api/pods/worker-1/start' ]]
  fleet pods start worker-0 --json
  [[ $(json '"\(.slot) \(.asked)"') == 'worker-0 start' ]]
}

@test "where one is not there, nothing is done with the others" {
  start_agent "$(rented)"
  fleet pods start worker-0 worker-7
  exits 14
  fleet pods start
  exits 2
  [[ -z $(changed) ]]
}

@test "what the agent refuses ends it: 12" {
  start_agent "$(rented '.' | jq -c '.routes["POST /api/pods/7h9k2m4n6p/start"] =
    [409, {error: "cannot start it: \u001b[2Jthe cap is reached"}]')"
  fleet pods start worker-0 worker-1
  exits 12
  warns 'cannot start it: '
  [[ $stderr != *"$ESCAPE"* && $(changed | wc -l) -eq 1 ]]
}
