#!/usr/bin/env bats
# fleet pods, fleet pods list

load helpers

@test "the fleet with what it costs, its declarations and its pods, in line" {
  start_agent "$(rented)"
  fleet pods
  exits 0
  [[ ${lines[0]} == '● lab  1.32 of 5.00 USD/h  listed '* ]]
  [[ ${lines[1]} == '  3.10 today, 10.20 by its end, 12.30 in all' ]]
  [[ ${lines[2]} == 'DECLARATION  STATE    PODS  USD/H  TODAY  TOTAL  BUDGET' ]]
  [[ ${lines[3]} == \
    'worker       applied     2   0.88   2.00   8.10  44 % of 2.00/h, 10 % of 20.00/day, 8 % of 100.00' ]]
  [[ ${lines[5]} == 'worker-0  ready '*'0.44   1.00   4.00  NVIDIA RTX A5000           secure US-KS-2' ]]
  [[ ${lines[6]} == 'worker-1  absent '*'1.00   4.10' ]]
  [[ ${lines[7]} == 'old-0     running undeclared '*'2 x NVIDIA H100 80GB HBM3  community EU-RO-1' ]]
  [[ ${lines[8]} == 'old-0: nobody declares it' ]]
  listed=${output#*$'\n'}
  fleet pods list
  [[ ${output#*$'\n'} == "$listed" ]]
}

@test "how long a phase lasts, and when an idle pod is stopped" {
  local at until
  at=$(date --utc --date='-200 seconds' +%FT%TZ)
  until=$(date --utc --date='+1830 seconds' +%FT%T.%NZ)
  start_agent "$(rented ".listing.at = \"$at\" | .pods[0] |= (.since = \"$at\" | .idle.stopAt = \"$until\")
    | .pods[1].idle = {since: \"$at\", stopAt: null, keptUntil: \"$until\"}
    | .pods[2].idle = {since: \"$at\", stopAt: null, keptUntil: null}")"
  fleet pods
  [[ ${lines[0]} == *'listed 3 min ago' ]]
  [[ ${lines[5]} =~ ready\ +3\ min\ .*idle,\ stops\ in\ 30\ min$ ]]
  [[ ${lines[6]} == *'kept for 30 min' ]]
  [[ ${lines[7]} == *'idle for 3 min' ]]
}

@test "no capacity, with what there is instead and when it is asked again" {
  start_agent "$(rented ".declarations[0] |= (.problem = \"no-capacity\" | .outcome = \"no capacity for A5000\"
    | .retryAt = \"$(date --utc --date='+250 seconds' +%FT%TZ)\"
    | .alternatives = [{gpu: \"NVIDIA L4\", cloud: \"community\", perHour: 0.315}, {gpu: \"B200\", cloud: null, perHour: null}])")"
  fleet pods
  says 'worker: no capacity for A5000: there is NVIDIA L4 community 0.32 USD/h, B200 ? USD/h (asked again in 4 min)'
}

@test "a listing that fails, a key that is missing, a bill that is another" {
  start_agent "$(rented '.listing.error = "RunPod does not answer" | .credential.given = false | .spending.estimated = true
    | .spending.billed.difference = 0.25')"
  fleet pods
  exits 0
  says 'the listing fails, the last is of '
  says ': RunPod does not answer'
  says 'no key is given: credential runpod-api-key'
  says 'in all (estimated)'
  says 'RunPod billed 3.10 today, 0.25 more than reckoned'
}

@test "money has two decimals, and a mark where nobody tells it" {
  start_agent "$(rented '.spending |= (.perHour = 1234.005 | .cap = null | .today = 0.999)')"
  fleet pods
  says '1234.01 of ? USD/h'
  says '1.00 today'
}

@test "where no pods are declared it says what to do" {
  start_agent
  fleet pods
  exits 0
  [[ $output == $'no pods are declared\nadd pods to /etc/dubnium/fleet-agent.json' ]]
}

@test "one pod, none, and two hundred" {
  start_agent "$(rented '.pods = []')"
  fleet pods
  exits 0
  [[ $output != *SLOT* ]]
  scenario "$(rented '.pods = [range(200) as $n | .pods[0] | .slot = "worker-\($n)"]')"
  fleet pods
  exits 0
  says $'\nworker-199  ready '
  scenario "$(rented '.pods = [range(305) as $n | .pods[0] | .slot = "worker-\($n)"]')"
  fleet pods
  [[ ${lines[-1]} == 'and 5 more (fleet pods --json)' ]]
}

@test "on a narrow terminal nothing is wider, and the first columns stay" {
  start_agent "$(rented)"
  on_terminal 50 "$FLEET" pods
  exits 0
  while IFS= read -r line; do
    line=$(sed "s/$ESCAPE\[[0-9;]*m//g; s/\r//" <<<"$line")
    ((${#line} <= 50))
  done <<<"$output"
  says 'worker-0'
}

@test "texts of others do nothing to the terminal" {
  start_agent "$(rented '.pods[0] |= (.slot = "\u001b[2Jw" | .gpu = "a\u0007\u202eb" | .reason = "r\u001b]0;x\u0007")
    | .declarations[0] |= (.name = "d\u001b[0m" | .outcome = "o\u001b[1m") | .listing.error = "e\u001b[5m"')"
  fleet pods
  exits 0
  [[ $output != *"$ESCAPE"* && $output != *$'\a'* && $output != *$'\u202e'* ]]
  says '\x1b[2Jw'
}

@test "--json gives what the agent gives" {
  start_agent "$(rented)"
  fleet pods --json
  exits 0
  [[ $(json '.pods | map(.slot) | join(" ")') == 'worker-0 worker-1 old-0' ]]
  url=$FLEET_URL
  FLEET_URL=http://127.0.0.1:1 fleet pods --json --url "$url"
  exits 0
  fleet pods list --json
  [[ $(json .fleet) == lab ]]
}

@test "what is no verb of pods" {
  start_agent "$(rented)"
  fleet pods frobnicate
  exits 2
  warns "unknown verb 'frobnicate' of pods"
  fleet pods list worker-0
  exits 2
  [[ ! -s $CALLS ]]
}
