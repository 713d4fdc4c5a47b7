#!/usr/bin/env bash
# builder-shell ROOT [NSPAWN-OPTION…] -- COMMAND…: COMMAND in a builder. To be run privately.
set -euo pipefail
. "$(dirname "$0")/common.sh"
. "$testbed/lib/container.sh"

root=$1
shift
options=()
while [[ $1 != -- ]]; do
  options+=("$1")
  shift
done
shift

# What the builder writes outside the repository is in memory, in a mount that nobody else sees: gone
# with it, also when it is interrupted.
draft=/run/systemd/nspawn/builder
overlay "$root" "$draft"
# Maven trusts what this machine trusts.
exec systemd-nspawn "${nspawn_options[@]}" --directory="$draft/root" --machine="dubnium-build-$$" \
  --as-pid2 --pipe --resolv-conf=replace-host --bind="$repository" --chdir="$repository" \
  "${options[@]}" bash -euo pipefail -c '
    if compgen -G "/usr/local/share/ca-certificates/*.crt" >/dev/null; then
      update-ca-certificates >/dev/null 2>&1
    fi
    exec "$@"' in-builder "$@"
