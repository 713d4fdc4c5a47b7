#!/usr/bin/env bats
# fleet pods apply

load helpers

@test "the plan that was shown is applied" {
  start_agent "$(with_plan)"
  fleet pods apply --yes
  exits 0
  warns 'create  worker-1'
  warns '42.24 a day'
  [[ $output == 'the plan is applied; how far it is: fleet pods list' ]]
  [[ $(changed) == 'POST /api/pods/apply {"plan":"f1"}' ]]
}

@test "asks on the terminal; what is not yes changes nothing: 25" {
  start_agent "$(with_plan)"
  for answer in n '' yess; do
    answering "$answer" 100 "$FLEET" pods apply
    exits 25
    says 'Apply it? [y/N]'
    says 'nothing was changed'
  done
  [[ -z $(changed) ]]
  answering Yes 100 "$FLEET" pods apply
  exits 0
  [[ $(changed) == 'POST /api/pods/apply'* ]]
}

@test "without a terminal and without --yes it refuses before anything is asked" {
  start_agent "$(with_plan)"
  fleet pods apply </dev/null
  exits 2
  warns '--yes'
  [[ ! -s $CALLS ]]
}

@test "a plan that is another by now is not applied: 12" {
  start_agent "$(with_plan | jq -c '.routes["POST /api/pods/apply"] = [409, {error: "cannot apply: the plan is another by now"}]')"
  fleet pods apply -y
  exits 12
  warns 'the plan is another by now'
}

@test "nothing to do asks nothing, problems are told: 1" {
  start_agent "$(with_plan '.steps = [] | .changes = []')"
  fleet pods apply --yes
  exits 0
  warns 'nothing is to be done'
  scenario "$(with_plan '.problems = ["worker: a price is not known"]')"
  fleet pods apply --yes
  exits 1
  warns 'problem: worker: a price is not known'
  [[ -z $(changed) ]]
}

@test "what is recorded without a step is applied too" {
  start_agent "$(with_plan '.steps = []')"
  fleet pods apply --yes --json
  exits 0
  [[ $(json .fingerprint) == f1 && $(changed) == 'POST /api/pods/apply {"plan":"f1"}' ]]
}
