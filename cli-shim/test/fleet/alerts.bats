#!/usr/bin/env bats
# fleet alerts

load helpers

OVER='{"id": "bbbb1111-0000-4000-8000-000000000002", "ruleName": "Silent", "nodeId": "gpu-2", "gpu": null,
  "metric": "node_unreachable", "value": 1, "threshold": 1, "condition": "gte", "severity": "critical",
  "firedAt": "2026-11-21T09:00:00.000Z", "resolvedAt": "2026-11-21T09:05:00.000Z",
  "acknowledgedAt": "2026-11-21T09:01:00.000Z"}'

start_alerts() {
  start_agent "{\"routes\": {
    \"GET /api/alerts/events/firing\": [$FIRED],
    \"GET /api/alerts/events/history?limit=20\": [$FIRED, $OVER],
    \"GET /api/alerts/events/history?limit=1000\": [$FIRED, $OVER],
    \"POST /api/alerts/events/aaaa1111-0000-4000-8000-000000000001/acknowledge\":
      $(jq -c '.acknowledgedAt = "2026-11-21T10:01:00.000Z"' <<<"$FIRED"),
    \"PUT /api/alerts/11112222-aaaa-4000-8000-000000000002\":
      $(jq -c '.routes["GET /api/alerts"][1] | .enabled = true' "$FAKE/default.json")}}"
}

@test "what fires, with its place, its value and since when" {
  start_alerts
  fleet alerts
  exits 0
  [[ ${lines[0]} == 'ID        SEVERITY  WHERE        RULE     WHAT                         SINCE' ]]
  [[ ${lines[1]} == 'aaaa1111  error     gpu-1 GPU 0  GPU hot  gpu_temperature 91.5 > 87.5  2026-11-21 10:00:00 ('* ]]
  listed=$output
  fleet alerts list
  [[ ${output%%(*} == "${listed%%(*}" ]]
}

@test "nothing fires" {
  start_agent
  fleet alerts
  exits 0
  [[ $output == 'nothing fires' ]]
}

@test "events, the latest last, with what became of them" {
  start_alerts
  fleet alerts events
  exits 0
  [[ ${lines[1]} == bbbb1111*'gpu-2 '*'node_unreachable 1 ≥ 1'*'over after 5 min 00 s  acknowledged' ]]
  [[ ${lines[2]} == aaaa1111*fires ]]
}

@test "rules" {
  start_alerts
  fleet alerts rules
  exits 0
  [[ ${lines[1]} == '11111111  on   GPU hot  gpu_temperature > 87.5  60 s  all' ]]
  [[ ${lines[2]} == '11112222  off  Idle     gpu_utilization ≤ 5           gpu-.*' ]]
}

@test "an alert is acknowledged by the beginning of its id" {
  start_alerts
  fleet alerts ack AAAA
  exits 0
  says acknowledged
  [[ $(tail -n 1 "$CALLS") == 'POST /api/alerts/events/aaaa1111-0000-4000-8000-000000000001/acknowledge' ]]
}

@test "a rule is switched on" {
  start_alerts
  fleet alerts enable 11112222
  exits 0
  [[ ${lines[1]} == '11112222  on '* ]]
  [[ $(tail -n 1 "$CALLS") == 'PUT /api/alerts/11112222-aaaa-4000-8000-000000000002 {"enabled":true}' ]]
}

@test "ids that are none, unknown or not clear change nothing" {
  start_alerts
  fleet alerts ack
  exits 2
  fleet alerts ack '../..'
  exits 2
  fleet alerts ack cccc1111
  exits 14
  fleet alerts enable 1111
  exits 2
  warns "'1111' is the beginning of 2 ids"
  fleet alerts frobnicate
  exits 2
  fleet alerts events -n 1001
  exits 2
  [[ $(grep -cE '^(POST|PUT)' "$CALLS" || true) -eq 0 ]]
}

@test "--json gives what the agent gives" {
  start_alerts
  fleet alerts events --json
  [[ $(json 'map(.id[0:4]) | join(" ")') == 'aaaa bbbb' ]]
  fleet alerts rules --json
  [[ $(json 'length') == 2 ]]
}

@test "rules and nodes with hostile names" {
  start_agent "{\"routes\": {\"GET /api/alerts/events/firing\": [$(jq -c \
    '.nodeId = "n\u001b[2J" | .ruleName = "r\u0007" | .severity = "\u001b[0m" | .id = "\u001b]0;x"' <<<"$FIRED")]}}"
  fleet alerts
  exits 0
  [[ $output != *"$ESCAPE"* && $output != *$'\a'* ]]
  says 'n\x1b[2J'
}
