#!/usr/bin/env bats
# mode model

load helpers

@test "lists the models, which is what it does without a verb" {
  start_daemon
  mode model list
  exits 0
  [[ ${lines[0]} == 'NAME   SIZE      USE               VERIFIED      FITS  PROBLEM' ]]
  [[ ${lines[1]} == 'large  40.0 GiB  selected, served  verified      yes' ]]
  [[ ${lines[2]} == 'small  8.0 GiB                     not verified  ?     it has no SHA256SUMS' ]]
  table=$output
  mode model
  exits 0
  [[ $output == "$table" ]]
  mode model list --json
  [[ $(json 'map(.name) | join(" ")') == 'large small' ]]
  mode model --json
  [[ $(json '.[0].bytes') == 42949672960 ]]
}

@test "an empty store says how a model comes there" {
  start_daemon '{"models": []}'
  mode model list
  exits 0
  says 'no model is in the store; to bring one there: sudo mode model seed SOURCE'
}

@test "shows one model" {
  start_daemon
  mode model show large
  exits 0
  says '/var/lib/dubnium/models/large'
  says '40.0 GiB in 12 files'
  says 'selected, and served now'
  says 'needs at least 40.5 GiB of the 44.1 GiB that vLLM takes of GPU 1'
  mode model show small
  exits 0
  says 'never; to do it: sudo mode model verify small'
  says 'it has no SHA256SUMS'
  mode model show small --json
  [[ $(json .problem) == 'it has no SHA256SUMS' ]]
}

@test "a model that is not there is unknown, a verb that is not there a usage error" {
  start_daemon
  mode model show none
  exits 14
  warns "cannot find a model 'none' in the store"
  mode model frobnicate
  exits 2
  warns "unknown verb 'frobnicate' of models"
  mode model show
  exits 2
}

@test "selects by a job and tells what became of it" {
  start_daemon '{"properties": {"CurrentMode": "compute"}, "changes": [
    {"State": "acting", "Step": 2, "StepCount": 3, "StepName": "select-model small"},
    {"State": "finished", "Outcome": "committed", "StepCount": 3, "FinishedAt": 1763714690000000,
     "Reason": {"code": "none", "message": "", "condition": "settled"}}]}'
  mode model select small --reason 'less memory'
  exits 0
  says '✓ small is served, 3 steps in 1 min 30 s'
  warns 'model: → small'
  warns '2/3 select the model small'
  grep -q '^Select \["small", {"reason": \["s", "less memory"\]}\]$' "$CALLS"
}

@test "a model that does not come up gives way to the former one" {
  start_daemon '{"properties": {"CurrentMode": "compute"}, "changes": [
    {"State": "finished", "Outcome": "rolled-back", "FinishedAt": 1763714690000000,
     "Reason": {"code": "job-failed", "message": "the weights are cut short", "unit": "vllm.service"}}]}'
  mode model select small
  exits 20
  warns 'mode: cannot swap to small: the weights are cut short'
  warns 'everything was undone; the former model is served again'
}

@test "a guard that stands against a swap is named, with how to look closer" {
  start_daemon '{"properties": {"CurrentMode": "compute"}, "changes": [
    {"State": "finished", "Outcome": "blocked", "FinishedAt": 1763714690000000,
     "Reason": {"code": "guard-denied", "message": "no", "guards": [{"name": "server-drainable",
       "verdict": "deny", "code": "x", "message": "busy", "bypassable": true, "bypassed": false,
       "evidence": [], "params": {}}]}}]}'
  mode model select small
  exits 10
  warns 'cannot swap to small: a guard stands against it'
  warns 'look closer: mode model explain small'
  warns 'to pass by: mode model select small --bypass server-drainable'
}

@test "where nothing runs, the selection is all" {
  start_daemon '{"selectJob": false}'
  mode model select small
  exits 0
  [[ $output == 'small is selected; vllm.service serves it when it is started next' ]]
  mode model select small --json
  [[ $output == null ]]
}

@test "refusals of a selection have their exit codes" {
  start_daemon '{"errors": {"Select":
    ["org.dubnium.ModeController.Error.GuardDenied", "cannot select small: model-bundle: no SHA256SUMS"]}}'
  mode model select small
  exits 10
  warns 'mode: cannot select small: model-bundle: no SHA256SUMS'
  stop_daemon
  start_daemon '{"errors": {"Select": ["org.freedesktop.DBus.Error.AccessDenied", "cannot allow this"]}}'
  mode model select small
  exits 13
  stop_daemon
  start_daemon
  mode model select none
  exits 14
  mode model select small --wait --no-wait
  exits 2
}

@test "returns at once if told so" {
  start_daemon '{"properties": {"CurrentMode": "compute"}}'
  mode model select small --no-wait
  exits 0
  says 'small was requested'
}

@test "finds what became of a swap whose daemon died, and not of another" {
  start_daemon '{"properties": {"CurrentMode": "compute"}, "dieAt": "Select"}'
  mode model select small --timeout 1s
  [[ $status -eq 23 || $status -eq 26 ]]
}

@test "explains a swap beforehand" {
  start_daemon
  mode model explain small
  exits 0
  [[ ${lines[0]} == 'model: → small' ]]
  says 'undo: select the model large'
  says 'it usually takes 1 min 30 s'
  mode model explain small --json
  [[ $(json '.steps[1].kind') == select-model ]]
}

@test "removes a model, unless it is in use" {
  start_daemon
  mode model remove small
  exits 0
  [[ $output == 'small is removed' ]]
  mode model remove small --json
  [[ $(json .model) == small ]]
  mode model remove none
  exits 14
  stop_daemon
  start_daemon '{"errors": {"Remove": ["org.dubnium.ModeController.Error.ModelInUse",
    "cannot remove large: it is selected; select another first"]}}'
  mode model remove large
  exits 10
  warns 'mode: cannot remove large: it is selected; select another first'
}

@test "a swap is told apart from a switch in the history and as the last transition" {
  start_daemon '{"transitions": [{"id": "a", "requested": "compute", "model": "small",
    "former-model": "large", "from": "compute", "to": "compute", "outcome": "committed",
    "code": "none", "message": "", "started": 1763714531000000, "finished": 1763714543400000,
    "uid": 0, "condition": "settled"}]}'
  mode history
  exits 0
  says 'model: large → small'
}

@test "the audit log's display tells what became of models" {
  printf '%s\n' '{"sequence": 1, "timestamp": "2026-11-30T02:00:00.000000Z", "event": "model", "transition": null,
    "requested": null, "prior": null, "final": null, "success": null, "reason": "smaller",
    "caller": {"uid": 0}, "details": {"status": "selected", "model": "small"}}' | jq -c . \
    >"$BATS_TEST_TMPDIR/events.jsonl"
  mode audit tail --file "$BATS_TEST_TMPDIR/events.jsonl"
  exits 0
  says 'small: selected, by root: smaller'
}
