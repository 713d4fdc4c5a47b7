#!/usr/bin/env bats
# fleet pods stop

load helpers

@test "each pod that is named, in their order" {
  start_agent "$(rented '.' | jq -c '.routes["POST /api/pods/7h9k2m4n6p/stop"] = [202, {}]
    | .routes["POST /api/pods/worker-1/stop"] = [202, {}]')"
  fleet pods stop worker-0 worker-1
  exits 0
  [[ $output == $'worker-0: stop is asked for\nworker-1: stop is asked for' ]]
  [[ $(changed) == $'POST /api/pods/7h9k2m4n6p/stop\nPOST /api/pods/worker-1/stop' ]]
  fleet pods stop worker-0 --json
  [[ $(json '"\(.slot) \(.asked)"') == 'worker-0 stop' ]]
}

@test "where one is not there, nothing is done with the others" {
  start_agent "$(rented)"
  fleet pods stop worker-0 worker-7
  exits 14
  fleet pods stop
  exits 2
  [[ -z $(changed) ]]
}

@test "what the agent refuses ends it: 12" {
  start_agent "$(rented '.' | jq -c '.routes["POST /api/pods/7h9k2m4n6p/stop"] =
    [409, {error: "cannot stop it: \u001b[2Jthe cap is reached"}]')"
  fleet pods stop worker-0 worker-1
  exits 12
  warns 'cannot stop it: '
  [[ $stderr != *"$ESCAPE"* && $(changed | wc -l) -eq 1 ]]
}

@test "it is done in the caller's name" {
  start_socket_agent "$(rented | jq -c '.session = true | .routes["POST /api/pods/7h9k2m4n6p/stop"] = {}')"
  fleet pods stop worker-0
  exits 0
  [[ $(changed) == $'POST /api/pods/7h9k2m4n6p/stop\nPOST /api/session'*$'\nPOST /api/pods/7h9k2m4n6p/stop\nDELETE /api/session' ]]
}
