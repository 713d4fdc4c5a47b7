#!/usr/bin/env bash
# Proves: a model is selected, swapped while it is served, and given back when the other does not come up
. "$(dirname "$0")/../lib/scenario.sh"
. "$testbed/lib/station.sh"

store=/var/lib/dubnium/models

# stock NAME : a verified model in the store, of the shape of the workstation's own.
stock() {
  on cp --recursive /srv/models/testbed-8b "$store/$1"
  on sh -c "mode-controller --verify-model $1 >/dev/null 2>&1"
}

# answering : the model of the process that answers a request.
answering() {
  on sh -c 'curl --silent --fail --output /dev/null --header "Content-Type: application/json" --data "{
    \"model\": \"testbed-8b\", \"messages\": [{\"role\": \"user\", \"content\": \"hello\"}]}" \
    http://127.0.0.1:8000/v1/chat/completions &&
    tr "\0" "\n" <"/proc/$(systemctl show vllm.service -p MainPID --value)/cmdline" | sed -n "/^serve\$/{n;p}"'
}

# model NAME FIELD : of a model in the list.
model() {
  on sh -c "mode model list --json | jq -r '.[] | select(.name == \"$1\") | .$2'"
}

# select_model NAME : asks for it; $status and $output tell what became of that.
select_model() {
  status=0
  output=$(on mode model select "$1" 2>&1) || status=$?
}

settled_in desktop
stock small
stock large
on cp --recursive /srv/models/testbed-8b "$store/unverified"
stock broken
on sh -c "mkdir -p /etc/dubnium/models && echo VLLM_SIM_FAULT=oom >/etc/dubnium/models/broken.env"

part "everybody sees the models"
equals "mode model list names them" "broken large small unverified" \
  "$(as alice sh -c "mode model list --json | jq -r '.[].name'" | paste -sd' ')"
equals "one was never verified" "none verified" "$(model unverified verification) $(model small verification)"
equals "nothing of the store is selected" /srv/models/testbed-8b \
  "$(on busctl --json=short get-property org.dubnium.ModeController /org/dubnium/ModeController \
    org.dubnium.ModeController.Models Selected | jq -r .data)"

part "alice may not choose"
exits 13 "mode model select" as alice mode model select small --no-interactive
exits 13 "mode model remove" as alice mode model remove small --no-interactive
exits 0 "but she may look what it would do" as alice mode model explain small

part "in the desktop a selection is all"
select_model unverified
equals "a model that nobody verified is refused" 10 "$status"
matches "and named" 'was never verified' "$output"
select_model small
equals "one that is sound is selected" "0 true false" "$status $(model small selected) $(model small served)"
equals "the audit log has it" "selected small" "$(
  on jq -rs 'map(select(.event == "model")) | last.details | "\(.status) \(.model)"' /var/lib/mode-controller/events.jsonl
)"
exits 10 "what is selected is not removed" on mode model remove small

part "compute serves it"
request compute
equals "mode request compute exits 0" 0 "$status"
equals "the small one answers" "$store/small true" "$(answering) $(model small served)"

part "a swap, explained before"
equals "the steps" "stop-unit await-gpu-release select-model start-unit assert-mode" \
  "$(on mode model explain large --json | jq -r '.steps[].kind' | paste -sd' ')"
select_model large
equals "mode model select exits 0" 0 "$status"
matches "it says so" 'large.* is served' "$output"
equals "the large one answers" "$store/large true" "$(answering) $(model large served)"
matches "the history tells a swap" 'model: small . large' "$(on mode history)"
equals "mode and condition are what they were" "compute settled" "$(property CurrentMode) $(property Condition)"
select_model large
equals "what is served already is not swapped" 0 "$status"
matches "and said to be" 'already' "$output"

part "a model that does not come up"
select_model broken
equals "mode model select exits 20" 20 "$status"
matches "it says what became of it" 'the former model is served again' "$output"
equals "the former one answers" "$store/large true" "$(answering) $(model large selected)"
equals "the audit log has the outcome" rolled-back "$(last_transition outcome)"
equals "compute holds" "compute settled" "$(property CurrentMode) $(property Condition)"

part "a model that a guard denies"
select_model unverified
equals "mode model select exits 10" 10 "$status"
equals "the former one answers" "$store/large" "$(answering)"

part "a hold on the mode holds the swap up"
on systemd-run --quiet --unit=trainer mode hold --leave --why 'asks the model' compute -- sleep infinity
within 10 "it is there" on sh -c 'mode holds --json | jq -e ".holds != []"'
select_model small
equals "mode model select exits 11" 11 "$status"
on systemctl stop trainer.service
within 10 "it is gone" on sh -c 'mode holds --json | jq -e ".holds == []"'

part "the daemon dies in the middle"
on sh -c 'mode model select small >/run/swap.out 2>&1 &'
within 30 "the server is being started" on sh -c 'mode status --json >/dev/null &&
  jq -e ".plan.steps[3].do.kind == \"start-unit\" and .statuses[3] == \"doing\"" /var/lib/mode-controller/transition.json'
on systemctl kill --signal=KILL mode-controller.service
within 60 "the swap is taken up and ends" on sh -c '[ ! -e /var/lib/mode-controller/transition.json ] &&
  mode current --json | jq -e ".lastTransition.outcome == \"committed\""'
equals "the small one answers" "$store/small" "$(answering)"

part "removal"
exits 10 "what is served stays" on mode model remove small
exits 0 "what is not in use goes" on mode model remove broken
equals "with all its files" "" "$(on sh -c "ls -A $store | grep broken || true")"
exits 14 "what is not there is not found" on mode model remove broken

request desktop
equals "the desktop is back" 0 "$status"
settled_in desktop
