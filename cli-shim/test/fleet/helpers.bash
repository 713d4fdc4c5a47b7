# shellcheck shell=bash
# A fake fleet agent (fake/fleet-agent) on a port of its own, one for each test.

bats_require_minimum_version 1.5.0
load ../assertions

FLEET=$BATS_TEST_DIRNAME/../../fleet
FAKE=$BATS_TEST_DIRNAME/fake
ESCAPE=$'\e'

FIRED='{"id": "aaaa1111-0000-4000-8000-000000000001", "ruleId": "11111111-aaaa-4000-8000-000000000001",
  "ruleName": "GPU hot", "nodeId": "gpu-1", "gpu": 0, "metric": "gpu_temperature", "value": 91.5,
  "threshold": 87.5, "condition": "gt", "severity": "error", "detail": null,
  "firedAt": "2026-11-21T10:00:00.000Z", "resolvedAt": null, "acknowledgedAt": null}'

setup() {
  unset NO_COLOR FLEET_TOKEN FLEET_TOKEN_FILE http_proxy https_proxy all_proxy no_proxy
  unset HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY
  export LC_ALL=C.UTF-8 TZ=UTC TERM=xterm HOME=$BATS_TEST_TMPDIR XDG_CONFIG_HOME=$BATS_TEST_TMPDIR
  # Nobody listens there.
  export FLEET_URL=http://127.0.0.1:1 FLEET_SOCKET=$BATS_TEST_TMPDIR/agent.sock
  PATH=$FAKE/host:$PATH
}

teardown() {
  if [[ -v FLEET_PID ]]; then
    kill "$FLEET_PID" 2>/dev/null || true
    wait "$FLEET_PID" || true
  fi
  stop_agent
}

# scenario [JSON]: laid over fake/default.json.
scenario() {
  jq -s '.[0] * .[1]' "$FAKE/default.json" - <<<"${1-"{}"}" >"$BATS_TEST_TMPDIR/next.json"
  mv "$BATS_TEST_TMPDIR/next.json" "$BATS_TEST_TMPDIR/scenario.json"
}

# start_agent [JSON]: returns when it listens.
start_agent() {
  local port
  scenario "$@"
  CALLS=$BATS_TEST_TMPDIR/calls
  : >"$CALLS"
  mkfifo "$BATS_TEST_TMPDIR/port"
  PYTHONDONTWRITEBYTECODE=1 "$FAKE/fleet-agent" "$BATS_TEST_TMPDIR/scenario.json" "$CALLS" \
    >"$BATS_TEST_TMPDIR/port" 3>&- &
  AGENT_PID=$!
  read -r port <"$BATS_TEST_TMPDIR/port"
  rm "$BATS_TEST_TMPDIR/port"
  export FLEET_URL=http://127.0.0.1:$port
}

# shellcheck disable=SC2120 # tests give one
# rented [FILTER]: fake/rented.json through a filter, as a scenario of an agent that tells it.
rented() {
  jq -c "(${1-.}) | {routes: {\"GET /api/pods\": .}}" "$FAKE/rented.json"
}

# with_plan [FILTER]: the same, with a plan through that filter, which can be applied.
with_plan() {
  rented . | jq -c --argjson plan '{"fingerprint": "f1", "perHour": 1.76, "perDay": 42.24, "now": {"perHour": 1.32},
    "steps": [{"action": "create", "slot": "worker-1", "gpu": "NVIDIA RTX A5000", "cloud": "secure",
      "perHour": 0.44, "reason": "it is not there"}],
    "changes": ["worker: budget per hour 1.00 → 2.00"], "problems": []}' "
    (\$plan | (${1-.})) as \$plan
    | .routes[\"GET /api/pods/plan\"] = \$plan | .routes[\"POST /api/pods/apply\"] = [202, \$plan]"
}

# deployed [FILTER]: fake/deployed.json, of which every stage holds, through a filter, as a scenario of an agent that
# tells it.
deployed() {
  jq -c "${1-.} | {routes: {\"GET /api/pods\": .pods, \"GET /api/slurm/nodes\": .slurm, \"GET /api/metrics/current\": .metrics,
    \"GET /api/pods/plan\": .plan, \"POST /api/pods/apply\": [202, .pods]}}" "$FAKE/deployed.json"
}

# changed: what was asked of the agent besides reading, a line each.
changed() {
  grep -v '^GET ' "$CALLS" || true
}

# await_looks COUNT: returns when the agent was asked for its pods so many times more.
await_looks() {
  local wanted
  wanted=$(($(grep -c '^GET /api/pods$' "$CALLS") + $1))
  until (($(grep -c '^GET /api/pods$' "$CALLS") >= wanted)); do read -r -t 0.05 <> <(:) || true; done
}

# answering ANSWER COLUMNS ARGUMENT...: runs it on a terminal where that is typed; both streams are in $output.
answering() {
  local answer=$1 columns=$2
  shift 2
  run script -qec "stty cols $columns; ${*@Q}" /dev/null <<<"$answer"
}

# start_socket_agent [JSON]: the same on a Unix socket, where it is looked for without an address.
start_socket_agent() {
  start_agent "$@"
  python3 - "$FLEET_SOCKET" "${FLEET_URL##*:}" 3>&- <<'EOF' &
import socket, sys, threading
def pump(a, b):
    while data := a.recv(65536):
        b.sendall(data)
    b.shutdown(socket.SHUT_WR)
server = socket.socket(socket.AF_UNIX)
server.bind(sys.argv[1])
server.listen()
while True:
    client, _ = server.accept()
    agent = socket.create_connection(("127.0.0.1", int(sys.argv[2])))
    for pair in ((client, agent), (agent, client)):
        threading.Thread(target=pump, args=pair, daemon=True).start()
EOF
  RELAY_PID=$!
  until [[ -S $FLEET_SOCKET ]]; do read -r -t 0.05 <> <(:) || true; done
  AGENT_URL=$FLEET_URL
  unset FLEET_URL
}

stop_agent() {
  if [[ -v RELAY_PID ]]; then
    kill "$RELAY_PID" 2>/dev/null || true
    wait "$RELAY_PID" || true
    unset RELAY_PID
  fi
  [[ -v AGENT_PID ]] || return 0
  kill "$AGENT_PID" 2>/dev/null || true
  wait "$AGENT_PID" || true
  unset AGENT_PID
}

# fleet ARGUMENT...: runs it as bats' run does: $status, $output, $stderr.
fleet() {
  run --separate-stderr "$FLEET" "$@"
}

# on_terminal COLUMNS ARGUMENT...: the same on a terminal of that width; both streams are in $output.
on_terminal() {
  local columns=$1
  shift
  run script -qec "stty cols $columns; ${*@Q}" /dev/null
}

# start_fleet ARGUMENT...: runs it in the background; await_line reads what it says on both streams.
start_fleet() {
  exec {SAID}< <(exec "$FLEET" "$@" 2>&1 3>&-)
  FLEET_PID=$!
}
