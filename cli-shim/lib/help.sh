# shellcheck shell=bash
# The verb help of every program.

# show_verbs: all of them, or the help of the one in ARGUMENTS.
show_verbs() {
  local verb
  local -a every=()
  if given json; then
    all_verbs
    for verb in "${VERBS[@]}"; do
      every+=("$verb")
      if has_verbs "$verb"; then
        all_verbs "$verb"
        every+=("${VERBS[@]}")
      fi
    done
    for verb in "${every[@]}"; do
      header "$verb"
      header_field Summary
      printf '%s\t%s\t' "$verb" "$REPLY"
      header_field Usage
      printf '%s\n' "$REPLY"
    done | run_jq -R -n '[inputs | split("\t") | {verb: .[0], summary: .[1], usage: .[2]}]'
  elif ((${#ARGUMENTS[@]} == 0)); then
    show_overview
  else
    is_verb "${ARGUMENTS[*]}" || unknown_verb "${ARGUMENTS[*]}"
    show_help "${ARGUMENTS[*]}"
  fi
}
