#!/usr/bin/env bats
# fleet doctor: on a host whose systemd is fake/host, and whose folders are those of the machine that
# runs the tests

load helpers

# found CHECK VERDICT: the messages of those findings.
found() {
  json --arg check "$1" --arg verdict "$2" \
    '.[] | select(.check == $check and .verdict == $verdict) | .message'
}

@test "an agent that does not answer is a finding, exit code 1" {
  fleet doctor --json
  exits 1
  [[ $(found port wrong) == 'nobody answers at http://127.0.0.1:1: '* ]]
  [[ $(found nodes unknown) == *'does not tell' ]]
}

@test "every check has its say where all is well" {
  start_agent
  fleet doctor --json
  [[ $(found agent ok) == 'fleet-agent.service runs' ]]
  [[ $(found port ok) == "the agent answers at $FLEET_URL" ]]
  [[ $(found configuration ok) == 'the configuration is valid' ]]
  [[ $(found clock ok) == 'the clock is kept by NTP' ]]
  [[ $(found nodes ok) == 'every node answers: 2' ]]
  [[ $(found history ok) == 'the past is kept'* ]]
  [[ $(found alerts ok) == 'no alert fires' ]]
  [[ $(found Slurm ok) == 'Slurm answers: 2 nodes, 3 jobs run' ]]
  [[ $(found logs ok) == 'logs can be read: 1' ]]
  [[ $(found pods ok) == 'no pods are declared' ]]
  for check in "$BATS_TEST_DIRNAME"/../../fleet.d/check/*; do
    name=$(sed -n '1s/^# Check: //p' "$check")
    [[ $name == credentials || $(json --arg name "$name" 'any(.check == $name)') == true ]]
  done
}

@test "a unit that is masked, one that is not enabled, one that was started again" {
  UNITS='fleet-agent.service masked inactive masked' fleet doctor --json
  [[ $(found agent wrong) == 'fleet-agent.service is masked' ]]
  UNITS='fleet-agent.service loaded active disabled' RESTARTS=3 fleet doctor --json
  [[ $(found agent warning) == $'fleet-agent.service does not start at boot\nsystemd had to start it again 3 times' ]]
}

@test "a configuration that is not valid, a clock that nobody keeps" {
  INVALID=yes NTP=no fleet doctor --json
  exits 1
  [[ $(found configuration wrong) == *'fleet-agent.json:3: listen: cannot'* ]]
  [[ $(found clock warning) == 'the clock is not kept by NTP'* ]]
}

@test "credentials: of those that the unit names" {
  printf secret >"$BATS_TEST_TMPDIR/good"
  printf secret >"$BATS_TEST_TMPDIR/open"
  chmod 0600 "$BATS_TEST_TMPDIR/good"
  chmod 0644 "$BATS_TEST_TMPDIR/open"
  mkdir "$BATS_TEST_TMPDIR/store"
  : >"$BATS_TEST_TMPDIR/store/fleet-agent.smtp"
  CREDENTIAL_STORES=$BATS_TEST_TMPDIR/store CREDENTIALS="api-token:$BATS_TEST_TMPDIR/good
    open:$BATS_TEST_TMPDIR/open slack:$BATS_TEST_TMPDIR/none smtp:fleet-agent.smtp key:fleet-agent.key" \
    fleet doctor --json
  if ((EUID != 0)); then
    [[ $(found credentials unknown) == 'root alone'* ]]
  else
    [[ $(found credentials ok) == 'credentials that are there: 1' ]]
    [[ $(found credentials warning) == 'everybody can read the credential open' ]]
    [[ $(found credentials wrong) == "the credential slack is not there: $BATS_TEST_TMPDIR/none
the credential smtp is empty: $BATS_TEST_TMPDIR/store/fleet-agent.smtp" ]]
  fi
}

@test "nodes that do not answer, or in part, each with what to look at" {
  start_agent '{"routes": {"GET /api/metrics/current": {"nodes": [
    {"nodeId": "gpu-1", "reachable": true, "lastSeen": "2026-11-21T10:00:00Z", "gpus": [],
     "unreachableBecause": "cannot read http://gpu-1:9100/metrics: no answer came in time"},
    {"nodeId": "gpu-2\u001b[2J", "reachable": false, "lastSeen": null, "gpus": [],
     "unreachableBecause": "cannot read http://gpu-2:9400/metrics: refused\twrong"}]}}}'
  fleet doctor --json
  exits 1
  [[ $(found nodes warning) == 'gpu-1 answers in part: '* ]]
  [[ $(found nodes wrong) == 'gpu-2 [2J does not answer, seen never: cannot read '*'refused wrong' ]]
  [[ $(json '.[] | select(.verdict == "wrong" and .check == "nodes") | .remedies[0]') == \
    "curl -sS 'http://gpu-2:9400/metrics' | head" ]]
  [[ $(found history unknown) == 'no node tells of a GPU'* ]]
}

@test "a clock that is ahead" {
  start_agent '{"routes": {"GET /api/metrics/current": {"nodes": [
    {"nodeId": "gpu-1", "reachable": true, "lastSeen": "2999-01-01T00:00:00.5Z", "gpus": []}]}}}'
  fleet doctor --json
  [[ $(found clock wrong) == "the agent's clock is "*" s ahead of this machine's" ]]
}

@test "history that cannot be read, and one that is empty" {
  start_agent '{"routes": {"GET /api/metrics/history/gpu?duration=60&nodeId=gpu-1":
    [503, {"error": "cannot read the telemetry"}]}}'
  fleet doctor --json
  [[ $(found history wrong) == 'the past cannot be read: cannot read the telemetry' ]]
  scenario '{"routes": {"GET /api/metrics/history/gpu?duration=60&nodeId=gpu-1": {"data": []}}}'
  fleet doctor --json
  [[ $(found history warning) == 'nothing is known of the last hour of gpu-1' ]]
}

@test "a channel that does not deliver, alerts that fire, no rule that is enabled" {
  start_agent "{\"routes\": {\"GET /api/alerts\": [], \"GET /api/alerts/events/firing\": [$FIRED,
    {\"metric\": \"channel_failing\", \"ruleName\": \"Channel\", \"detail\": \"slack: it answered 404\"}]}}"
  fleet doctor --json
  exits 1
  [[ $(found alerts wrong) == 'a channel does not deliver: slack: it answered 404' ]]
  [[ $(found alerts warning) == $'alerts that fire: 1\nno rule is enabled: nothing can fire' ]]
}

@test "Slurm that is not there is no fault, Slurm that does not answer is one" {
  start_agent '{"routes": {"GET /api/metrics/slurm":
    [404, {"error": "cannot tell of Slurm: cannot find sinfo in [/usr/bin]: install it"}]}}'
  fleet doctor --json
  [[ $(found Slurm ok) == 'Slurm is not asked: cannot find sinfo'* ]]
  scenario '{"routes": {"GET /api/metrics/slurm":
    [404, {"error": "cannot tell of Slurm: sinfo ended with 1"}]}}'
  fleet doctor --json
  [[ $(found Slurm wrong) == 'cannot tell of Slurm: sinfo ended with 1' ]]
}

@test "a model server that failed, one that stands still, and what a former one left" {
  start_agent
  server() { # STATE MESSAGE STRAYS
    scenario "{\"routes\": {\"GET /api/models/server\": {\"state\": \"$1\", \"message\": $2, \"strays\": $3}}}"
    fleet doctor --json
  }
  server failed '"no room: lower it"' '[]'
  [[ $(found models wrong) == 'the model server failed: no room: lower it' ]]
  server stalled null '[]'
  [[ $(found models wrong) == 'the model server makes no progress: why is not known' ]]
  server ready null '["pid 7 holds 9 GiB\u001b"]'
  [[ $(found models wrong) == 'a former model server still holds GPU memory: pid 7 holds 9 GiB ' ]]
  scenario '{"routes": {"GET /api/models/server": [503, {"error": "cannot reach the system bus"}]}}'
  fleet doctor --json
  [[ $(found models ok) == 'no model server is looked after: cannot reach the system bus' ]]
}

@test "logs whose reader does not answer, and one whose definition is wrong" {
  start_agent '{"routes": {"GET /api/logs": [503, {"error": "cannot read logs: it is not there"}]}}'
  fleet doctor --json
  exits 1
  [[ $(found logs wrong) == 'cannot read logs: it is not there' ]]
  scenario '{"routes": {"GET /api/logs": {"logs": [
    {"name": "x", "kind": "invalid", "title": "/etc/dubnium/logs.d/x.conf:1: no \u001bunit"}]}}}'
  fleet doctor --json
  [[ $(found logs wrong) == 'a log cannot be read: /etc/dubnium/logs.d/x.conf:1: no  unit' ]]
}

# pods [FILTER]: what doctor finds of fake/rented.json through that filter, listed just now.
pods() {
  scenario "$(rented ".listing.at = \"$(date --utc +%FT%TZ)\" | .pods |= map(select(.undeclared | not)) | (${1-.})")"
  fleet doctor --json
}

@test "pods that are as declared" {
  start_agent
  pods
  [[ $(found pods ok) == 'RunPod answers, and listed '*' s ago' ]]
  [[ $(found pods warning)$(found pods wrong)$(found pods unknown) == '' ]]
}

@test "a key that is missing, a listing that fails, one that is old, one that never was" {
  start_agent
  pods '.credential.given = false'
  exits 1
  [[ $(found pods wrong) == "no key of RunPod's is given: credential runpod-api-key" ]]
  pods '.listing.error = "RunPod\u001b refuses the key"'
  [[ $(found pods wrong) == 'RunPod cannot be asked, the last listing is of '*': RunPod  refuses the key' ]]
  pods '.listing.at = "2026-11-21T10:00:00Z"'
  [[ $(found pods warning) == "the last listing of RunPod's is "*' old' ]]
  pods '.listing.at = null'
  [[ $(found pods unknown) == "RunPod's pods were not listed yet" ]]
}

@test "declarations that are not applied, without capacity, or given up for a while" {
  start_agent
  pods '.declarations[0] |= (.state = "not-applied")'
  [[ $(found pods warning) == 'worker is declared and not applied' ]]
  pods '.declarations[0] |= (.state = "changed" | .problem = "no-capacity" | .outcome = "no capacity for A5000")'
  [[ $(found pods warning) == $'worker is declared otherwise than it was applied\nworker gets no pod: no capacity for A5000' ]]
  pods '.declarations[0] |= (.problem = "breaker-open" | .outcome = "the image is refused")'
  [[ $(found pods wrong) == 'worker: creating its pods failed too often: the image is refused' ]]
  pods '.declarations[0] |= (.problem = "of-tomorrow" | .outcome = "something new")'
  [[ $(found pods wrong) == 'worker: something new' ]]
  pods '.declarations[0].outcome = "waits for a listing"'
  [[ $(found pods warning) == 'worker: waits for a listing' ]]
}

@test "a pod that nobody declares, and how it goes" {
  start_agent "$(rented)"
  fleet doctor --json
  exits 1
  [[ $(found pods wrong) == 'dub-lab-old-0-aaaaaa is there undeclared, at 0.88 USD an hour' ]]
  [[ $(json '.[] | select(.check == "pods" and .verdict == "wrong").remedies[0]') == 'fleet pods destroy 0ld0ld0ld0' ]]
  scenario "$(rented '.pods[2].id = "$(touch ran)"')"
  fleet doctor --json
  [[ $(json '.[] | select(.check == "pods" and .verdict == "wrong").remedies[0]') == 'fleet pods destroy POD' ]]
}

@test "without a pod that is ready it says what the real service alone can show" {
  start_agent
  pods '.pods = []'
  [[ $(found pods unknown) == 'whether the key may create pods, '*'shows only a pod that becomes ready' ]]
}

@test "an agent that does not tell of pods" {
  start_agent '{"routes": {"GET /api/pods": [503, {"error": "cannot tell of pods: the store is damaged"}]}}'
  fleet doctor --json
  [[ $(found pods unknown) == 'the agent does not tell of rented pods: cannot tell of pods: the store is damaged' ]]
}

@test "of an agent elsewhere, what only its machine knows is left out" {
  fleet doctor --json --url http://192.0.2.1:1
  [[ $(found agent ok) == '' && $(found folders wrong) == '' && $(found port wrong) == *192.0.2.1* ]]
}

@test "a line for each finding, what mends it below, and a verdict" {
  fleet doctor
  exits 1
  says '✗  port '
  says 'journalctl -u fleet-agent -n 50'
  [[ ${lines[-1]} == *'wrong'* ]]
}
