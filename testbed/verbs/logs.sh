# shellcheck shell=bash
# logs: the journal, of a machine that runs or of one that stopped.

if machine_runs "$name"; then
  in_machine "$name" root journalctl --no-pager "$@"
else
  folder=$(machine_folder "$name")
  [[ -d $folder ]] || die "cannot show the journal of '$name': there is no such machine"
  journalctl --no-pager --directory="$folder/upper/var/log/journal" "$@"
fi
