# shellcheck shell=bash
# Command lines. A verb accepts the options that its header lists, so help, completion and parser
# cannot disagree.

declare -A OPTION=() # values by long name; several of one name are joined by newlines
ARGUMENTS=()
COMMAND=() # what follows --, for a verb that runs it

# listed_options: fills TAKES (long name → name of its value, or empty) and LONG_OF (letter → long
# name) from HEADER.
listed_options() {
  local line
  local -r pattern='^ +(-([a-z]), )?--([a-z-]+)( ([A-Z]+))?(  |$)'
  declare -gA TAKES=() LONG_OF=()
  for line in "${HEADER[@]}"; do
    if [[ $line =~ $pattern ]]; then
      TAKES[${BASH_REMATCH[3]}]=${BASH_REMATCH[5]}
      if [[ ${BASH_REMATCH[2]} ]]; then
        LONG_OF[${BASH_REMATCH[2]}]=${BASH_REMATCH[3]}
      fi
    fi
  done
}

# parse_arguments NAMES "$@": sets OPTION and ARGUMENTS, or ends with a usage error. NAMES says what
# the arguments are, such as 'MODE' or '[JOB]' or 'POD...' or ''. If it ends with ' -- COMMAND', a command
# with options of its own has to follow, in COMMAND.
parse_arguments() {
  local names=$1 word name
  shift
  header "$VERB"
  listed_options
  while (($# > 0)); do
    word=$1
    shift
    case $word in
      -h | --help) show_help "$VERB" && exit ;;
      --)
        if [[ $names == *' -- '* ]]; then COMMAND=("$@"); else ARGUMENTS+=("$@"); fi
        break
        ;;
      --*=*) set_option "${word%%=*}" "${word#*=}" ;;
      -[a-z]?*) set_option "${word:0:2}" "${word:2}" ;;
      -?*)
        name=$(long_name "$word")
        if [[ -z $name || -z ${TAKES[$name]-} ]]; then
          set_option "$word"
        else
          (($# > 0)) || usage_error "$word needs a ${TAKES[$name]}"
          set_option "$word" "$1"
          shift
        fi
        ;;
      *) ARGUMENTS+=("$word") ;;
    esac
  done
  check_count "${names%% -- *}"
  if [[ $names == *' -- '* ]] && ((${#COMMAND[@]} == 0)); then
    usage_error 'COMMAND is missing; it comes after --'
  fi
}

# long_name WORD: the name of the option WORD, or nothing. Only what can be a name gets near an
# array's subscript, which bash evaluates.
long_name() {
  if [[ $1 =~ ^--([a-z-]+)$ ]]; then
    printf '%s' "${BASH_REMATCH[1]}"
  elif [[ $1 =~ ^-([a-z])$ ]]; then
    printf '%s' "${LONG_OF[${BASH_REMATCH[1]}]-}"
  fi
}

set_option() { # WORD [VALUE]
  local name
  name=$(long_name "$1")
  [[ $name && -v TAKES[$name] ]] || usage_error "unknown option '$1'"
  [[ ${TAKES[$name]} || $# -eq 1 ]] || usage_error "--$name takes no value"
  OPTION[$name]=${OPTION[$name]+${OPTION[$name]}$'\n'}${2-yes}
}

check_count() { # NAMES
  local -a names
  local -r brackets=${1//[^[]/}
  local least
  read -ra names <<<"$1"
  least=$((${#names[@]} - ${#brackets}))
  if ((${#ARGUMENTS[@]} < least)); then
    usage_error "${names[${#ARGUMENTS[@]}]} is missing"
  elif [[ $1 != *...* ]] && ((${#ARGUMENTS[@]} > ${#names[@]})); then
    usage_error "unexpected argument '${ARGUMENTS[${#names[@]}]}'"
  fi
}

given() { # NAME: whether the option --NAME was given
  [[ -v OPTION[$1] ]]
}

# seconds_of NAME: the duration given as --NAME, in whole seconds.
seconds_of() {
  duration_seconds "--$1" "${OPTION[$1]}"
}

# duration_seconds WHAT TEXT: the duration that is given as WHAT, in whole seconds.
duration_seconds() {
  [[ $2 =~ ^([0-9]{1,6})(s|min|h)?$ ]] \
    || usage_error "$1: '$2' is not a duration; write 90, 90s, 5min or 1h"
  case ${BASH_REMATCH[2]} in
    min) echo $((10#${BASH_REMATCH[1]} * 60)) ;;
    h) echo $((10#${BASH_REMATCH[1]} * 3600)) ;;
    *) echo $((10#${BASH_REMATCH[1]})) ;;
  esac
}

# count_of NAME DEFAULT: the positive number given as --NAME.
count_of() {
  local -r text=${OPTION[$1]-$2}
  if ! [[ $text =~ ^[0-9]{1,6}$ && $((10#$text)) -gt 0 ]]; then
    usage_error "--$1: '$text' is not a positive number"
  fi
  echo $((10#$text))
}
