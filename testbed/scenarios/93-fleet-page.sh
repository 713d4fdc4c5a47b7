#!/usr/bin/env bash
# Proves: a person switches the mode in a browser, and polkit asks them on their own desktop
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

# browse ARGUMENT… : alice's browser, in the background; what it says is in $shots/said.
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

part "who gives a wrong password"
desktop_agent wrong
browse compute "cannot allow this"
within 60 "the page says that a dialog waits" test -e "$shots/waiting"
within 20 "it does, on alice's desktop" on test -s /tmp/asked
matches "and says what for" 'switch this workstation from desktop to compute, which ends sessions' \
  "$(on jq -r .message /tmp/asked)"
on touch /tmp/type-it
browsed "the page says that nobody may"
equals "nothing has changed" "desktop settled" "$(property CurrentMode) $(property Condition)"
on pkill -f desktop-agent
wait "$agent" || true

part "who gives the right one"
desktop_agent bob
browse compute committed
within 60 "the page says that a dialog waits" test -e "$shots/waiting"
on touch /tmp/type-it
browsed "the page shows the switch to its end"
matches "with its reason and steps" 'desktop → compute' "$(cat "$shots/said")"
settled_in compute
equals "the audit log says who asked, by which service, for which session" "$alice fleet-agent.service true" \
  "$(audited "$(last_transition id)" 'map(select(.event == "requested")) | .[0].caller
    | "\(.uid) \(.unit) \(.session != null)"' | tr -d '"')"
wait "$agent" || true

part "who is the agent's user, and not the agent"
exits 1 "may not ask on anybody's behalf" on setpriv --reuid=fleet-agent --regid=fleet-agent --clear-groups \
  busctl call org.dubnium.ModeController /org/dubnium/ModeController org.dubnium.ModeController \
  RequestMode 'sa{sv}' desktop 1 on-behalf-of s "$(on loginctl list-sessions --no-legend | awk 'NR == 1 { print $1 }')"
matches "it is refused" 'Access denied|request-on-behalf' "$output"

part "who is not logged in any more"
browse desktop "is not logged in here"
browsed "is told what to do instead"
equals "nothing has changed" "compute settled" "$(property CurrentMode) $(property Condition)"
request desktop
equals "root goes back" 0 "$status"
settled_in desktop
