# shellcheck shell=bash
# What is said to a person, and in which colours and characters.

# Colour is for a terminal that can show it, never for a pipe or a file.
shows_colour() { # FD
  [[ -t $1 && -z ${NO_COLOR-} && ${TERM-dumb} != dumb ]]
}

TEXT_COLOUR=0
shows_colour 1 && TEXT_COLOUR=1
TEXT_UNICODE=0
case ${LC_ALL:-${LC_CTYPE:-${LANG-}}} in
  *UTF-8* | *utf-8* | *UTF8* | *utf8*) TEXT_UNICODE=1 ;;
esac

# The width of the terminal; empty where stdout is none.
TEXT_WIDTH=''
if [[ -t 1 ]]; then
  { read -r _ TEXT_WIDTH < <(stty size <&3 2>/dev/null) || true; } 3>&1
  ((TEXT_WIDTH > 0)) || TEXT_WIDTH=''
fi
export TEXT_COLOUR TEXT_UNICODE TEXT_WIDTH # read by lib/text.jq

# plain_text TEXT: in REPLY, what of a text by others may be shown on a terminal, as lib/strangers.jq has it. It
# is long enough for every error of our own.
readonly PLAIN_TEXT_MOST=1000
plain_text() {
  local LC_ALL=C filter
  REPLY=$1
  # Of most texts nothing has to be done.
  if [[ $REPLY != *[!\ -~]* ]]; then
    ((${#REPLY} <= PLAIN_TEXT_MOST)) || REPLY=${REPLY:0:PLAIN_TEXT_MOST-1}…
    return
  fi
  IFS= read -r -d '' filter <"$LIBRARY/strangers.jq" || true
  LC_ALL=C.UTF-8 REPLY=$(jq -Rrs "$filter cut($PLAIN_TEXT_MOST)" <<<"${REPLY:0:8 * PLAIN_TEXT_MOST}" 2>/dev/null) \
    || REPLY=${REPLY//[!\ -~]/?}
  REPLY=${REPLY% } # the line end of the here-string
}

# fail CODE MESSAGE [HINT...]: ends with that exit code. What others say in them is made harmless.
fail() {
  local code=$1 hint
  plain_text "$2"
  printf '%s: %s\n' "$PROGRAM" "$REPLY" >&2
  for hint in "${@:3}"; do
    plain_text "$hint"
    printf '  %s\n' "$REPLY" >&2
  done
  exit "$code"
}

# render FILTER [JQ OPTION...]: puts the JSON documents on stdin, as one array, through
# jq/FILTER.jq, for reading by people.
render() {
  local filter=$1
  shift
  run_filter "$filter" -r -s "$@"
}

# render_error FILTER [JQ OPTION...]: the same on stderr.
render_error() {
  local colour=0
  shows_colour 2 && colour=1
  TEXT_COLOUR=$colour render "$@" >&2
}

# run_filter FILTER [JQ OPTION...]: jq with jq/FILTER.jq, which may use those of lib/ that FILTERS
# names. The files are put together here, since jq 1.7 crashes on a module that it meets by two ways.
run_filter() {
  local whole='' part text
  for part in "${FILTERS[@]/#/$LIBRARY/}" "$PARTS/jq/$1"; do
    IFS= read -r -d '' text <"$part.jq" || true # false: no NUL at the end
    whole+=$text
  done
  run_jq "${@:2}" "$whole"
}

# emit EXPRESSION [JQ OPTION...]: the documents on stdin, as one array, through EXPRESSION, which
# may use lib/wire.jq, for programs.
emit() {
  local wire
  IFS= read -r -d '' wire <"$LIBRARY/wire.jq" || true
  run_jq -s "${@:2}" "$wire$1"
}

# A filter that fails is a fault of this program or an answer that it does not understand. A reader
# that has seen enough, as in `mode history | head`, is neither.
run_jq() {
  local status=0
  jq "$@" || status=$?
  case $status in
    0) ;;
    141) exit 141 ;;
    *)
      fail 24 "cannot understand the answer of $PEER" \
        "are both of the same version? $PROGRAM $VERSION"
      ;;
  esac
}

# Without jq or busctl nothing can be said that is true, so this comes before anything is asked.
require() { # COMMAND PACKAGE
  command -v "$1" >/dev/null || fail 24 "cannot find $1" "it comes with the package $2"
}
