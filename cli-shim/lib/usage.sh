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
#
# A verb may have verbs of its own, such as "model list": a file each in VERB.d.

# verb_file VERB: its file, in REPLY.
verb_file() {
  REPLY=$PARTS/verb/${1/ /.d/}
}

is_verb() {
  verb_file "$1"
  [[ $1 =~ ^[a-z]+(\ [a-z]+)?$ && -f $REPLY ]]
}

# all_verbs [VERB]: all verbs, or those of a verb, in VERBS.
all_verbs() {
  local file
  VERBS=()
  for file in "$PARTS/verb/${1+$1.d/}"*; do
    if [[ -f $file ]]; then VERBS+=("${1+$1 }${file##*/}"); fi
  done
}

has_verbs() { # VERB
  [[ $1 =~ ^[a-z]+$ && -d $PARTS/verb/$1.d ]]
}

# header VERB: the header's lines without their comment sign, in the array HEADER.
header() {
  local line
  HEADER=()
  verb_file "$1"
  while IFS= read -r line && [[ $line == '#'* ]]; do
    line=${line#'#'}
    HEADER+=("${line# }")
  done <"$REPLY"
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
  if has_verbs "$1"; then
    printf '\nVerbs:\n'
    all_verbs "$1"
    show_summaries
    printf '\nMore on each: %s help %s VERB\n' "$PROGRAM" "$1"
  fi
}

# show_summaries: a line for each of VERBS.
show_summaries() {
  local verb
  for verb in "${VERBS[@]}"; do
    header "$verb"
    header_field Summary
    printf '  %-11s  %s\n' "${verb#* }" "$REPLY"
  done
}

show_overview() {
  printf 'Usage: %s [VERB] [OPTION...] [ARGUMENT...]\n\n%s\n\n' "$PROGRAM" "$ABOUT"
  all_verbs
  show_summaries
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

# choose_verb ARGUMENT...: sets VERB to the one that is named first, and VERB_WORDS to how many
# arguments name it, or ends.
choose_verb() {
  local verb=${1-status}
  VERB_WORDS=$(($# > 0))
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
  if has_verbs "$verb" && is_verb "$verb ${2-}"; then
    verb+=" $2"
    VERB_WORDS=2
  fi
  verb_file "$verb"
  readonly VERB=$verb VERB_WORDS VERB_FILE=$REPLY
}
