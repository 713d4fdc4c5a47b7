# shellcheck shell=bash
# What fleet deploy does. Of lib/deploy.jq's choice it sets ONLY, the declarations; SLOTS, the slots that are
# awaited; PLAN, which was applied; and SINCE, when RunPod was listed last before that: null for all or none.

SLOTS=null PLAN=null SINCE=null

# check_options: ends the program where some of them make no sense together.
check_options() {
  local name
  local -a chosen=()
  for name in plan skip-infra destroy; do
    if given "$name"; then chosen+=("--$name"); fi
  done
  ((${#chosen[@]} < 2)) || usage_error "${chosen[0]} and ${chosen[1]} exclude each other"
  if given timeout && [[ ${chosen[0]-} == --@(plan|destroy) ]]; then
    usage_error "--timeout: ${chosen[0]} does not wait for stages"
  fi
  if given destroy; then require_answer 'destroy pods'; fi
}

# choose_declarations: those of --only in ONLY; all of them must be there.
choose_declarations() {
  local known unknown gone=false
  given only || return 0
  if given destroy; then gone=true; fi
  ONLY=$(run_jq -Rnc '[inputs]' <<<"${OPTION[only]}")
  known=$(run_jq -c --argjson gone "$gone" '
    [.declarations[] | select($gone or .state != "undeclared") | .name] + [select($gone) | .pods[].declaration | strings]
    | unique' <<<"$RENTED")
  unknown=$(run_jq -r --argjson known "$known" 'first(. - $known | .[]) // empty' <<<"$ONLY")
  [[ -z $unknown ]] || fail 14 "no declaration '$unknown' is there" \
    "those that there are: $(run_jq -r 'join(", ")' <<<"$known")"
}

# say_how: how somebody goes on watching, and ends what is deployed, in GO_ON and END.
say_how() {
  local names=''
  if given only; then names=$(run_jq -r 'map(" --only " + .) | join("")' <<<"$ONLY"); fi
  if given skip-infra; then GO_ON="fleet deploy --skip-infra$names"; else GO_ON="fleet deploy$names"; fi
  END="fleet deploy --destroy$names"
}

# choose_pods: those that there are in SLOTS.
choose_pods() {
  SLOTS=$(run_filter deploy-pods -cs --argjson only "$ONLY" <<<"$RENTED")
  [[ $SLOTS != '[]' ]] || fail 14 'no pod is there that is to run' 'to have them made: fleet deploy' \
    'those that there are: fleet pods'
}

show_plan() {
  local awaited
  read_plan
  awaited=$(run_filter deploy-plan -cs --argjson only "$ONLY" <<<"$PLAN$RENTED")
  if given json; then
    run_jq -c --argjson stages "$awaited" '. + {$stages}' <<<"$PLAN"
  else
    render pods-plan <<<"$PLAN$RENTED"
    run_jq -r '"awaited: " + join(", ")' <<<"$awaited"
  fi
  if has_problems; then exit 1; fi
}

# apply: shows the plan and asks, unless the agent works on all of it by itself already.
apply() {
  local unapplied
  read_plan
  unapplied=$(run_filter deploy-unapplied -s <<<"$PLAN$RENTED")
  if [[ $unapplied != true ]]; then
    given json || printf '%s\n' 'what is declared is applied already' >&2
    return
  fi
  render_error pods-plan <<<"$PLAN$RENTED"
  if has_problems; then exit 1; fi
  require_answer 'apply what is declared'
  ask 'Apply it? [y/N]' y yes
  apply_plan
  SINCE=$(run_jq -c '.listing.at?' <<<"$REPLY")
}

# follow SECONDS: watches until the fleet stands, and shows it.
follow() {
  local choice stands=yes
  say_how
  # shellcheck source=deploy-watch.sh
  source "$LIBRARY/deploy-watch.sh"
  choice=$(run_jq -nc --argjson only "$ONLY" --argjson slots "$SLOTS" --argjson plan "$PLAN" --argjson since "$SINCE" \
    '{$only, $slots, $plan, $since}')
  watch "$choice" "$1" || stands=''
  if [[ $LOOK != null ]]; then
    if given json; then run_filter deploy-result -cs <<<"$LOOK"; else render deploy-summary --arg destroy "$END" <<<"$LOOK"; fi
  fi
  [[ $stands ]] || fail 26 "the time is up, and $(why_not); what was applied goes on, and costs money" \
    "go on watching: $GO_ON" "end it:         $END"
  [[ $(run_jq --argjson slots "$SLOTS" '.slots == [] and (.notAwaited != [] or $slots != null)' <<<"$LOOK") != true ]] \
    || fail 14 'no pod is to run' 'to have one run: fleet pods start POD'
}

# why_not: why the fleet does not stand.
why_not() {
  run_jq -r 'if . == null then "the fleet agent does not answer" elif .stage then "\(.stage) does not hold" else "the listing fails" end' <<<"$LOOK"
}

destroy() {
  # shellcheck source=pods-destroy.sh
  source "$LIBRARY/pods-destroy.sh"
  if given only; then destroy_declarations; else destroy_fleet; fi
}
