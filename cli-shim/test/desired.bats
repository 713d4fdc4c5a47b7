#!/usr/bin/env bats
# mode desired

load helpers

@test "prints one word" {
  start_daemon '{"properties": {"DesiredMode": "compute"}}'
  mode desired
  exits 0
  [[ $output == compute ]]
}

@test "--json tells desired, current, condition and boot mode" {
  start_daemon '{"properties": {"DesiredMode": "compute"}}'
  mode desired --json
  exits 0
  [[ $(json '[.desired, .current, .condition, .boot] | join(" ")') == 'compute desktop settled desktop' ]]
}
