# shellcheck shell=bash
# down: ends a machine, or all of them.

if [[ ${1:-} == --all ]]; then
  for folder in "$machines"/*/; do
    [[ ! -d $folder ]] || remove_machine "$(basename "$folder")"
  done
else
  if machine_runs "$name"; then power_off "$name"; fi
  remove_fleet "$name"
fi
