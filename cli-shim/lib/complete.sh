# shellcheck shell=bash
# Completion for shells: `mode --complete WORD...` prints the candidates for the last word, which
# may be empty. See completions/. Of what a program completes its words knows complete-PROGRAM.sh:
# words_for KIND prints those that are called so in a verb's header.

# shellcheck source=complete-mode.sh
source "$LIBRARY/complete-$PROGRAM.sh"

complete_words() {
  local -r word=${*: -1} count=$#
  local verb=${1-}
  if ((count <= 1)); then
    all_verbs
    printf '%s\n' "${VERBS[@]}" --help --version
    return
  fi
  if ((count == 2)) && has_verbs "$verb" && [[ $word != -* ]]; then
    all_verbs "$verb"
    printf '%s\n' "${VERBS[@]#* }"
    return
  fi
  if ((count > 2)) && has_verbs "$verb" && is_verb "$verb $2"; then verb+=" $2"; fi
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
    FILE) compgen -f ;;
    *) words_for "${TAKES[$name]}" ;;
  esac
}

argument_candidates() { # VERB
  header_field Completes
  case $REPLY in
    verbs) complete_words '' ;;
    *) words_for "$REPLY" ;;
  esac
}
