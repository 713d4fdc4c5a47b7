# shellcheck shell=bash
# Help, read from the header of a verb's file:
#
#   # Summary: one line
#   # Usage: mode VERB ...
#   # Completes: modes                 what the verb's arguments are, for completion
#   #
#   # longer help
#   # Options:
#   #   -x, --example VALUE   what it does
#
# The options that a verb accepts are those that its header lists: see options.sh.

is_verb() {
  [[ $1 =~ ^[a-z]+$ && -f $PARTS/verb/$1 ]]
}

# header VERB: the header's lines without their comment sign, in the array HEADER.
header() {
  local line
  HEADER=()
  while IFS= read -r line && [[ $line == '#'* ]]; do
    line=${line#'#'}
    HEADER+=("${line# }")
  done <"$PARTS/verb/$1"
}

# header_field NAME: that field of HEADER in REPLY, or nothing.
header_field() {
  for REPLY in "${HEADER[@]}"; do
    if [[ $REPLY == "$1: "* ]]; then
      REPLY=${REPLY#"$1: "}
      return
    fi
  done
  REPLY=''
}

show_help() { # VERB
  local line in_text=''
  header "$1"
  header_field Usage
  printf 'Usage: %s\n' "$REPLY"
  header_field Summary
  printf '\n%s.\n' "$REPLY"
  for line in "${HEADER[@]}"; do
    [[ -z $line ]] && in_text=yes
    [[ $in_text ]] && printf '%s\n' "$line"
    [[ $line == Options: ]] && printf '%s\n' '  -h, --help               show this help'
  done
  return 0
}

show_overview() {
  local file
  printf 'Usage: %s [VERB] [OPTION...] [ARGUMENT...]\n\n%s\n\n' "$PROGRAM" "$ABOUT"
  for file in "$PARTS"/verb/*; do
    header "${file##*/}"
    header_field Summary
    printf '  %-11s  %s\n' "${file##*/}" "$REPLY"
  done
  printf '\nWithout a verb: status. Every verb knows --help and --json. Manual: man %s\n' "$PROGRAM"
}

usage_error() { # MESSAGE
  header "$VERB"
  header_field Usage
  fail 2 "$1" "usage: $REPLY" "more: $PROGRAM help $VERB"
}

# meant WORD: prints what to do for a word that is no verb, where that is known.
unknown_verb() {
  local hint=''
  [[ $1 =~ ^[a-z][a-z0-9-]*$ ]] && hint=$(meant "$1")
  fail 2 "unknown verb '$1'" "${hint:-verbs: $PROGRAM --help}"
}

# choose_verb ARGUMENT...: sets VERB to the one that is named first, or ends.
choose_verb() {
  local verb=${1-status}
  case $verb in
    -h | --help) verb=help ;;
    --version) verb=$VERSION ;;
    --complete)
      # shellcheck source=complete.sh
      source "$LIBRARY/complete.sh"
      complete_words "${@:2}"
      exit
      ;;
  esac
  is_verb "$verb" || unknown_verb "$verb"
  readonly VERB=$verb
}
