#!/usr/bin/env bash
# Proves: anybody may read, nobody may switch unasked, and an authentication agent's answer allows it
. "$(dirname "$0")/../lib/scenario.sh"
. "$testbed/lib/station.sh"

settled_in desktop

part "alice, who is no administrator, reads everything"
for verb in status current desired "explain compute" "guards compute" gpus history "audit verify"; do
  # shellcheck disable=SC2086 # a verb and its argument
  exits 0 "mode $verb" as alice mode $verb
  # shellcheck disable=SC2086
  exits 0 "mode $verb --json" as alice bash -o pipefail -c "mode $verb --json | jq -e . >/dev/null"
done
exits 0 "the properties, by busctl" as alice busctl get-property org.dubnium.ModeController \
  /org/dubnium/ModeController org.dubnium.ModeController CurrentMode
exits 0 "the run files" as alice cat /run/mode-controller/last-guards.json

part "she is refused where a session would end"
equals "CanRequestMode says challenge" challenge "$(
  as alice busctl --json=short call org.dubnium.ModeController /org/dubnium/ModeController \
    org.dubnium.ModeController CanRequestMode s compute | jq -r '.data[0]'
)"
exits 13 "mode request compute" as alice mode request compute --no-interactive
exits 13 "without a terminal nobody is asked" as alice mode request compute
equals "nothing has changed" "desktop settled" "$(property CurrentMode) $(property Condition)"
exits 1 "Reload is refused" as alice busctl --allow-interactive-authorization=no call \
  org.dubnium.ModeController /org/dubnium/ModeController org.dubnium.ModeController Reload

part "what ends nothing she may do from her session without a word"
exits 0 "mode request studio-local" as alice mode request studio-local
exits 0 "mode request desktop" as alice mode request desktop

part "from elsewhere she may not even that"
ssh_alice() { on ssh -q -i /root/.ssh/laptop -o StrictHostKeyChecking=accept-new alice@127.0.0.1 "$@"; }
exits 13 "over SSH, without a terminal" ssh_alice mode request studio-local

part "an agent that answers wrongly"
exits 13 "mode request compute, with a wrong password" as alice answer-agent wrong mode request compute
equals "nothing has changed" "desktop settled" "$(property CurrentMode) $(property Condition)"

part "an agent that answers"
status=0
output=$(as alice answer-agent bob mode request compute 2>&1) || status=$?
# SIGHUP or SIGTERM: she asked from a terminal in the session that the switch ends.
matches "mode request compute, with bob's password, ends with her session" '^(129|143)$' "$status"
matches "the agent asked for an administrator" \
  'AUTHENTICATING FOR org.dubnium.ModeController.request-mode-disruptive' "$output"
settled_in compute
equals "the audit log names who asked" "$(on id -u alice)" \
  "$(audited "$(last_transition id)" 'map(select(.event == "requested")) | .[0].caller.uid')"

part "an agent that answers over SSH, where the terminal stays"
on systemctl enable --quiet --now ssh.service
exits 0 "mode request desktop, with bob's password" on answer-agent bob \
  ssh -q -t -i /root/.ssh/laptop -o StrictHostKeyChecking=accept-new alice@127.0.0.1 mode request desktop
settled_in desktop
