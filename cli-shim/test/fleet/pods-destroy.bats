#!/usr/bin/env bats
# fleet pods destroy

load helpers

# fleet_that_goes [JSON]: with what the agent answers to the destruction of all.
fleet_that_goes() {
  start_agent "$(rented | jq -c --argjson answer "${1-"{}"}" '
    .routes["DELETE /api/pods/7h9k2m4n6p"] = [202, {}] | .routes["DELETE /api/pods/0ld0ld0ld0"] = [202, {}]
    | .routes["POST /api/pods/destroy"] = ({left: [], volumes: [{id: "agv6w2qcg7", name: "models\u001b[2J"}],
        provenAt: "2026-11-21T10:00:00Z"} + $answer)')"
}

@test "what goes is named, and goes" {
  fleet_that_goes
  fleet pods destroy worker-0 old-0 --yes
  exits 0
  warns 'worker-0  dub-lab-worker-0-k3f9x2  7h9k2m4n6p'
  warns 'what is on their own disks is lost; network volumes stay, and go on costing money'
  [[ $output == $'worker-0: is being destroyed\nold-0: is being destroyed' ]]
  [[ $(changed) == $'DELETE /api/pods/7h9k2m4n6p\nDELETE /api/pods/0ld0ld0ld0' ]]
}

@test "asks on the terminal; what is not yes changes nothing: 25" {
  fleet_that_goes
  answering n 100 "$FLEET" pods destroy worker-0
  exits 25
  says 'Destroy them? [y/N]'
  [[ -z $(changed) ]]
  answering y 100 "$FLEET" pods destroy worker-0
  exits 0
  [[ $(changed) == 'DELETE /api/pods/7h9k2m4n6p' ]]
}

@test "all of them: the name of the fleet is to be typed" {
  fleet_that_goes
  answering yes 100 "$FLEET" pods destroy --all
  exits 25
  [[ -z $(changed) ]]
  answering lab 100 "$FLEET" pods destroy --all
  exits 0
  says '0ld0ld0ld0'
  [[ $output != *worker-1* ]]
  says 'no pod of lab is left, as RunPod listed at 2026-11-21 10:00:00'
  [[ $(changed) == 'POST /api/pods/destroy {"fleet":"lab"}' ]]
}

@test "all of them without being asked: the proof, and the volumes that stay" {
  fleet_that_goes
  fleet pods destroy --all --yes
  exits 0
  [[ ${lines[0]} == 'no pod of lab is left, as RunPod listed at 2026-11-21 10:00:00 ('*' ago)' ]]
  [[ ${lines[1]} == 'volumes that stay, and go on costing money:' ]]
  [[ ${lines[2]} == '  agv6w2qcg7  models\x1b[2J' ]]
  fleet pods destroy --all --yes --json
  exits 0
  [[ $(json '.volumes[0].id') == agv6w2qcg7 ]]
}

@test "something that is left, and no proof: 1" {
  fleet_that_goes '{"left": ["dub-lab-old-0-aaaaaa"]}'
  fleet pods destroy --all --yes
  exits 1
  says 'left of lab: dub-lab-old-0-aaaaaa'
  scenario "$(rented | jq -c '.routes["POST /api/pods/destroy"] = {left: [], volumes: [], provenAt: null}')"
  fleet pods destroy --all --yes
  exits 1
  says 'it could not be proved'
}

@test "without a terminal and without --yes it refuses before anything is asked" {
  fleet_that_goes
  for words in --all worker-0; do
    fleet pods destroy "$words" </dev/null
    exits 2
    warns '--yes'
  done
  fleet pods destroy --yes
  exits 2
  fleet pods destroy worker-0 --all --yes
  exits 2
  [[ ! -s $CALLS ]]
}
