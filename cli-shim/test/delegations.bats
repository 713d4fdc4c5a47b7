#!/usr/bin/env bats
# mode delegations

load helpers

TWO='{"delegations": [
  {"id": "5a1e0c2277d3b9f4", "uid": 1000, "user": "alice", "session": "2",
   "service": "fleet-agent.service", "created": 1763714600000000, "last-used": 1763714660000000,
   "expires": 1763716460000000},
  {"id": "0b7c", "uid": 1000, "user": "alice", "session": "2", "service": "fleet-agent.service",
   "created": 1763714600000000, "last-used": 0, "expires": 1763714660000000}]}'

@test "none" {
  start_daemon
  mode delegations
  exits 0
  [[ $output == 'nothing is delegated' ]]
}

@test "a table, with what was not redeemed yet" {
  start_daemon "$TWO"
  mode delegations list
  exits 0
  [[ ${lines[0]} == 'ID                SERVICE              USER   SESSION  SINCE '*'LAST USED '*'UNTIL' ]]
  [[ ${lines[1]} == '5a1e0c2277d3b9f4  fleet-agent.service  alice  2        2025-11-21 08:43:20 '*' 2025-11-21 09:14:20' ]]
  [[ ${lines[2]} == '0b7c              fleet-agent.service  alice  2 '*'not redeemed yet'* ]]
}

@test "--json is an array" {
  start_daemon "$TWO"
  mode delegations --json
  exits 0
  [[ $(json '.[0].id, .[1]["last-used"], length') == $'5a1e0c2277d3b9f4\n0\n2' ]]
}

@test "escape sequences in names are not passed on" {
  start_daemon '{"delegations": [{"id": "0b7c", "uid": 1000, "user": "al\u001b[31mice", "session": "2",
    "service": "x.service", "created": 0, "last-used": 0, "expires": 0}]}'
  mode delegations
  exits 0
  [[ $output != *$'\e'* ]]
}

@test "revoke ends one" {
  start_daemon "$TWO"
  mode delegations revoke 0b7c
  exits 0
  [[ $output == 'delegation 0b7c is ended' ]]
  mode delegations --json
  [[ $(json length) == 1 ]]
  mode delegations revoke 5a1e0c2277d3b9f4 --json
  [[ $(json .id) == 5a1e0c2277d3b9f4 ]]
}

@test "one that is not there: 14" {
  start_daemon
  mode delegations revoke 0b7c
  exits 14
  warns 'cannot find that delegation'
}

@test "somebody else's: 13" {
  start_daemon '{"errors": {"RevokeDelegation":
    ["org.dubnium.ModeController.Error.NotOwner", "cannot revoke delegation 0b7c"]}}'
  mode delegations revoke 0b7c
  exits 13
  warns 'sudo mode'
}

@test "what is no id, or no action, is a usage error" {
  mode delegations revoke '$(id)'
  exits 2
  mode delegations revoke
  exits 2
  warns 'ID is missing'
  mode delegations end 0b7c
  exits 2
  mode delegations list 0b7c
  exits 2
}

@test "completes to its words" {
  start_daemon "$TWO"
  run "$MODE" --complete delegations ''
  [[ $output == $'list\nrevoke' ]]
}
