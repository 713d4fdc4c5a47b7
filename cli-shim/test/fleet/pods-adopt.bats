#!/usr/bin/env bats
# fleet pods adopt

load helpers

@test "an undeclared pod is taken" {
  start_agent "$(rented | jq -c '.routes["POST /api/pods/0ld0ld0ld0/adopt"] = [202, {}]')"
  fleet pods adopt dub-lab-old-0-aaaaaa
  exits 0
  [[ $output == 'old-0: adopt is asked for' ]]
  [[ $(changed) == 'POST /api/pods/0ld0ld0ld0/adopt' ]]
}

@test "one whose slot is not to be had: 12" {
  start_agent "$(rented | jq -c '.routes["POST /api/pods/0ld0ld0ld0/adopt"] =
    [409, {error: "cannot adopt it: old is not declared"}]')"
  fleet pods adopt old-0
  exits 12
  warns 'cannot adopt it: old is not declared'
}

@test "one pod at a time" {
  start_agent "$(rented)"
  fleet pods adopt
  exits 2
  fleet pods adopt old-0 worker-0
  exits 2
  [[ ! -s $CALLS ]]
}
