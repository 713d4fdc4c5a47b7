#!/usr/bin/env bash
# Proves: a process that will not let go of the GPU makes the switch roll back, and is named; one of which
# it is known beforehand that it outlives the desktop keeps the switch from beginning
. "$(dirname "$0")/../lib/scenario.sh"
. "$testbed/lib/station.sh"

settled_in desktop
session=$(seat_session)

part "a program in alice's session ignores SIGTERM"
as alice bash -c 'gpu-hold --memory 2048 --stubborn >/tmp/holder &'
within 5 "it holds the GPU" on grep -q holding /tmp/holder
pid=$(on pgrep -f 'gpu-hold.*--stubborn')

request compute
equals "mode request compute exits 20" 20 "$status"
matches "it names the process" "$pid" "$output"
matches "it names the program" gpu-hold "$output"
matches "it names the unit" "session-$session.scope" "$output"
matches "it names the session" "session $session" "$output"

reason=$(property LastTransition)
equals "the bus says rolled-back, gpu-not-released" "rolled-back gpu-not-released" \
  "$(jq -r '"\(.outcome) \(.code)"' <<<"$reason")"
equals "the record names the holder for programs" "$pid gpu-hold session-$session.scope $session" "$(
  on jq -r '.reason.holders[] | "\(.pid) \(.command) \(.unit) \(.session)"' \
    /run/mode-controller/last-transition.json
)"

part "the desktop is usable again"
another_session() {
  local now
  now=$(on loginctl list-sessions --no-legend | awk -v old="$session" '$4 == "seat0" && $1 != old { print $1 }')
  [[ $now ]]
}
within 30 "a new session is on seat0" another_session
equals "desktop.target and the display manager are up" $'active\nactive' \
  "$(on systemctl is-active desktop.target display-manager.service || true)"
equals "compute is down" $'inactive\ninactive' \
  "$(on systemctl is-active compute.target vllm.service || true)"
equals "the audit chain holds" sound "$(audit_chain)"
equals "no transition is left open" "" "$(unfinished)"

part "with the holder gone"
on kill -KILL "$pid"
settled_in desktop
request compute
equals "the same request succeeds" 0 "$status"
station compute

part "a unit of alice's own systemd, while she lingers"
request desktop
settled_in desktop
alice_is_back() { [[ $(seat_session) ]]; }
within 30 "alice is on seat0 again" alice_is_back
session=$(seat_session)
put /home/alice/.config/systemd/user/hold.service <<'END'
[Unit]
Description=holds the GPU
[Service]
ExecStart=/usr/lib/dubnium-testbed/bin/gpu-hold --kind graphics --memory 64
Restart=always
RestartSec=100ms
[Install]
WantedBy=default.target
END
on chown -R alice: /home/alice/.config
on loginctl enable-linger alice
# As alice: without a bus of hers, -M finds no way to her systemd from outside.
alices() { as alice systemctl --user "$@"; }
alices daemon-reload
alices start hold.service
within 10 "it holds the GPU" on sh -c 'mode gpus --json | jq -e "any(.[].holders[]; .\"user-unit\" == \"hold.service\")"'

# denied WHY : the switch is denied beforehand, with unit, user and remedy; the session goes on.
denied() {
  equals "mode explain compute tells it beforehand" "gpu-holders gpu-held hold.service user@1000.service" "$(
    on mode explain compute --json | jq -r '.guards[] | select(.verdict == "deny") |
      "\(.name) \(.code) \(.params."user-unit") \(.params.unit)"'
  )"
  request compute
  equals "mode request compute exits 10" 10 "$status"
  matches "it says why it would stay" "hold.service of user@1000.service.*which outlives the desktop since $1" "$output"
  matches "it says how to end it" "systemctl --user -M alice@ stop hold.service" "$output"
  equals "alice's session goes on" "$session" "$(seat_session)"
  equals "nothing was begun" "requested judged finished" \
    "$(audited "$(last_transition id)" 'map(.event) | join(" ")')"
}
denied "alice lingers"

part "the same, while she is logged in elsewhere too"
on loginctl disable-linger alice
on systemd-run --quiet --unit=elsewhere --property=User=alice --property=PAMName=login \
  --setenv=XDG_SESSION_TYPE=tty --setenv=XDG_SESSION_CLASS=user sleep infinity
# Her manager's is a session too, of another class.
within 10 "logind knows a second session" on sh -c '[ "$(for session in $(loginctl show-user alice -P Sessions); do
  loginctl show-session "$session" -P Class; done | grep -cx user)" -ge 2 ]'
denied "session [0-9a-z]+ of alice .* stays"
on systemctl stop elsewhere.service

part "what the remedy says is right"
on loginctl enable-linger alice
alices stop hold.service
request compute
equals "with it stopped, the switch succeeds" 0 "$status"
station compute
on loginctl disable-linger alice
