# shellcheck shell=bash
# What the readers of logs share: a request of the fleet agent, and the first line of the answer. Sourced.
#
# On the standard input, a connection to the reader's socket, come words, each ended by a NUL byte, and an empty
# one: what is asked, then NAME=VALUE for each of its arguments.

readonly MOST_WORDS=16 MOST_BYTES=1024

# read_request: what is asked in ASKED, its arguments in ARGUMENT; ends the program if it is too long to be one.
read_request() {
  local word count=0
  ASKED=''
  declare -gA ARGUMENT=()
  while IFS= read -r -d '' -n "$MOST_BYTES" word && [[ -n $word ]]; do
    ((++count <= MOST_WORDS)) || refuse failed 'cannot take so many words'
    if [[ ! $ASKED ]]; then
      ASKED=$word
    elif [[ $word =~ ^([a-z]+)=(.*)$ ]]; then
      ARGUMENT[${BASH_REMATCH[1]}]=${BASH_REMATCH[2]}
    fi
  done
}

# refuse KIND MESSAGE: the whole answer. KIND is not-found, forbidden or failed.
refuse() {
  printf '%s %s\n' "$1" "$2"
  exit 0
}

# accept VALUE: the first line of an answer of which the rest follows.
accept() {
  printf 'ok %s\n' "$1"
}

# need NAME PATTERN: the argument of that name in REPLY; refuses one that does not match.
need() {
  REPLY=${ARGUMENT[$1]-}
  [[ $REPLY =~ ^($2)$ ]] || refuse failed "cannot use '${REPLY//[!\ -~]/?}' as $1"
}

# need_lines: how many lines are asked for, in REPLY.
need_lines() {
  need lines '[0-9]{1,5}'
  ((10#$REPLY <= 10001)) || refuse failed "cannot read $REPLY lines at once"
}
