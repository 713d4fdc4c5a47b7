# shellcheck shell=bash
# Destroying pods: what goes is named, a person is asked, and that all of them are gone is proved.

# A pod is gone once a listing shows it; in seconds.
readonly LONGEST=330

# destroy_named: the pods of ARGUMENTS.
destroy_named() {
  local word going=''
  for word in "${ARGUMENTS[@]}"; do
    find_pod "$word"
    going+=$POD$'\n'
  done
  render_error pods-going <<<"$going"
  ask 'Destroy them? [y/N]' y yes
  # shellcheck disable=SC2034 # read by change_pod
  local -r SAID='is being destroyed'
  each_pod destroy destroy
}

# destroy_fleet: every pod of the fleet; 1 if something is left, or that nothing is was not proved.
destroy_fleet() {
  local fleet
  require_declared 'destroy the fleet'
  fleet=$(run_jq -r .fleet <<<"$RENTED")
  run_jq -c '.pods[] | select(.id != null or .undeclared)' <<<"$RENTED" | render_error pods-going
  ask "Type the name of the fleet, $fleet, to destroy all of it:" "$fleet"
  api_change 'destroy the fleet' /api/pods/destroy --max-time "$LONGEST" --request POST \
    --header 'Content-Type: application/json' --data "$(run_jq -c '{fleet}' <<<"$RENTED")"
  if given json; then
    run_jq . <<<"$REPLY"
  else
    render pods-destroyed --arg fleet "$fleet" <<<"$REPLY"
  fi
  is_proved "$REPLY"
}

# destroy_declarations: the pods of those in ONLY; their slots stay empty until they are applied or started. 1 if a
# listing that was made afterwards shows one of them, or there was none in time.
destroy_declarations() {
  local since never left='{"left": [], "provenAt": null}' deadline=$((EPOCHSECONDS + LONGEST))
  mapfile -t ARGUMENTS < <(run_filter pods-of -rs --argjson only "$ONLY" <<<"$RENTED")
  destroy_named
  read_pods
  since=$(run_jq -c .listing.at <<<"$RENTED")
  exec {never}<> <(:) # nothing is ever written to it
  while ! is_proved "$left" && ((EPOCHSECONDS < deadline)); do
    read -r -t 2 -u "$never" || true
    # An agent that is away is asked again.
    api_try /api/pods || continue
    left=$(run_filter pods-left -cs --argjson only "$ONLY" --argjson since "$since" <<<"$REPLY")
  done
  if given json; then
    printf '%s\n' "$left"
  else
    render pods-destroyed --arg fleet "$(run_jq -r 'join(", ")' <<<"$ONLY")" <<<"$left"
  fi
  is_proved "$left"
}

is_proved() { # LEFT
  [[ $(run_jq '.left == [] and .provenAt != null' <<<"$1") == true ]]
}
