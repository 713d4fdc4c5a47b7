#!/usr/bin/env bats
# fleet deploy --destroy

load helpers

# goes: an agent that takes the destruction of all, and of what is there of worker.
goes() {
  start_agent "$(deployed | jq -c '.routes["POST /api/pods/destroy"] = {left: [], provenAt: "2026-11-21T10:01:00Z",
      volumes: [{id: "agv6w2qcg7", name: "models"}]}
    | .routes["DELETE /api/pods/\("w0", "w1", "worker-1", "dub-lab-worker-0-old")"] = [202, {}]')"
}

# later FILTER: from now on the pods are listed through that filter, a minute later.
later() {
  scenario "$(jq -c --argjson pods "$(jq -c ".pods | .listing.at = \"2026-11-21T10:01:00Z\" | $1" "$FAKE/deployed.json")" '
    .routes["GET /api/pods"] = $pods' "$BATS_TEST_TMPDIR/scenario.json")"
}

@test "all of it, as pods destroy --all: the name is typed, the proof is told, volumes are named" {
  goes
  answering yes 100 "$FLEET" deploy --destroy
  exits 25
  says 'Type the name of the fleet, lab'
  [[ -z $(changed) ]]
  fleet deploy --destroy --yes
  exits 0
  [[ ${lines[0]} == 'no pod of lab is left, as RunPod listed at 2026-11-21 10:01:00 ('* ]]
  [[ ${lines[2]} == '  agv6w2qcg7  models' ]]
  [[ $(changed) == 'POST /api/pods/destroy {"fleet":"lab"}' ]]
  scenario "$(deployed | jq -c '.routes["POST /api/pods/destroy"] = {left: ["dub-lab-head-0-aaaaaa"], volumes: [], provenAt: "2026-11-21T10:01:00Z"}')"
  fleet deploy --destroy --yes
  exits 1
}

@test "--only: those of the declaration, until a later listing shows none of them" {
  goes
  start_fleet deploy --destroy --only worker --yes
  await_line 'worker-1: is being destroyed'
  later '.pods[2].id = null | .pods[2].phase = "absent"'
  await_looks 2
  kill -0 "$FLEET_PID"
  later '.pods[2:] |= map(.id = null | .phase = "absent")'
  await_line 'no pod of worker is left, as RunPod listed at 2026-11-21 10:01:00'
  wait "$FLEET_PID"
  unset FLEET_PID
  [[ $(changed) == $'DELETE /api/pods/w0\nDELETE /api/pods/w1' ]]
}

@test "--only: a listing from before proves nothing" {
  goes
  start_fleet deploy --destroy --only worker --yes --json
  await_line '"slot":"worker-1"'
  later '.listing.at = "2026-11-21T10:00:00.5Z" | .pods[2:] |= map(.id = null | .phase = "absent")'
  await_looks 2
  kill -0 "$FLEET_PID"
  later '.pods[2:] |= map(.id = null | .phase = "absent")'
  await_line '{"left":[],"provenAt":"2026-11-21T10:01:00Z"}'
}

@test "--only: a slot without a pod gets none any longer, and an undeclared pod of it goes too" {
  goes
  later '.pods[3] |= (.id = null | .name = null | .phase = "absent")
    | .pods += [.pods[2] | .undeclared = true | .name = "dub-lab-worker-0-old" | .id = null]'
  answering n 100 "$FLEET" deploy --destroy --only worker
  exits 25
  says 'Destroy them? [y/N]'
  start_fleet deploy --destroy --only worker --yes
  await_line 'worker-0: is being destroyed'
  await_line 'worker-1: is being destroyed'
  await_line 'is being destroyed'
  [[ $(changed) == $'DELETE /api/pods/w0\nDELETE /api/pods/worker-1\nDELETE /api/pods/dub-lab-worker-0-old' ]]
}

@test "without a terminal and without --yes it refuses before anything is asked" {
  goes
  fleet deploy --destroy </dev/null
  exits 2
  warns '--yes'
  [[ ! -s $CALLS ]]
  fleet deploy --destroy --only nobody --yes
  exits 14
  [[ -z $(changed) ]]
}
