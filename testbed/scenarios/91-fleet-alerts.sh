#!/usr/bin/env bash
# Proves: an alert fires once and resolves, across a restart and a kill of the agent, and reaches people
# Machine: fleet
. "$(dirname "$0")/../lib/scenario.sh"
. "$testbed/lib/agent.sh"

share=$(machine_folder "$MACHINE")/share
cp "$repository"/cli-shim/test/fake/{bus,wire}.py "$testbed/lib/notification-server.py" \
  "$testbed/lib/webhook-sink.py" "$share/"

# fired RULE : ids of that rule's events, and whether each is resolved.
fired() {
  told '/api/alerts/events/history?limit=100' \
    "[.[] | select(.ruleId == \"$1\") | \"\(.nodeId) \(.resolvedAt != null)\"] | sort | join(\", \")"
}

# has_fired RULE EXPECTED : whether that is so by now.
has_fired() {
  [[ $(fired "$1") == "$2" ]]
}

# posted FILTER : what jq finds among what the webhook was sent, a line each.
posted() {
  on jq -r "$1" /tmp/webhook
}

part "people who are to be told"
on systemd-run --quiet --unit=webhook --property=WorkingDirectory=/run/testbed \
  python3 -B webhook-sink.py 9000 a-secret-of-at-least-24-bytes /tmp/webhook
secret webhook-secret <<<'a-secret-of-at-least-24-bytes'
bus=/run/user/$(on id -u alice)/bus
if ! on test -S "$bus"; then
  on systemd-run --quiet --unit=session-bus --uid=alice dbus-daemon --session --nofork --address="unix:path=$bus"
  within 10 "her session has a bus" on test -S "$bus"
fi
on systemd-run --quiet --unit=notifications --uid=alice --property=WorkingDirectory=/run/testbed \
  python3 -B notification-server.py "$bus" /tmp/notifications none
exits 0 "fleet-notify.service listens in alice's session" as alice systemctl --user start fleet-notify.service
put /etc/dubnium/fleet-agent.d/90-scenario.json <<'JSON'
{ "notifications": { "channels": { "hook": { "type": "webhook", "url": "http://127.0.0.1:9000/alerts" } } } }
JSON
exits 0 "the configuration is valid" on fleet-agent --check
with_token
within 60 "the fleet is healthy" tells /api/cluster/status '.healthy and .gpuCount == 5'

part "it fires"
pin gpu-1 0 temperature=60
rule=$(api POST /api/alerts '{"name": "Too hot", "metric": "gpu_temperature", "condition": "gte", "threshold": 95,
  "duration": 4, "nodeFilter": "gpu-.*", "enabled": true}' | jq -r .id)
equals "nothing yet" "" "$(fired "$rule")"
pin gpu-1 0 temperature=97
within 40 "for the node that is hot" has_fired "$rule" "gpu-1 false"
within 30 "the webhook is told, signed" on sh -c 'grep -q "Too hot" /tmp/webhook'
within 30 "alice sees it on her desktop" on sh -c 'grep -q "Too hot" /tmp/notifications'
exits 0 "fleet alerts" on fleet alerts
matches "it is there" 'Too hot' "$output"

part "across a restart and a kill"
on systemctl restart fleet-agent.service
within 60 "it is back" tells /api/cluster/status .healthy
on systemctl kill --signal=KILL fleet-agent.service
within 60 "and back again" tells /api/cluster/status .healthy
sleep 8
equals "it has fired once" "gpu-1 false" "$(fired "$rule")"
equals "people were told once" 1 "$(posted 'select(.text | contains("Too hot"))' | grep -c Too || true)"
event=$(told '/api/alerts/events/history?limit=100' ".[] | select(.ruleId == \"$rule\").id")
exits 0 "it is acknowledged" api POST "/api/alerts/events/$event/acknowledge"

part "a reload with a mistake in it"
put /etc/dubnium/fleet-agent.d/91-mistake.json <<<'{ "notifications": { "channels": { "hook": { "kind": "x" } } } }'
exits 1 "is refused" on systemctl reload fleet-agent.service
exits 0 "the agent goes on" tells /api/cluster/status .healthy
matches "and says where the mistake is" '91-mistake.json:1' \
  "$(on journalctl --no-pager --output=cat -u fleet-agent --since=-60s)"
exits 78 "as fleet-agent --check does" on fleet-agent --check
on rm /etc/dubnium/fleet-agent.d/91-mistake.json
exits 0 "without it, a reload goes through" on systemctl reload fleet-agent.service

part "it resolves"
pin gpu-1 0 temperature=60
within 40 "when the GPU has cooled down" has_fired "$rule" "gpu-1 true"
within 30 "the webhook is told of that too" on sh -c 'grep -ci "resolved" /tmp/webhook | grep -qv "^0"'
within 30 "and alice" on sh -c 'test "$(grep -c "Too hot" /tmp/notifications)" -ge 2'
equals "every message was signed" "" "$(posted 'select(.signed | not)')"

part "an XID is an event"
node gpu-1 gpu-sim xid 1 79
within 40 "it fires by a rule that was there" tells '/api/alerts/events/history?limit=100' \
  '[.[] | select(.metric == "gpu_xid_fatal" and .value == 79 and .nodeId == "gpu-1")] | length == 1'
equals "nothing failed" "" "$(on systemctl list-units --failed --plain --no-legend)"
