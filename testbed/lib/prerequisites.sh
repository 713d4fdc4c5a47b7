# What the machine outside needs, installed where it is missing. Sourced.
# shellcheck shell=bash

# Program and the Debian package that brings it.
needed_programs=(
  debootstrap:debootstrap
  systemd-nspawn:systemd-container
  nsenter:util-linux
  pgrep:procps
  gpgv:gpgv
  ip:iproute2
  jq:jq
  python3:python3
  socat:socat
)

ensure_prerequisites() {
  [[ $(id -u) -eq 0 ]] || die "cannot make a machine without root: run it as root, or with sudo"
  local missing=() entry
  for entry in "${needed_programs[@]}"; do
    command -v "${entry%%:*}" >/dev/null || missing+=("${entry#*:}")
  done
  [[ -e /usr/share/keyrings/debian-archive-keyring.gpg ]] || missing+=(debian-archive-keyring)
  ((${#missing[@]})) || return 0
  command -v apt-get >/dev/null ||
    die "cannot install ${missing[*]}: this is not Debian, install them by hand"
  say "installing ${missing[*]}"
  only_one apt install_packages "${missing[@]}"
}

install_packages() {
  local log
  log=$(mktemp)
  if ! { apt-get update -q && DEBIAN_FRONTEND=noninteractive \
    apt-get install -q -y --no-install-recommends "$@"; } >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    rm "$log"
    die "cannot install $*: run 'apt-get install $*' and see why"
  fi
  rm "$log"
}
