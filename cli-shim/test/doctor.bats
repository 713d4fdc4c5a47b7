#!/usr/bin/env bats
# mode doctor: on a host whose systemd and polkit are fake/host, and whose folders are those of the
# machine that runs the tests

load helpers

setup() {
  setup_environment "$BATS_TEST_TMPDIR"
  PATH=$FAKE/host:$PATH
}

DESCRIBED='"describe": {"observation": {
  "units": {"value": {"compute.target": {}, "vllm.service": {}, "ai.slice": {}}},
  "inhibitors": {"value": []},
  "gpus": {"value": {"driverVersion": "580.95", "gpus": [
    {"index": 0, "name": "RTX", "memory": {"value": {}}},
    {"index": 1, "name": "L40S", "memory": {"unavailable": "GPU is lost"}}]}}}}'

# found CHECK VERDICT: the messages of those findings.
found() {
  json --arg check "$1" --arg verdict "$2" \
    '.[] | select(.check == $check and .verdict == $verdict) | .message'
}

json() {
  jq -r "$@" <<<"$output"
}

@test "a daemon that does not answer is a finding, exit code 1" {
  mode doctor --json
  exits 1
  [[ $(found bus wrong) == *"nobody answers as org.dubnium.ModeController"* ]]
  [[ $(found 'audit log' unknown) == *'does not answer' ]]
  [[ $(found mode unknown) == *'does not answer' ]]
}

@test "every check has its say" {
  start_daemon "{$DESCRIBED}"
  mode doctor --json
  for check in "$BATS_TEST_DIRNAME"/../check/*; do
    name=$(sed -n '1s/^# Check: //p' "$check")
    [[ $(json --arg name "$name" 'any(.check == $name)') == true ]]
  done
  [[ $(found bus ok) == *'version 0.1.0, API 1'* ]]
  [[ $(found polkit ok) == 'polkit runs and knows every action' ]]
  [[ $(found 'audit log' ok) == 'its chain of 42 entries holds' ]]
  [[ $(found mode ok) == 'desktop holds' ]]
}

@test "a unit that is masked, one that is not there, and one that failed" {
  start_daemon "{$DESCRIBED}"
  UNITS=$'compute.target masked inactive masked\nai.slice not-found inactive -' \
    FAILED='vllm.service loaded failed failed vLLM' mode doctor --json
  exits 1
  [[ $(found units wrong) == $'ai.slice is not there\ncompute.target is masked'* ]]
  [[ $(found units warning) == 'vllm.service has failed' ]]
  [[ $(json '.[] | select(.message | startswith("compute.target")) | .remedies[0]') == \
    'systemctl unmask compute.target' ]]
}

@test "a model server that failed, with its cause, and what a former one left behind" {
  start_daemon "{$DESCRIBED,"' "server": {"state": "failed", "cause": "kv-cache-none",
    "message": "the weights leave no memory; take a smaller model",
    "strays": ["pid 7 (python3) is left of a former model server; end it: kill 7"]}}'
  mode doctor --json
  exits 1
  [[ $(found vLLM wrong) == *'the model server failed: the weights leave no memory; take a smaller model'* ]]
  [[ $(found vLLM wrong) == *'end it: kill 7'* ]]
}

@test "a daemon that is not enabled is a warning, one that is masked is wrong" {
  UNITS='mode-controller.service loaded active disabled' mode doctor --json
  [[ $(found daemon warning) == *'does not start at boot' ]]
  UNITS='mode-controller.service masked inactive masked' mode doctor --json
  [[ $(found daemon wrong) == 'mode-controller.service is masked' ]]
}

@test "an action that polkit does not know" {
  UNKNOWN_ACTION=hold-mode mode doctor --json
  exits 1
  [[ $(found polkit wrong) == 'polkit does not know the actions hold-mode: they are refused' ]]
}

@test "a driver that was upgraded under running programs" {
  start_daemon '{"describe": {"observation": {"gpus": {"value": {"driverVersion": "580.95", "gpus": [],
    "newPrograms": {"failure": "the driver on disk is 580.105, and the kernel module is 580.95"}}}}}}'
  mode doctor --json
  exits 1
  [[ $(found GPU wrong) == 'the driver on disk is 580.105, and the kernel module is 580.95' ]]
}

@test "a GPU that does not answer, and none that can be read" {
  start_daemon "{$DESCRIBED}"
  mode doctor --json
  [[ $(found GPU ok) == 'driver 580.95 shows 0: RTX, 1: L40S' ]]
  [[ $(found GPU wrong) == 'GPU 1 does not answer: GPU is lost' ]]
  stop_daemon
  start_daemon '{"describe": {"observation": {"gpus": {"unavailable": "no library"}}}}'
  mode doctor --json
  [[ $(found GPU wrong) == 'no GPU can be read: no library' ]]
}

@test "an audit log that the journal remembers better" {
  start_daemon
  JOURNAL="{\"DUBNIUM_AUDIT_SEQUENCE\":\"60\",\"DUBNIUM_AUDIT_HASH\":\"$(printf a%.0s {1..64})\"}" \
    mode doctor --json
  exits 1
  [[ $(found 'audit log' wrong) == *'the journal has entry 60 with a hash that the log does not have' ]]
}

@test "a broken audit log" {
  start_daemon '{"audit": {"ok": false, "entries": 7, "first-broken-line": 3, "file": "f",
    "message": "line 3 was changed"}}'
  mode doctor --json
  exits 1
  [[ $(found 'audit log' wrong) == 'its chain is broken: line 3 was changed' ]]
}

@test "how the last transition ended, and how well the mode holds" {
  start_daemon '{"properties": {"Condition": "failed-transition", "Conflicts": ["both targets"],
    "LastTransition": {"requested": "compute", "outcome": "stranded", "message": "vLLM died"}}}'
  mode doctor --json
  exits 1
  [[ $(found mode wrong) == $'the condition is failed-transition\nboth targets\nthe last transition stranded on the way to compute: vLLM died' ]]
  stop_daemon
  start_daemon '{"properties": {"Condition": "degraded",
    "Degradations": [{"clause": "vllm.service", "expected": "active", "observed": "failed"}],
    "LastTransition": {"requested": "compute", "outcome": "rolled-back", "message": ""}}}'
  mode doctor --json
  [[ $(found mode warning) == *'expected active, observed failed'*'rolled-back on the way to compute: no reason given' ]]
}

@test "a line for each finding, what mends it below, and a verdict" {
  start_daemon '{"properties": {"Conflicts": ["both targets"]}}'
  mode doctor
  exits 1
  says '✗                   both targets'
  says '                      mode status'
  [[ ${lines[-1]} == *'wrong'* ]]
}

@test "a check is a file; one that breaks is a finding" {
  cp -r "$BATS_TEST_DIRNAME"/../{mode,lib,jq,verb,check} "$BATS_TEST_TMPDIR/"
  printf '%s\n' '# Check: weather' 'well "the sun shines"' 'false' 'well "and on"' \
    >"$BATS_TEST_TMPDIR/check/99-weather"
  MODE=$BATS_TEST_TMPDIR/mode mode doctor --json
  [[ $(found weather ok) == 'the sun shines' ]]
  [[ $(found weather unknown) == 'this check failed to run: exit code 1' ]]
}
