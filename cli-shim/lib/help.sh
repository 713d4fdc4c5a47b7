# shellcheck shell=bash
# The verb help of every program.

# show_verbs: all of them, or the help of the one in ARGUMENTS.
show_verbs() {
  local file
  if given json; then
    for file in "$PARTS"/verb/*; do
      header "${file##*/}"
      header_field Summary
      printf '%s\t%s\t' "${file##*/}" "$REPLY"
      header_field Usage
      printf '%s\n' "$REPLY"
    done | run_jq -R -n '[inputs | split("\t") | {verb: .[0], summary: .[1], usage: .[2]}]'
  elif ((${#ARGUMENTS[@]} == 0)); then
    show_overview
  else
    is_verb "${ARGUMENTS[0]}" || unknown_verb "${ARGUMENTS[0]}"
    show_help "${ARGUMENTS[0]}"
  fi
}
