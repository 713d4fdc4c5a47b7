#!/usr/bin/env bats
# fleet deploy: the command line, the plan, and the summary

load helpers

# What is not there yet of fake/deployed.json, and a plan that makes it.
ABSENT='.pods.pods[3] |= (.id = null | .name = null | .phase = "absent" | .phases = [])'
NEW='.plan |= (.steps[3] |= (.action = "create" | .pod = null | .gpu = "NVIDIA RTX A5000" | .cloud = "secure" | .perHour = 0.44)
  | .changes = ["worker: comes into force as it is declared now"])'

@test "--plan: the plan with its prices, and what would be awaited; nothing is done" {
  start_agent "$(deployed "$ABSENT | $NEW")"
  fleet deploy --plan
  exits 0
  says 'create  worker-1  NVIDIA RTX A5000  secure  0.44 USD/h'
  says 'costs 1.70 USD an hour, 40.80 a day'
  [[ ${lines[-1]} == 'awaited: provisioned, ready, joined, metrics, served' ]]
  [[ -z $(changed) ]]
  fleet deploy --plan --json
  exits 0
  [[ ${#lines[@]} -eq 1 && $(json '"\(.fingerprint) \(.stages | join(" "))"') == 'f1 provisioned ready joined metrics served' ]]
}

@test "--plan of what has problems: 1" {
  start_agent "$(deployed '.plan.problems = ["worker-1: no GPU is called B300\u001b[2J"]')"
  fleet deploy --plan
  exits 1
  says 'problem: worker-1: no GPU is called B300\x1b[2J'
}

@test "the plan is shown and applied, and the whole is told" {
  start_agent "$(deployed "$NEW")"
  fleet deploy --yes --timeout 0
  exits 26 # the agent has not listed since
  warns 'create  worker-1'
  [[ $(changed) == 'POST /api/pods/apply {"plan":"f1"}' ]]
  scenario "$(deployed "$NEW | .pods.listing.at = null" | jq -c --argjson later "$(jq -c .pods "$FAKE/deployed.json")" '
    .routes["GET /api/pods"] = $later')"
  fleet deploy --yes
  exits 0
  [[ ${lines[0]} == '● lab  every stage holds' ]]
  [[ ${lines[2]} == 'head-0    ready   0.30  6817/tcp 203.0.113.7:10017' ]]
  [[ ${lines[3]} == 'serve-0   ready   0.52  22/tcp 203.0.113.8:10022, 8000/http https://s0-8000.proxy.example/' ]]
  [[ ${lines[6]} == 'Slurm: worker-0 idle, worker-1 mix' ]]
  [[ ${lines[7]} == 'Model: serve-0  https://s0-8000.proxy.example' ]]
  # shellcheck disable=SC2016 # it is for the reader's shell
  [[ ${lines[8]} == '  ask it: curl -H "Authorization: Bearer $KEY" https://s0-8000.proxy.example/v1/models' ]]
  [[ ${lines[9]} == 'costs 1.70 USD an hour, 40.80 a day; 0.35 so far' ]]
  [[ ${lines[10]} == *'fleet deploy --destroy' ]]
}

@test "asks on the terminal; what is not yes changes nothing: 25" {
  start_agent "$(deployed "$NEW")"
  answering n 100 "$FLEET" deploy
  exits 25
  says 'Apply it? [y/N]'
  says 'nothing was changed'
  [[ -z $(changed) ]]
  answering y 100 "$FLEET" deploy --timeout 0
  [[ $(changed) == 'POST /api/pods/apply'* ]]
}

@test "with nothing to apply nothing is asked, and neither --yes nor a terminal is needed" {
  start_agent "$(deployed)"
  fleet deploy </dev/null
  exits 0
  warns 'what is declared is applied already'
  says 'every stage holds'
  [[ -z $(changed) ]]
  # The agent is at it already: to begin again asks nothing either, problems or not.
  scenario "$(deployed "$ABSENT | $NEW | .plan.changes = [] | .plan.problems = [\"worker-1: no capacity\"]
    | .pods.pods[3].reason = \"no capacity\"")"
  fleet deploy --timeout 0 </dev/null
  exits 26
  warns 'worker-1: no capacity'
  [[ -z $(changed) ]]
}

@test "a slot that was destroyed is made again, which is asked for" {
  start_agent "$(deployed "$ABSENT | $NEW | .plan.changes = [] | .pods.pods[3].wish = \"destroyed\"")"
  fleet deploy </dev/null
  exits 2
  warns '--yes'
  fleet deploy --yes --timeout 0
  [[ $(changed) == 'POST /api/pods/apply'* ]]
}

@test "a plan with problems is not applied: 1; one that is another by now: 12" {
  start_agent "$(deployed "$NEW | .plan.problems = [\"worker-1: cannot pay\"]")"
  fleet deploy --yes
  exits 1
  warns 'problem: worker-1: cannot pay'
  [[ -z $(changed) ]]
  scenario "$(deployed "$NEW" | jq -c '.routes["POST /api/pods/apply"] = [409, {error: "cannot apply that plan: something has changed"}]')"
  fleet deploy --yes
  exits 12
}

@test "where no pods are declared: 12; no agent: 69" {
  start_agent
  fleet deploy
  exits 12
  warns 'cannot deploy the fleet: no pods are declared'
  stop_agent
  fleet deploy
  exits 69
}

@test "--only: these are planned, applied and awaited" {
  start_agent "$(deployed "$NEW | .pods.pods[0].phase = \"failed\"" | jq -c '
    .routes["GET /api/pods/plan?only=serve,worker"] = .routes["GET /api/pods/plan"]
    | .routes["POST /api/pods/apply"] = [202, {}]')"
  fleet deploy --only serve --only worker --yes
  exits 0
  [[ $(changed) == 'POST /api/pods/apply {"plan":"f1","only":["serve","worker"]}' && $output != *head-0* ]]
  says 'costs 1.40 USD an hour'
  [[ ${lines[-1]} == *': fleet deploy --destroy --only serve --only worker' ]]
  fleet deploy --only $'x\e[2J'
  exits 14
  warns "no declaration 'x"
  warns 'those that there are: head, serve, worker'
  [[ $stderr != *"$ESCAPE"* ]]
}

@test "--skip-infra: what there is, is awaited, and nothing is applied" {
  start_agent "$(deployed "$ABSENT | $NEW")"
  fleet deploy --skip-infra
  exits 0
  says 'not awaited: worker-1: it has no pod'
  [[ $(<"$CALLS") != *plan* && -z $(changed) ]]
  scenario "$(deployed '.pods.pods |= map(.id = null)')"
  fleet deploy --skip-infra
  exits 14
  warns 'no pod is there that is to run'
}

@test "where everything is stopped by wish there is nothing to await: 14" {
  start_agent "$(deployed '.pods.pods[] |= (.wish = "stopped" | .phase = "stopped")')"
  fleet deploy
  exits 14
  says '● lab  no pod is to run'
  says 'not awaited: worker-0: it is to be stopped'
  warns 'fleet pods start POD'
}

@test "pods that nobody declares are named, since they cost money" {
  start_agent "$(deployed '.pods.pods += [.pods.pods[0] | .undeclared = true | .name = "dub-lab-old-0-eeeeee"]')"
  fleet deploy
  exits 0
  says 'not declared: dub-lab-old-0-eeeeee, 0.30 USD/h'
}

@test "options that make no sense together" {
  start_agent "$(deployed)"
  fleet deploy --plan --destroy
  exits 2
  warns '--plan and --destroy exclude each other'
  fleet deploy --skip-infra --plan
  exits 2
  fleet deploy --plan --timeout 5min
  exits 2
  fleet deploy --timeout soon
  exits 2
  fleet deploy worker
  exits 2
  [[ ! -s $CALLS ]]
}

@test "texts of others do nothing to the terminal, and an address with them is not offered to a shell" {
  # shellcheck disable=SC2016 # it must not run
  start_agent "$(deployed '.pods |= (.fleet = "l\u001b[2Jab" | .pods[1].ports = [{"private": 8000, "type": "http",
    "address": "https://x/$(touch ran)\u001b[2J"}] | .pods[1].slot = "s\u001b]0;x\u0007" | .declarations[1].metrics = null)')"
  fleet deploy
  exits 0
  [[ $output != *"$ESCAPE"* && $output != *$'\a'* && $stderr != *"$ESCAPE"* ]]
  says '\x1b[2J'
  [[ $output != *'ask it'* ]]
}
