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
  [[ $1 =~ ^[a-z]+$ && -f $MODE_HOME/verb/$1 ]]
}

# header VERB: the header's lines without their comment sign, in the array HEADER.
header() {
  local line
  HEADER=()
  while IFS= read -r line && [[ $line == '#'* ]]; do
    line=${line#'#'}
    HEADER+=("${line# }")
  done <"$MODE_HOME/verb/$1"
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
  printf 'Usage: mode [VERB] [OPTION...] [ARGUMENT...]\n\n'
  printf 'Switch this workstation between its modes, and see what it does.\n\n'
  for file in "$MODE_HOME"/verb/*; do
    header "${file##*/}"
    header_field Summary
    printf '  %-9s  %s\n' "${file##*/}" "$REPLY"
  done
  printf '\nWithout a verb: status. Every verb knows --help and --json. Manual: man mode\n'
}

usage_error() { # MESSAGE
  header "$MODE_VERB"
  header_field Usage
  fail 2 "$1" "usage: $REPLY" "more: mode help $MODE_VERB"
}

# A person who types `mode compute` means `mode request compute`.
unknown_verb() {
  local hint='verbs: mode --help'
  if [[ $1 =~ ^[a-z][a-z0-9-]*$ ]] && known_modes && [[ " $MODES " == *" $1 "* ]]; then
    hint="$1 is a mode; to enter it: mode request $1"
  fi
  fail 2 "unknown verb '$1'" "$hint"
}
