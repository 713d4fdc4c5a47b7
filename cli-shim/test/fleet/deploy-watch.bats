#!/usr/bin/env bats
# fleet deploy: what is told until every stage holds

load helpers

STARTING='.pods.pods[2] |= (.phase = "starting" | .phases = [{"phase": "requested", "at": (now - 80 | todate)}])'

@test "a line for each change of a pod or of the whole, with the time that it takes" {
  start_agent "$(deployed "$STARTING")"
  start_fleet deploy
  await_line 'worker-0  starting  1:2'
  [[ $line == '[00:0'?'] worker-0  starting  1:2'?' of about 3 min' ]]
  await_line 'worker-1  ready  3:30 of about 3 min'
  await_line '2/5 ready: worker-0'
  scenario "$(deployed '.slurm.nodes |= .[1:]')"
  await_line 'worker-0: Slurm has no node of that name'
  await_line 'worker-0  ready, not joined yet  3:00 of about 3 min'
  await_line '3/5 joined: worker-0'
  scenario "$(deployed '.metrics.nodes[2] |= (.reachable = false | .unreachableBecause = "refused")')"
  await_line 'worker-0: refused'
  await_line 'worker-0  ready, no metrics yet'
  await_line '4/5 metrics: worker-0'
  scenario "$(deployed)"
  await_line 'every stage holds'
}

@test "why it does not go on is told at once, and that waiting does not help" {
  start_agent "$(deployed ".pods.pods[3] |= (.id = null | .phase = \"absent\") | .pods.declarations[2] |= (.problem = \"no-capacity\"
    | .outcome = \"no\u001b[2J capacity\" | .alternatives = [{gpu: \"NVIDIA L4\", cloud: \"community\", perHour: 0.315}])")"
  fleet deploy --timeout 3
  exits 26
  warns 'worker: no\x1b[2J capacity: there is NVIDIA L4 community 0.32 USD/h (waiting alone does not help)'
  [[ $(grep -c 'L4' <<<"$stderr") -eq 1 && $stderr != *"$ESCAPE"* ]]
  warns 'the time is up, and provisioned does not hold; what was applied goes on, and costs money'
  warns 'go on watching: fleet deploy'
  says 'lab  1/5 provisioned: worker-1'
}

@test "--json: an object for each change, the summary last, also where the time is up" {
  start_agent "$(deployed "$STARTING | .pods.pods[3] |= (.wish = \"stopped\") | .pods.credential.given = false")"
  fleet deploy --json --timeout 0
  exits 26
  while IFS= read -r line; do jq -e .at <<<"$line" >/dev/null; done <<<"$output"
  [[ $(jq -sr 'map(.event) | join(" ")' <<<"$output") == 'not-awaited reason stage stage stage stage summary' ]]
  [[ $(jq -sr '.[] | select(.slot == "worker-0") | "\(.phase) \(.awaits) \(.expectedSeconds)"' <<<"$output") == 'starting ready 190' ]]
  [[ $(jq -sr '.[5] | "\(.stage) \(.awaiting[])"' <<<"$output") == 'ready worker-0' ]]
  [[ $(jq -sr '.[-1] | "\(.stands) \(.stage) \(.perDay) \(.servers[].address)"' <<<"$output") == \
    'false ready 40.8 https://s0-8000.proxy.example' ]]
  scenario "$(deployed)"
  fleet deploy --json
  exits 0
  [[ $(jq -sr '.[-1] | "\(.event) \(.stands) \(.slurm | length)"' <<<"$output") == 'summary true 2' && -z $stderr ]]
}

@test "on a terminal a block is redrawn, no line wider than it; what has to be read stays above" {
  start_agent "$(deployed "$STARTING | .pods.pods[2].reason = \"its image is large, and larger than any other image that there is\"")"
  on_terminal 60 "$FLEET" deploy --timeout 3
  exits 26
  says "${ESCAPE}[5A${ESCAPE}[J"
  says '2/5 '
  while IFS= read -r line; do
    line=$(sed -E "s/$ESCAPE\[[0-9;]*[A-Za-z]//g; s/\r//g" <<<"$line")
    [[ $line != '  worker'* ]] || ((${#line} <= 60))
  done <<<"$output"
  says 'any other image that there is'
}

@test "interrupted it leaves the agent at work, and says how to go on; run again it goes on" {
  start_agent "$(deployed "$STARTING")"
  start_fleet deploy
  await_line '2/5 ready: worker-0'
  kill -TERM "$FLEET_PID"
  await_line 'fleet: what was applied goes on, and costs money'
  await_line 'fleet deploy --destroy'
  status=0
  wait "$FLEET_PID" || status=$?
  unset FLEET_PID
  exits 143
  scenario "$(deployed)"
  fleet deploy
  exits 0
  [[ -z $(changed) ]]
}

@test "Ctrl-C ends it by that signal, and the watching alone" {
  start_agent "$(deployed "$STARTING")"
  run python3 - "$FLEET" <<'PYTHON'
import os, pty, signal, sys
child, terminal = pty.fork()
if child == 0:
    # Whoever runs the tests in the background has them begin with this signal ignored.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.execv(sys.argv[1], [sys.argv[1], "deploy"])
said, pressed = b"", False
while True:
    try:
        said += os.read(terminal, 4096)
    except OSError:  # it has ended
        break
    if not pressed and b"worker-1" in said:
        pressed = os.write(terminal, b"\x03")
print(said.decode())
sys.exit(128 + os.WTERMSIG(os.waitpid(child, 0)[1]))
PYTHON
  exits 130
  says 'fleet: what was applied goes on, and costs money'
  says 'end it:         fleet deploy --destroy'
}

@test "an agent that goes away is waited for, and says so once" {
  start_agent "$(deployed "$STARTING")"
  start_fleet deploy
  await_line '2/5 ready: worker-0'
  scenario "$(deployed "$STARTING" | jq -c '.routes["GET /api/pods"] = [503, {error: "cannot answer now"}]')"
  await_line 'the fleet agent does not answer: cannot answer now; waiting for it to come back'
  scenario "$(deployed)"
  await_line 'the fleet agent answers again'
  await_line 'every stage holds'
}

@test "an agent that stays away, or refuses, ends it" {
  start_agent "$(deployed)"
  # shellcheck disable=SC2016 # for the inner shell
  run bash -euc 'LIBRARY=$1 PROGRAM=fleet PEER=agent
    for part in terminal usage options http deploy-watch; do source "$LIBRARY/$part.sh"; done
    choose_agent
    JOB_STARTED="" AWAY_SINCE=$((EPOCHSECONDS - AWAY_LIMIT)) WITH_SLURM=false WITH_METRICS=false
    AGENT=http://127.0.0.1:1
    look null' - "$BATS_TEST_DIRNAME/../../lib"
  exits 69
  start_fleet deploy --skip-infra --timeout 20
  await_line 'every stage holds'
  scenario "$(deployed "$STARTING")"
  start_fleet deploy
  await_line '2/5 ready'
  scenario '{"token": "secret"}'
  await_line 'cannot answer without the token'
}
