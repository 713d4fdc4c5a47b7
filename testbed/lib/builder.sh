# Builds run in a Debian root of their own: the same compiler and libraries on every machine, and
# the same C library as the workstation. Sourced.
# shellcheck shell=bash

# in_builder COMMAND… : runs COMMAND in the repository, in a builder whose other changes are lost.
in_builder() {
  local root maven=${HOME:-/root}/.m2 options=() entry
  root=$(root_of builder)
  mkdir -p "$maven/repository"
  options+=(--bind="$maven/repository:/root/.m2/repository")
  for entry in settings.xml settings-security.xml; do
    [[ ! -e $maven/$entry ]] || options+=(--bind-ro="$maven/$entry:/root/.m2/$entry")
  done
  [[ ! -d /usr/local/share/ca-certificates ]] ||
    options+=(--bind-ro=/usr/local/share/ca-certificates)
  while IFS= read -r entry; do options+=("--setenv=$entry"); done < <(network_environment)
  entry="--sun-misc-unsafe-memory-access=allow$(maven_proxy_options)"
  options+=(--setenv=MAVEN_OPTS="$entry" --setenv=LANG=C.UTF-8 --setenv=CI="${CI:-}")

  privately bash "$testbed/lib/builder-shell.sh" "$root" "${options[@]}" -- "$@" </dev/null
}
