# shellcheck shell=bash
# shell: a command, or a person, in the machine.

user=root
if [[ ${1:-} == --user ]]; then
  user=${2:?--user needs a user}
  shift 2
fi
if (($# == 0)); then set -- bash --login; fi
in_machine "$name" "$user" "$@"
