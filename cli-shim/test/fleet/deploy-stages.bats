#!/usr/bin/env bats
# lib/deploy.jq: what is awaited, by what the agent tells

load helpers

# judge FILTER EXPRESSION: fake/deployed.json, which stands, through FILTER; what EXPRESSION makes of the judgement.
judge() {
  jq -r "$(cat "$BATS_TEST_DIRNAME"/../../lib/{strangers,text,fleet,pods,deploy}.jq)
    $1 | .choice.plan as \$applied | .choice as \$choice | [.pods, .slurm, .metrics] | judged(\$choice) | $2" "$FAKE/deployed.json"
}

# rows: a table on stdin, each row 'FILTER ⇒ STAGE: WHAT IT AWAITS', or 'FILTER ⇒ stands'.
rows() {
  local row wanted found bad=0
  while IFS= read -r row; do
    wanted=${row##* ⇒ }
    found=$(judge "${row% ⇒ *}" 'if .stands then "stands"
      else .stage as $stage | "\($stage): \([.stages[] | select(.stage == $stage) | .awaiting[]] | join(" "))" end')
    [[ $found == "$wanted" ]] || {
      printf '%s\n  is %s\n' "$row" "$found"
      bad=1
    }
  done
  ((bad == 0))
}

@test "provisioned: each slot in force has a pod" {
  rows <<'TABLE'
. ⇒ stands
.pods.pods[2] |= (.id = null | .name = null | .phase = "absent") ⇒ provisioned: worker-0
.pods.pods[2] |= (.id = null | .phase = "requested") ⇒ provisioned: worker-0
.pods.pods[2:] |= map(.id = null) ⇒ provisioned: worker-0 worker-1
.pods.declarations[2].state = "changed" ⇒ provisioned: worker
.pods.declarations[2].state = "not-applied" | .pods.pods |= .[:2] ⇒ provisioned: worker
.pods.declarations[2].state = "undeclared" | .pods.pods[2:] |= map(.undeclared = true) ⇒ stands
.pods.pods += [.pods.pods[2] | .undeclared = true | .phase = "failed"] ⇒ stands
TABLE
}

@test "what is stopped or destroyed by wish is not awaited, and named" {
  rows <<'TABLE'
.pods.pods[3] |= (.wish = "stopped" | .phase = "stopped") ⇒ stands
.pods.pods[3] |= (.wish = "destroyed" | .phase = "absent" | .id = null) ⇒ stands
.pods.pods[0] |= (.wish = "stopped" | .phase = "stopped") | .slurm = {"error": "gone"} ⇒ stands
TABLE
  [[ $(judge '.pods.pods[2].wish = "stopped" | .pods.pods[3].wish = "destroyed"' \
    '.notAwaited | map("\(.slot) \(.why)") | join("; ")') == 'worker-0 it is to be stopped; worker-1 it is to have no pod' ]]
}

@test "a pod that the plan replaces is not that which is declared" {
  rows <<'TABLE'
.plan.steps[2].action = "replace" | .choice.plan = .plan ⇒ provisioned: worker-0
.plan.steps[2].action = "refuse" | .choice.plan = .plan ⇒ provisioned: worker-0
.plan.steps[2].action = "replace" | .choice.plan = .plan | .pods.pods[2].name = "another" ⇒ stands
.plan.steps[2] |= (.action = "create" | .pod = null) | .choice.plan = .plan ⇒ stands
TABLE
}

@test "what was listed before the plan was applied proves nothing" {
  rows <<'TABLE'
.choice.since = "2026-11-21T10:00:00.5Z" ⇒ provisioned: listing
.choice.since = "2026-11-21T10:00:00.499Z" ⇒ stands
.choice.since = "2026-11-21T10:00:00Z" ⇒ stands
.choice.since = "2026-11-21T10:00:01Z" ⇒ provisioned: listing
.choice.since = "2026-11-21T10:00:00Z" | .pods.listing.at = null ⇒ provisioned: listing
.pods.listing.error = "no answer" ⇒ null: 
.pods |= (.configured = false | .listing = null | .declarations = [] | .pods = []) ⇒ provisioned: listing
.choice.slots = ["worker-0"] | .pods |= (.configured = false | .listing = null | .declarations = [] | .pods = []) ⇒ null: 
TABLE
}

@test "ready: the phase says so, and nothing else" {
  for phase in requested provisioning starting running unready stopped failed unknown; do
    echo ".pods.pods[2].phase = \"$phase\" ⇒ ready: worker-0"
  done | rows
}

@test "joined: Slurm has a node of the worker's name that takes jobs" {
  {
    for state in idle mix alloc mixed ALLOCATED completing planned; do
      echo ".slurm.nodes[0].state = \"$state\" ⇒ stands"
    done
    for state in down drain maint reserved blocked powered_down powering reboot unknown '' fail; do
      echo ".slurm.nodes[0].state = \"$state\" ⇒ joined: worker-0"
    done
    cat <<'TABLE'
.slurm.nodes = [] ⇒ joined: worker-0 worker-1
.slurm.nodes |= map(.node = "ws-" + .node) ⇒ joined: worker-0 worker-1
.slurm = {"error": "cannot tell of Slurm: its commands are not installed"} ⇒ joined: worker-0 worker-1
.slurm = null ⇒ joined: worker-0 worker-1
.slurm.nodes |= map(del(.state)) ⇒ stands
.pods.declarations[0].role = "plain" | .slurm = null ⇒ stands
.pods.pods[2].phase = "starting" | .slurm.nodes = [] ⇒ ready: worker-0
TABLE
  } | rows
}

@test "metrics: each pod that has them is a node that is reached now" {
  rows <<'TABLE'
.metrics.nodes[2].reachable = false ⇒ metrics: worker-0
.metrics.nodes |= .[:2] ⇒ metrics: worker-0 worker-1
.metrics = {"error": "it answers 500"} ⇒ metrics: head-0 serve-0 worker-0 worker-1
.pods.declarations[].metrics = null | .metrics = null ⇒ stands
.pods.declarations[] |= del(.metrics) | .metrics = null ⇒ stands
.pods.declarations[2].metrics = null | .metrics.nodes |= .[:2] ⇒ stands
.metrics.nodes[2].reachable = false | .slurm.nodes = [] ⇒ joined: worker-0 worker-1
TABLE
}

@test "served: its pods are ready; each stage is there only where something comes to it" {
  [[ $(judge . '[.stages[] | "\(.stage) \(.of)"] | join(", ")') == 'provisioned 4, ready 4, joined 2, metrics 4, served 1' ]]
  [[ $(judge '.pods |= (.declarations[1].role = "plain")' '[.stages[].stage] | join(" ")') == 'provisioned ready joined metrics' ]]
  [[ $(judge '.pods.pods[1].phase = "running"' '[.stages[] | select(.awaiting != []) | .stage] | join(" ")') == 'ready metrics served' ]]
}

@test "some declarations, and the pods that there are, alone" {
  rows <<'TABLE'
.choice.only = ["serve"] | .pods.pods[2].phase = "failed" ⇒ stands
.choice.only = ["worker"] | .pods.pods[1].phase = "failed" ⇒ stands
.choice.only = ["worker"] | .slurm.nodes = [] ⇒ joined: worker-0 worker-1
.choice.only = ["worker"] | .pods.declarations[1].state = "not-applied" ⇒ stands
.choice.slots = ["worker-0"] | .pods.pods[3].id = null ⇒ stands
.choice.slots = ["worker-0"] | .pods.pods[2] |= (.id = null | .phase = "absent") ⇒ ready: worker-0
.choice.slots = ["worker-0"] | .pods.declarations[2].state = "changed" ⇒ stands
TABLE
  [[ $(judge '.choice.only = ["worker"]' '"\(.perHour) \(.spent)"') == '0.88 0.15' ]]
}

# told FILTER: the reasons, a line each, with a mark where waiting does not help.
told() {
  judge "$1" '.reasons[] | (if .waitingHelps then "" else "! " end) + .text'
}

@test "why it does not go on, and whether waiting helps" {
  local failed='.pods.declarations[2] |= (.problem = "failed" | .outcome = "5 failures in a row")'
  local none='.pods.declarations[2] |= (.problem = "no-capacity" | .outcome = "no capacity"
    | .alternatives = [{"gpu": "NVIDIA L4", "cloud": "community", "perHour": 0.315}])'
  local lacking='.pods.pods[3] |= (.id = null | .phase = "absent")'
  [[ -z $(told .) ]]
  [[ $(told "$failed") == '! worker: 5 failures in a row' ]]
  [[ $(told "$none | $lacking") == '! worker: no capacity: there is NVIDIA L4 community 0.32 USD/h' ]]
  [[ $(told "$none | $lacking | .pods.pods[0].id = null") == 'worker: no capacity'* ]]
  [[ $(told "$failed | $lacking | .pods.pods[3].reason = \"5 failures in a row\"") == '! worker: 5 failures in a row' ]]
  [[ $(told "$lacking | .pods.pods[3].reason = \"cannot pay 0.44 USD an hour\"") == '! worker-1: cannot pay 0.44 USD an hour' ]]
  [[ $(told "$lacking | .pods.pods[3].reason = \"cannot pay for a pod: its price is not known\"") == 'worker-1: cannot pay'* ]]
  [[ $(told '.pods.credential.given = false') == '! no key is given: credential runpod-api-key' ]]
  [[ $(told '.pods.listing.error = "no answer"') == 'the listing fails: no answer' ]]
  [[ $(told '.slurm.nodes[0].state = "drain"') == 'worker-0: its Slurm node is drain' ]]
  [[ -z $(told '.slurm.nodes[0].state = "drain" | .pods.pods[0].phase = "starting"') ]]
}
