# shellcheck shell=bash
# Completion for shells: `mode --complete WORD...` prints the candidates for the last word, which
# may be empty. See completions/. Of what a program completes its words knows complete-PROGRAM.sh:
# words_for KIND prints those that are called so in a verb's header.

# shellcheck source=complete-mode.sh
source "$LIBRARY/complete-$PROGRAM.sh"

complete_words() {
  local -r verb=${1-} word=${*: -1} count=$#
  local file
  if ((count <= 1)); then
    for file in "$PARTS"/verb/*; do
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
