#!/usr/bin/env bats
# mode current

load helpers

@test "prints one word" {
  start_daemon '{"properties": {"CurrentMode": "studio-local"}}'
  mode current
  exits 0
  [[ $output == studio-local ]]
}

@test "prints unknown where the mode cannot be told" {
  start_daemon '{"properties": {"CurrentMode": "unknown", "Condition": "unknown"}}'
  mode current
  exits 0
  [[ $output == unknown ]]
}

@test "--json prints what Describe says" {
  start_daemon
  mode current --json
  exits 0
  [[ $(json '.mode') == desktop ]]
  [[ $(calls Describe) -eq 1 ]]
}

@test "takes no argument" {
  mode current desktop
  exits 2
  warns "unexpected argument 'desktop'"
}
