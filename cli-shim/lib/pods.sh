# shellcheck shell=bash
# What the verbs of pods have in common: which pods there are, which is meant, and asking before money is
# spent or something is lost.

# How long somebody may think, in seconds.
readonly THINKING=600

# read_pods: what the agent tells of rented pods, in RENTED.
read_pods() {
  api_call 'read the rented pods' /api/pods
  RENTED=$REPLY
}

# require_declared DOING: ends the program where no pods are declared. DOING completes "cannot …".
require_declared() {
  [[ $(run_jq .configured <<<"$RENTED") != true ]] || return 0
  fail 12 "cannot $1: no pods are declared" "$(run_jq -r '.hint // "declare them: man fleet-agent" | strings' <<<"$RENTED")"
}

# find_pod WORD: the pod of that slot, name or RunPod id, in POD, and how the agent is asked for it, in
# PATH_OF. A slot means its declared pod where it has an undeclared one besides.
find_pod() {
  local -a found
  mapfile -t found < <(run_jq -c --arg word "$1" '
    [.pods[] | select(.slot == $word or .name == $word or .id == $word)]
    | if length > 1 and any(.[]; .undeclared | not) then map(select(.undeclared | not)) else . end
    | .[]' <<<"$RENTED")
  ((${#found[@]} > 0)) || fail 14 "no pod '$1' is there" 'those that there are: fleet pods'
  ((${#found[@]} == 1)) || fail 2 "'$1' is the slot of ${#found[@]} pods" 'give the name: fleet pods list --json'
  POD=${found[0]}
  PATH_OF=/api/pods/$(run_jq -r '.id // .name // .slot | @uri' <<<"$POD")
}

# title: how people call POD.
title() {
  run_jq -r '.slot // .name // .id' <<<"$POD"
}

# require_answer DOING: before anything is asked of the agent: ends the program where nobody could answer.
require_answer() {
  given yes || [[ -t 0 && -t 2 ]] \
    || fail 2 "cannot $1 without asking, and there is no terminal" 'without being asked: --yes'
}

# ask QUESTION WORD...: ends the program unless one of the words is answered, in any case.
ask() {
  local answer=''
  if given yes; then return; fi
  plain_text "$1"
  printf '%s ' "$REPLY" >&2
  IFS= read -r -t "$THINKING" answer || echo >&2
  shift
  while (($# > 0)); do
    [[ ${answer,,} != "${1,,}" ]] || return 0
    shift
  done
  fail 25 'nothing was changed'
}

# each_pod DOING DONE [CURL OPTION...]: asks the agent to do that with each pod of ARGUMENTS, all of which must
# be there: at PATH/DONE by POST, or as the options say. DONE goes to JSON too.
each_pod() {
  local word
  for word in "${ARGUMENTS[@]}"; do find_pod "$word"; done
  for word in "${ARGUMENTS[@]}"; do
    find_pod "$word"
    change_pod "$@"
  done
}

# change_pod DOING DONE [CURL OPTION...]: the same with POD alone.
change_pod() {
  local name said=${SAID-"$2 is asked for"}
  name=$(title)
  case $2 in
    destroy) api_change "$1 $name" "$PATH_OF" --request DELETE ;;
    *) api_change "$1 $name" "$PATH_OF/$2" --request POST "${@:3}" ;;
  esac
  if given json; then
    run_jq -c --arg asked "$2" '{slot, name, id, $asked}' <<<"$POD"
  else
    plain_text "$name"
    printf '%s: %s\n' "$REPLY" "$said"
  fi
}
