#!/usr/bin/env bats
# fleet pods plan

load helpers

@test "steps with their prices, what is recorded, and the sum by hour and day" {
  start_agent "$(with_plan)"
  fleet pods plan
  exits 0
  [[ ${lines[0]} == 'create  worker-1  NVIDIA RTX A5000  secure  0.44 USD/h  it is not there' ]]
  [[ ${lines[1]} == 'records: worker: budget per hour 1.00 → 2.00' ]]
  [[ ${lines[2]} == \
    "costs 1.76 USD an hour, 42.24 a day (now 1.32 an hour); the fleet's cap is 5.00 an hour" ]]
  [[ -z $(changed) ]]
}

@test "nothing is to be done" {
  start_agent "$(with_plan '.steps = [] | .changes = []')"
  fleet pods plan
  exits 0
  [[ ${lines[0]} == 'nothing is to be done' ]]
  scenario "$(with_plan '.steps = [.steps[0] | .action = "keep", .action = "leave"] | .changes = []')"
  fleet pods plan
  [[ ${lines[1]} == 'leave '* && ${lines[2]} == 'nothing is to be done' ]]
  fleet pods apply --yes
  exits 0
  [[ -z $(changed) ]]
}

@test "problems are told: 1" {
  start_agent "$(with_plan '.problems = ["worker: no GPU is called B300\u001b[2J"] | .perHour = 6')"
  fleet pods plan
  exits 1
  says 'problem: worker: no GPU is called B300\x1b[2J'
  says 'that is more than the cap'
  fleet pods plan --json
  exits 1
  [[ $(json .fingerprint) == f1 ]]
}

@test "where no pods are declared: 12" {
  start_agent
  fleet pods plan
  exits 12
  warns 'cannot plan: no pods are declared'
  warns 'add pods to /etc/dubnium/fleet-agent.json'
}
