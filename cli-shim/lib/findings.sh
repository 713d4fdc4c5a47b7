# shellcheck shell=bash
# What the checks of mode doctor (check/*) say, and what they may ask. A check is a file with a header
#
#   # Check: what it is about, in a word or two
#
# that calls the functions below, once for each finding. It asks with a deadline, and changes nothing.
# What it cannot find out is a finding too, never silence.

# The daemon's words, asked for once: STATE, the root object's properties, and DESCRIPTION, the
# document of Describe(), both as plain JSON; empty if it does not answer, and WHY_SILENT says why.
ask_daemon() {
  STATE='' DESCRIPTION='' WHY_SILENT=''
  # Whoever asks what is wrong with a daemon does not want it started.
  BUS_OPTIONS+=(--auto-start=no --timeout=20)
  if ! bus_try "$ROOT" "$PROPERTIES" GetAll s "$SERVICE"; then
    WHY_SILENT=$BUS_MESSAGE
    return
  fi
  STATE=$(emit '.[0] | reply' -c <<<"$REPLY")
  bus_try "$ROOT" "$SERVICE" Describe || return 0
  DESCRIPTION=$(emit '.[0].data[0] | fromjson' -c <<<"$REPLY")
}

# state FILTER, described FILTER: what jq makes of them; false if they are not there.
state() {
  [[ $STATE ]] && run_jq -r "$1" <<<"$STATE"
}

described() {
  [[ $DESCRIPTION ]] && run_jq -r "$1" <<<"$DESCRIPTION"
}

# Each takes a sentence, and the commands that mend it or show more.
well() { finding ok "$@"; }
warning() { finding warning "$@"; }
wrong() { finding wrong "$@"; }
cannot_tell() { finding unknown "$@"; }

# A finding is a line: verdict, check, sentence and remedies, between tabs.
finding() {
  local text line=''
  for text in "$1" "$CHECK" "${@:2}"; do
    text=${text//[$'\t\n']/ }
    line+=${line:+$'\t'}$text
  done
  printf '%s\n' "$line"
}

# run_check FILE: its findings. In the background, since errexit does not hold left of a ||.
run_check() {
  local line status=0
  IFS= read -r line <"$1"
  CHECK=${line#'# Check: '}
  (
    set -e
    # shellcheck source=/dev/null
    source "$1"
  ) &
  wait "$!" || status=$?
  ((status == 0)) || cannot_tell "this check failed to run: exit code $status"
}

# unit_facts UNIT...: for each the line "UNIT LOAD-STATE ACTIVE-STATE UNIT-FILE-STATE", as systemd has
# it; "-" for what is empty.
unit_facts() {
  timeout 20 systemctl show --property=Id,LoadState,ActiveState,UnitFileState -- "$@" \
    | run_jq -Rrs 'split("\n\n")[]
        | [split("\n")[] | select(. != "") | split("=") | {(.[0]): .[1]}] | add // empty
        | [.Id, .LoadState, .ActiveState, .UnitFileState] | map(if . == "" then "-" else . end)
        | join(" ")'
}

as_root() {
  if ((EUID != 0)); then
    cannot_tell "$1" 'sudo mode doctor'
    return 1
  fi
}
