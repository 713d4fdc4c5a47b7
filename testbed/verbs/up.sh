# shellcheck shell=bash
# up: boots a workstation and returns when it is usable.

kind=${1:-}
case $kind in
  '' | --bare | --fleet | --pods) ;;
  *) die "cannot use '$kind' here; see --help" ;;
esac
(($# < 2)) || die "cannot use '$2' here; see --help"
ensure_prerequisites
case $kind in
  --bare)
    layers=$(prepared_layers workstation)
    boot_machine "$name" "$layers"
    ;;
  --fleet)
    layers=$(fleet_layers)
    boot_fleet "$name" "$layers"
    ;;
  --pods)
    layers=$(fleet_layers)
    boot_pods "$name" "$layers"
    ;;
  *)
    layers=$(installed_layers)
    boot_machine "$name" "$layers"
    ;;
esac
say "'$name' is up; testbed shell --name $name enters it"
