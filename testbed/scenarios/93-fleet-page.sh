#!/usr/bin/env bash
# Proves: a person delegates from their own session and switches the mode in a browser; nobody else does
# Machine: fleet
. "$(dirname "$0")/../lib/scenario.sh"
. "$testbed/lib/agent.sh"
. "$testbed/lib/station.sh"

settled_in desktop
within 60 "the fleet is healthy" tells /api/cluster/status '.healthy and .gpuCount == 5'
shots=$repository/target/testbed/page
rm -rf "$shots"
mkdir -p "$shots"
chmod 777 "$shots"
alice=$(on id -u alice)
controller='org.dubnium.ModeController /org/dubnium/ModeController org.dubnium.ModeController'

ssh_alice() { on ssh -q -i /root/.ssh/laptop -o StrictHostKeyChecking=accept-new alice@127.0.0.1 "$@"; }

# ticket_of ADDRESS : what fleet open put into it.
ticket_of() {
  printf '%s' "${1#*#ticket=}"
}

# page METHOD PATH BODY [CURL OPTION…] : what the agent answers over TCP, with no token: status and body.
page() {
  on curl --silent --max-time 60 --write-out '\n%{http_code}' --request "$1" \
    --header 'Content-Type: application/json' --data "$3" "${@:4}" "http://localhost:8080$2"
}

# unchanged TITLE
unchanged() {
  equals "$1" "desktop settled" "$(property CurrentMode) $(property Condition)"
}

# browse ADDRESS ARGUMENT… : alice's browser, in the background; what it says is in $shots/said.
browse() {
  rm -f "$shots/waiting"
  on_page "$@" >"$shots/said" 2>&1 &
  browser=$!
}

# on_page ARGUMENT… : switch_mode.py in the workstation's network, as alice.
on_page() {
  in_network "$MACHINE" bash -c '. "$0/testbed/lib/all.sh"; cd "$0"
    in_builder setpriv --reuid="$1" --regid="$1" --clear-groups env HOME=/tmp PYTHONDONTWRITEBYTECODE=1 \
      python3 testbed/page/switch_mode.py "${@:2}"' "$repository" "$alice" "${shots#"$repository"/}" "$@"
}

# browsed TITLE : whether the page said in the end what it was to say.
browsed() {
  local status=0
  wait "$browser" || status=$?
  if ((status)); then fail "$1" "exit status 0 of switch_mode.py" "$(<"$shots/said")"; else pass "$1"; fi
}

# desktop_agent PASSWORD : alice's desktop has an authentication agent, who types bob's password so.
desktop_agent() {
  on sh -c 'rm -f /tmp/asked /tmp/type-it'
  as alice desktop-agent bob "$1" /tmp/asked /tmp/type-it &
  agent=$!
}

part "who is not at the machine is nobody in particular, whatever their uid"
on systemctl enable --quiet --now ssh.service
exits 13 "alice over SSH opens nothing" ssh_alice fleet open --print
matches "and is told where to do it" 'login session at this machine' "$output"
exits 1 "nor does she get a ticket on the bus" ssh_alice busctl call "$controller" \
  CreateDelegation "'sa{sv}'" fleet-agent.service 0
for who in "ssh_alice curl" "on systemd-run --quiet --pipe --wait --uid=alice curl"; do
  matches "what she asks of the page over TCP is refused ($who)" '"status":401' "$(
    # shellcheck disable=SC2086 # a command and its arguments
    $who --silent --request POST --header Content-Type:application/json --data '{\"mode\":\"compute\"}' \
      http://localhost:8080/api/mode
  )"
done
matches "and so is a change of a rule by anybody" 'fleet open' "$(page POST /api/alerts '{}')"
exits 1 "a service that runs as alice delegates nothing" on systemd-run --quiet --pipe --wait --uid=alice \
  busctl call org.dubnium.ModeController /org/dubnium/ModeController org.dubnium.ModeController \
  CreateDelegation 'sa{sv}' fleet-agent.service 0
exits 1 "nor does root" on gdbus call --system --dest org.dubnium.ModeController \
  --object-path /org/dubnium/ModeController \
  --method org.dubnium.ModeController.CreateDelegation fleet-agent.service '{}'
matches "who may use mode is told so" 'cannot delegate as root' "$output"
unchanged "nothing has changed"

part "what alice lets the agent do"
address=$(as alice fleet open --print)
matches "the address is the page's, with a ticket behind the hash" \
  '^http://localhost:8080/#ticket=[0-9a-f]{64}$' "$address"
ticket=$(ticket_of "$address")
exits 1 "the agent's user, who is not the agent, cannot redeem it" on setpriv --reuid=fleet-agent \
  --regid=fleet-agent --clear-groups busctl call org.dubnium.ModeController /org/dubnium/ModeController \
  org.dubnium.ModeController RedeemDelegation s "$ticket"
exits 1 "nor can alice" as alice busctl call org.dubnium.ModeController /org/dubnium/ModeController \
  org.dubnium.ModeController RedeemDelegation s "$ticket"
matches "a page of another origin begins no session with it" '403$' \
  "$(page POST /api/session "{\"ticket\":\"$ticket\"}" --header 'Origin: http://localhost:9999')"
