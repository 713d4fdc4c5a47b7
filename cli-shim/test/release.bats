#!/usr/bin/env bats
# mode release

load helpers

HELD='{"properties": {"Holds": [{"cookie": 3, "mode": "compute", "direction": "any", "kind": "block",
  "who": "Reaper", "why": "a take", "uid": 0, "pid": 2201, "since": 1763714600000000}]}}'

@test "ends the hold" {
  start_daemon "$HELD"
  mode release 3
  exits 0
  [[ $output == 'hold 3 is released' ]]
  mode holds
  [[ $output == 'no hold is in force' ]]
}

@test "--json" {
  start_daemon "$HELD"
  mode release 03 --json
  exits 0
  [[ $(json .cookie) == 3 ]]
}

@test "a hold that is not there: 14" {
  start_daemon
  mode release 3
  exits 14
  warns 'cannot find hold 3'
}

@test "somebody else's: 13" {
  start_daemon '{"errors": {"ReleaseHold":
    ["org.dubnium.ModeController.Error.NotOwner", "only its owner or root may"]}}'
  mode release 3
  exits 13
  warns 'sudo mode'
}

@test "what is no cookie is a usage error" {
  mode release compute
  exits 2
  warns "'compute' is not the cookie of a hold"
  mode release
  exits 2
}

@test "completes to the cookies of the holds in force" {
  start_daemon "$HELD"
  run "$MODE" --complete release ''
  [[ $output == 3 ]]
}
