#!/usr/bin/env bats
# fleet pods show

load helpers

@test "a pod by slot, by name and by id" {
  start_agent "$(rented)"
  fleet pods show worker-0
  exits 0
  [[ ${lines[0]} == 'worker-0  ready' ]]
  [[ ${lines[1]} == '  Name:       dub-lab-worker-0-k3f9x2' ]]
  [[ ${lines[2]} == '  RunPod id:  7h9k2m4n6p' ]]
  says '  GPU:        NVIDIA RTX A5000, secure US-KS-2'
  says '  Cost:       0.44 USD/h, 1.00 today, 4.00 in all'
  says $'  Addresses:  8000/http  https://7h9k2m4n6p-8000.proxy.example\n              22/tcp  not mapped'
  [[ $output =~ provisioning\ 2026-11-21\ 09:55:03\ \(.*\),\ 3\ s\ later ]]
  shown=$output
  fleet pods show dub-lab-worker-0-k3f9x2
  [[ $output == "$shown" ]]
  fleet pods show 7h9k2m4n6p --json
  [[ $(json .slot) == worker-0 ]]
}

@test "a stopped pod says what it costs while it runs" {
  start_agent "$(rented '.pods[0] |= (.phase = "stopped" | .perHour = 0 | .expectedPerHour = 0.44)')"
  fleet pods show worker-0
  says '  Cost:       0.00 USD/h (0.44 while it runs), 1.00 today, 4.00 in all'
}

@test "a slot without a pod, and a pod that is not declared" {
  start_agent "$(rented)"
  fleet pods show worker-1
  exits 0
  [[ ${lines[0]} == 'worker-1  absent' && $output != *RunPod* ]]
  fleet pods show old-0
  says 'not declared: it costs money until somebody destroys or adopts it'
  says '  Why:        nobody declares it'
}

@test "an idle pod says when it is stopped, and how it is kept" {
  start_agent "$(rented ".pods[0].idle.stopAt = \"$(date --utc --date='+1830 seconds' +%FT%TZ)\"")"
  fleet pods show worker-0
  says '  Idle:       idle, stops in 30 min'
  says 'fleet pods keep worker-0 2h'
}

@test "a slot means its declared pod; of several others it takes the name" {
  start_agent "$(rented '.pods += [.pods[2] | .slot = "worker-0"]')"
  fleet pods show worker-0 --json
  [[ $(json .id) == 7h9k2m4n6p ]]
  scenario "$(rented '.pods += [.pods[2] | .id = "other"]')"
  fleet pods show old-0
  exits 2
  warns "'old-0' is the slot of 2 pods"
}

@test "a pod that is not there: 14" {
  start_agent "$(rented)"
  fleet pods show $'x\e[2J'
  exits 14
  [[ $stderr != *"$ESCAPE"* ]]
  warns 'those that there are: fleet pods'
  fleet pods show
  exits 2
}