begun=$(page POST /api/session "{\"ticket\":\"$ticket\"}" --cookie-jar /tmp/cookies)
matches "the page's own does" '201$' "$begun"
csrf=$(head -n 1 <<<"$begun" | jq -r .csrf)
matches "in her name" alice "$(head -n 1 <<<"$begun" | jq -r .person.user)"
matches "the ticket is of use once" '401$' "$(page POST /api/session "{\"ticket\":\"$ticket\"}")"
rule='{"name":"Warm","metric":"gpu_temperature","condition":"gt","threshold":200}'
matches "the cookie alone changes nothing" '401$' "$(page POST /api/alerts "$rule" --cookie /tmp/cookies)"
lacks "and nobody is told the rest" "$csrf" "$(page GET /api/session '' --cookie /tmp/cookies)"
matches "from another port it changes nothing either" '403$' "$(page POST /api/alerts "$rule" \
  --cookie /tmp/cookies --header "X-CSRF-Token: $csrf" --header 'Origin: http://localhost:9999')"
matches "both together do" '201$' \
  "$(page POST /api/alerts "$rule" --cookie /tmp/cookies --header "X-CSRF-Token: $csrf")"
equals "she sees what she delegated" "fleet-agent.service alice" \
  "$(as alice mode delegations --json | jq -r '.[0] | "\(.service) \(.user)"')"
equals "it is on record, without a secret" "created redeemed used" "$(on jq -rs \
  '[.[] | select(.event == "delegated" and .details.user == "alice") | .details.status] | unique | join(" ")' \
  /var/lib/mode-controller/events.jsonl)"
lacks "nor is the ticket anywhere" "$ticket" \
  "$(on cat /var/lib/mode-controller/events.jsonl)$(on journalctl --boot --output=cat)"

part "the agent cannot make one"
in_agent() {
  on sh -c 'unit=$(systemctl show -P ControlGroup fleet-agent.service)
    echo $$ >"$(findmnt -nro TARGET -t cgroup2 | head -n 1)$unit/cgroup.procs"
    exec setpriv --reuid=fleet-agent --regid=fleet-agent --clear-groups "$@"' sh "$@" 2>&1
}
forged=$(in_agent busctl call org.dubnium.ModeController /org/dubnium/ModeController org.dubnium.ModeController \
  RequestMode 'sa{sv}' compute 1 on-behalf-of s "$(printf '%064d' 0)" || true)
matches "what it invents is none" 'it has ended' "$forged"
session=$(in_agent busctl call org.dubnium.ModeController /org/dubnium/ModeController \
  org.dubnium.ModeController RequestMode 'sa{sv}' compute 1 on-behalf-of s "$(seat_session)" || true)
matches "and a session is none" 'it is no delegation' "$session"
unchanged "nothing has changed"

part "over the Unix socket"
exits 0 "alice switches a rule off in her own name" as alice bash -c \
  'fleet alerts disable "$(fleet alerts rules --json | jq -r "map(select(.name == \"Warm\"))[0].id")"'
exits 13 "over SSH she may not" ssh_alice \
  "fleet alerts enable \"\$(fleet alerts rules --json | jq -r 'map(select(.name == \"Warm\"))[0].id')\""
exits 0 "root may" on sh -c \
  'fleet alerts enable "$(fleet alerts rules --json | jq -r "map(select(.name == \"Warm\"))[0].id")"'

part "who gives a wrong password"
desktop_agent wrong
browse "$(as alice fleet open --print)" compute "cannot allow this"
within 60 "the page says that a dialog waits" test -e "$shots/waiting"
within 20 "it does, on alice's desktop" on test -s /tmp/asked
matches "and says what for" 'switch this workstation from desktop to compute, which ends sessions' \
  "$(on jq -r .message /tmp/asked)"
on touch /tmp/type-it
browsed "the page says that nobody may"
unchanged "nothing has changed"
on pkill -f desktop-agent
wait "$agent" || true

part "who gives the right one"
desktop_agent bob
browse "$(as alice fleet open --print)" compute committed
within 60 "the page says that a dialog waits" test -e "$shots/waiting"
on touch /tmp/type-it
browsed "the page shows the switch to its end"
matches "with its reason and steps" 'desktop → compute' "$(cat "$shots/said")"
settled_in compute
equals "the audit log says who asked, by which service, for which session" "$alice fleet-agent.service true" \
  "$(audited "$(last_transition id)" 'map(select(.event == "requested")) | .[0].caller
    | "\(.uid) \(.unit) \(.session != null)"' | tr -d '"')"
wait "$agent" || true

part "logging out ends it"
equals "nothing is delegated any more" "[]" "$(on mode delegations --json | jq -c .)"
matches "a session from before changes nothing" 'your session is over|without a session' \
  "$(page POST /api/alerts "$rule" --cookie /tmp/cookies --header "X-CSRF-Token: $csrf")"
equals "nothing has changed" "compute settled" "$(property CurrentMode) $(property Condition)"
request desktop
equals "root goes back" 0 "$status"
settled_in desktop
