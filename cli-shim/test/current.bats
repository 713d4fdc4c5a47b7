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

@test "--refresh has the host observed first" {
  start_daemon
  mode current --refresh
  exits 0
  [[ $output == desktop ]]
  [[ $(cut -d' ' -f1 "$CALLS" | paste -sd' ') == 'Refresh Get' ]]
  mode current --refresh --json
  exits 0
  [[ $(json .mode) == desktop && $(calls Refresh) -eq 2 ]]
}

@test "--refresh of a host that cannot be observed: 24" {
  start_daemon '{"errors": {"Refresh": ["org.dubnium.ModeController.Error.ObservationUnavailable", "cannot read /proc"]}}'
  mode current --refresh
  exits 24
  warns 'cannot read /proc'
}
