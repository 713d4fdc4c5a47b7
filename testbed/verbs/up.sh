# shellcheck shell=bash
# up: boots a workstation and returns when it is usable.

bare=
if [[ ${1:-} == --bare ]]; then
  bare=yes
  shift
fi
no_more_arguments "$@"
ensure_prerequisites
if [[ $bare ]]; then
  layers=$(prepared_layers)
else
  deb=$(package)
  layers=$(installed_layers "$deb")
fi
boot_machine "$name" "$layers"
say "'$name' is up; testbed shell --name $name enters it"
