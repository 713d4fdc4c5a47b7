# Programs of the testbed that are run whole in a machine of their own: `hostile` and `soak`. Sourced.
# shellcheck shell=bash

# number_options NAMES ARGUMENT… : checks that only options with these NAMES are given, each with a number.
number_options() {
  local names=" $1 "
  shift
  while (($#)); do
    [[ $names == *" $1 "* ]] || die "cannot use '$1' here; see --help"
    [[ ${2:-} =~ ^[0-9]{1,9}$ ]] || die "cannot use '${2:-}' with $1: it takes a number"
    shift 2
  done
}

# drill PROGRAM ARGUMENT… : boots a workstation and runs testbed/PROGRAM/PROGRAM in it as root; what it
# said is kept in target/testbed/PROGRAM.log, and what the machine leaves if something failed.
drill() {
  local layers logs=$repository/target/testbed program=$1 status=0
  rm -f "$logs/$program.log"
  ensure_prerequisites
  layers=$(installed_layers)
  mkdir -p "$logs"
  drilled=$program-$$
  trap 'remove_machine "$drilled"' EXIT
  trap 'exit 130' INT TERM HUP
  boot_machine "$drilled" "$layers"
  cp -r "$testbed"/{hostile,soak,matrix,lib} "$(machine_folder "$drilled")/share/"
  in_machine "$drilled" root "/run/testbed/$program/$program" "${@:2}" </dev/null 2>&1 |
    tee "$logs/$program.log" || status=1
  if ((status)); then
    keep_evidence "$drilled" "$logs/$program"
    printf '  its journal and state are kept in %s\n' "$logs/$program"
  fi
  tail -n 1 "$logs/$program.log" | grep --quiet --extended-regexp '^[0-9]+ passed, [0-9]+ failed$' ||
    die "cannot tell how many checks passed: $program ended early"
  return "$status"
}
