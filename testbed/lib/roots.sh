# The Debian roots that builds and machines start from, made once and kept in the cache. Sourced.
# shellcheck shell=bash

suite=trixie

# root_of KIND : the folder of the root with the packages of packages/KIND, made if the cache lacks it.
root_of() {
  local key
  key=$(fingerprint testbed/packages/base "testbed/packages/$1" testbed/lib/roots.sh)
  local root=$cache/roots/$1-$key
  [[ -d $root ]] || only_one "root-$1" make_root "$1" "$root" >&2
  touch "$root"
  printf '%s\n' "$root"
}

make_root() {
  local kind=$1 root=$2
  [[ ! -d $root ]] || return 0
  local base draft log=$cache/root-$kind.log
  draft=$root.draft
  rm -rf "$draft"
  mkdir -p "$cache/roots"
  if [[ $kind == base ]]; then
    say "making a Debian $suite root (about 40 s, once)"
    bootstrap "$draft" >"$log" 2>&1 </dev/null || root_failed "$log"
  else
    base=$(root_of base)
    say "adding the packages of a $kind (about 40 s, once)"
    cp -a --reflink=auto "$base" "$draft"
    add_packages "$draft" "$kind" >"$log" 2>&1 </dev/null || root_failed "$log"
  fi
  find "$cache/roots" -mindepth 1 -maxdepth 1 -name "$kind-*" ! -path "$draft" -mtime +30 \
    -exec rm -rf {} +
  # A root is used under its final name only, so an interrupted one is never taken for whole.
  mv "$draft" "$root"
}

bootstrap() {
  local mirror proxy
  mirror=$(debian_mirror)
  proxy=$(proxy_of http)
  [[ -z $proxy ]] || export http_proxy=$proxy
  debootstrap --variant=minbase --include="$(packages_of base | paste -sd,)" "$suite" "$1" \
    ${mirror:+"$mirror"} && : >"$1/etc/machine-id"
}

add_packages() {
  local environment=() entry
  while IFS= read -r entry; do environment+=("--setenv=$entry"); done < <(network_environment)
  mapfile -t wanted < <(packages_of "$2")
  privately systemd-nspawn "${nspawn_options[@]}" --directory="$1" --resolv-conf=replace-host \
    --pipe "${environment[@]}" --setenv=DEBIAN_FRONTEND=noninteractive bash -euxc '
      apt-get update -q
      apt-get install -q -y --no-install-recommends "$@"
      apt-get clean
      rm -rf /var/lib/apt/lists/* /etc/resolv.conf' add-packages "${wanted[@]}"
}

packages_of() {
  grep -v '^#' "$testbed/packages/$1"
}

root_failed() {
  tail -n 30 "$1" >&2
  die "cannot make a Debian root: the whole log is $1"
}
