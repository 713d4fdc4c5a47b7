# Names and small tools that every part of the testbed uses. Sourced; sets `testbed` and `repository`.
# shellcheck shell=bash

testbed=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
repository=$(dirname "$testbed")
shopt -s inherit_errexit

# Roots, packages and installed layers that later runs start from. Losing it costs time only.
cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/dubnium

# One folder for each machine that exists, on a disk: its overlay must survive an fsync.
machines=${DUBNIUM_TESTBED_MACHINES:-/var/tmp/dubnium-testbed}

say() {
  if [[ -t 2 ]]; then
    printf '\e[1m· %s\e[0m\n' "$*" >&2
  else
    printf '· %s\n' "$*" >&2
  fi
}

die() {
  printf 'testbed: %s\n' "$*" >&2
  exit 1
}

# fingerprint PATH… : a short hash over the files at these paths of the repository, build outputs left out.
fingerprint() {
  tar --create --directory="$repository" --sort=name --mtime=@0 --owner=0 --group=0 \
    --exclude=target --exclude=node_modules --exclude=.git --exclude=packaging/pod-image "$@" | sha256sum | cut -c1-16
}

# only_one NAME COMMAND… : runs COMMAND while nobody else runs something of that name.
only_one() {
  local name=$1
  shift
  mkdir -p "$cache"
  (
    flock 9
    "$@" 9>&-
  ) 9>"$cache/$name.lock"
}

# no_more_arguments "$@" : an argument that would be ignored is a mistake of whoever typed it.
no_more_arguments() {
  (($# == 0)) || die "cannot use '$1' here; see --help"
}
