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
  [[ $(run_jq '.left == [] and .provenAt != null' <<<"$REPLY") == true ]]
}
