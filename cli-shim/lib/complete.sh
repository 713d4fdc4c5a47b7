# shellcheck shell=bash
# Completion for shells: `mode --complete WORD...` prints the candidates for the last word, which
# may be empty. See completions/mode.

complete_words() {
  local -r verb=${1-} word=${*: -1} count=$#
  local file
  if ((count <= 1)); then
    for file in "$MODE_HOME"/verb/*; do
      printf '%s\n' "${file##*/}"
    done
    printf '%s\n' --help --version
    return
  fi
  is_verb "$verb" || return 0
  header "$verb"
  listed_options
  if [[ " ${*:1:count-1} " == *' -- '* ]]; then
    compgen -c -- "$word" | sort -u
  elif value_candidates "${*: -2:1}"; then
    return
  elif [[ $word == -* ]]; then
    printf -- '--%s\n' help "${!TAKES[@]}"
  else
    argument_candidates "$verb"
  fi
}

# value_candidates WORD: candidates for the value of the option WORD; false if it takes none.
value_candidates() {
  local name
  name=$(long_name "$1")
  [[ $1 == -* && $name && ${TAKES[$name]-} ]] || return
  case ${TAKES[$name]} in
    MODE) modes_quickly ;;
    GUARD) guards_quickly ;;
    FILE) compgen -f ;;
  esac
}

argument_candidates() { # VERB
  header_field Completes
  case $REPLY in
    modes) modes_quickly ;;
    verbs) complete_words '' ;;
    holds) reply_quickly '.[] | .cookie' "$PROPERTIES" Get ss "$SERVICE" Holds ;;
    transitions) reply_quickly '.[] | .id' "$SERVICE" ListTransitions u 10 ;;
    audit) printf '%s\n' tail show verify ;;
  esac
}

# A pressed tab key must not start a daemon, nor wait for one.
reply_quickly() { # FILTER INTERFACE METHOD …
  BUS_OPTIONS+=(--auto-start=no --timeout=1)
  if bus_try "$ROOT" "${@:2}"; then
    emit ".[0] | reply | $1" -r <<<"$REPLY"
  fi
}

# The guards that may be bypassed are the same for every mode.
guards_quickly() {
  BUS_OPTIONS+=(--auto-start=no --timeout=1)
  if known_modes; then
    reply_quickly '.guards[] | select(.bypassable) | .name' "$SERVICE" Explain 'sa{sv}' "${MODES%% *}" 0
  fi
}

modes_quickly() {
  BUS_OPTIONS+=(--auto-start=no --timeout=1)
  if known_modes; then
    printf '%s\n' "${MODES// /$'\n'}"
  fi
}
