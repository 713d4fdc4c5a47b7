# shellcheck shell=bash
# What the checks of doctor (check/*) say, and how they are run. A check is a file with a header
#
#   # Check: what it is about, in a word or two
#
# that calls the functions below, once for each finding. It asks with a deadline, and changes nothing.
# What it cannot find out is a finding too, never silence.

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
    cannot_tell "$1" "sudo $PROGRAM doctor"
    return 1
  fi
}

# folder PATH MIB PURPOSE MEND: finds whether it is there, can be written to, and has at least MIB of
# free space.
folder() {
  local free options
  if [[ ! -d $1 ]]; then
    wrong "$1 is missing; $3" "$4"
    return
  fi
  options=$(timeout 10 findmnt --noheadings --output=OPTIONS --target "$1") || options=''
  free=$(timeout 10 df --output=avail --block-size=1M -- "$1" | tail -n 1)
  if [[ ,$options, == *,ro,* ]]; then
    wrong "$1 is read-only; $3" "mount -o remount,rw $(findmnt --noheadings --output=TARGET --target "$1")"
  elif ! [[ $free =~ ^\ *[0-9]+$ ]]; then
    cannot_tell "the free space of $1 cannot be read" "df $1"
  elif ((free < $2)); then
    wrong "$1 has ${free// /} MiB left, less than $2; $3" "df -h $1"
  else
    well "$1 can be written to, ${free// /} MiB are free"
  fi
}

# tell_findings: runs every check, shows what they found, and ends with 1 if something is wrong.
tell_findings() {
  local check lines findings
  lines=$(for check in "$PARTS"/check/*; do run_check "$check"; done)
  findings=$(run_jq -Rn '[inputs | split("\t")
    | {check: .[1], verdict: .[0], message: .[2], remedies: .[3:]}]' <<<"$lines")
  if given json; then
    printf '%s\n' "$findings"
  else
    render doctor <<<"$findings"
  fi
  [[ $'\n'$lines != *$'\nwrong\t'* ]] || exit 1
}
