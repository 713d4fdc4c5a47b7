# shellcheck shell=bash
# The plan of what applying the declarations would do: read, shown and applied. Those in ONLY alone, a JSON
# array of their names; all where it is null.

ONLY=null
# RunPod is asked for it, after whatever else is asked; in seconds.
readonly PLANNING=60

# read_plan: the plan, in PLAN.
read_plan() {
  local query
  query=$(run_jq -r 'if . == null then "" else "?only=" + (map(@uri) | join(",")) end' <<<"$ONLY")
  api_call 'plan' "/api/pods/plan$query" --max-time "$PLANNING"
  PLAN=$REPLY
}

# has_problems: whether something of the plan cannot be done.
has_problems() {
  [[ $(run_jq '.problems | length' <<<"$PLAN") != 0 ]]
}

# apply_plan: has the agent do what was shown; the list as it was before is in REPLY.
apply_plan() {
  api_change 'apply the plan' /api/pods/apply --max-time "$PLANNING" --request POST \
    --header 'Content-Type: application/json' \
    --data "$(run_jq -c --argjson only "$ONLY" '{plan: .fingerprint} + if $only == null then {} else {$only} end' <<<"$PLAN")"
}
