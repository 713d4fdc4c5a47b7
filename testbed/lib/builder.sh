# Builds run in a Debian root of their own: the same compiler and libraries on every machine, and
# the same C library as the workstation. Sourced.
# shellcheck shell=bash

# in_builder COMMAND… : runs COMMAND in the repository, in a builder that is thrown away afterwards.
in_builder() {
  local root draft maven=${HOME:-/root}/.m2 options=() entry status=0
  root=$(root_of builder)
  draft=$(mktemp -d /var/tmp/dubnium-builder.XXXXXX)
  mkdir -p "$maven/repository"
  options+=(--bind="$maven/repository:/root/.m2/repository")
  for entry in settings.xml settings-security.xml; do
    [[ ! -e $maven/$entry ]] || options+=(--bind-ro="$maven/$entry:/root/.m2/$entry")
  done
  [[ ! -d /usr/local/share/ca-certificates ]] || options+=(--bind-ro=/usr/local/share/ca-certificates)
  while IFS= read -r entry; do options+=("--setenv=$entry"); done < <(network_environment)

  privately bash -euo pipefail -c "
    . '$testbed/lib/common.sh'; . '$testbed/lib/container.sh'
    overlay '$root' '$draft'
    exec systemd-nspawn \"\$@\"" builder \
    "${nspawn_options[@]}" --directory="$draft/root" --machine="${draft##*/}" --as-pid2 --pipe \
    --resolv-conf=replace-host --bind="$repository" --chdir="$repository" "${options[@]}" \
    --setenv=LANG=C.UTF-8 --setenv=TERM="${TERM:-dumb}" --setenv=CI="${CI:-}" \
    bash -euo pipefail -c '
      # Maven trusts what this machine trusts.
      if compgen -G "/usr/local/share/ca-certificates/*.crt" >/dev/null; then
        update-ca-certificates >/dev/null 2>&1
      fi
      exec "$@"' in-builder "$@" </dev/null || status=$?
  rm -rf "$draft"
  return "$status"
}
