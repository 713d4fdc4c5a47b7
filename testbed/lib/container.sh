# One way to run something in a root: an overlay and systemd-nspawn in a mount namespace of their own,
# so that whatever ends it, a signal that cannot be caught included, no mount stays behind. Sourced.
# shellcheck shell=bash

# A root made of layers. Outer machines may run cgroup v1, on which systemd 257 does not start.
export UNIFIED_CGROUP_HIERARCHY=1 SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1

# Where systemd runs outside, nspawn asks it for a scope; elsewhere it stays in this cgroup.
nspawn_options=(--quiet --register=no --resolv-conf=off)
[[ -d /run/systemd/system ]] || nspawn_options+=(--keep-unit)

# own_cgroup NAME : makes the cgroup of a machine, and prints its folder; nothing where systemd outside
# makes a scope. Two machines in one cgroup would be one to systemd, and end each other's units.
own_cgroup() {
  local hierarchy here
  [[ ! -d /run/systemd/system ]] || return 0
  hierarchy=$(awk '$3 == "cgroup2" { print $2; exit }' /proc/self/mounts)
  here=$(sed -n 's/^0:://p' /proc/self/cgroup)
  [[ -n $hierarchy ]] || die "cannot boot '$1': no cgroup2 file system is mounted outside"
  mkdir -p "$hierarchy${here%/}/dubnium-$1"
  printf '%s\n' "$hierarchy${here%/}/dubnium-$1"
}

# privately COMMAND… : runs COMMAND where its mounts are nobody else's, and with an own, empty
# /run/systemd/nspawn in memory.
privately() {
  unshare --mount --propagation private bash -euo pipefail -c '
    mkdir -p /run/systemd/nspawn
    mount -t tmpfs tmpfs /run/systemd/nspawn
    exec "$@"' privately "$@"
}

# overlay LOWER UPPER : mounts LOWER (layers, topmost first, between colons) at UPPER/root, with
# UPPER/upper taking the writes. To be called privately.
overlay() {
  mkdir -p "$2/upper" "$2/work" "$2/root"
  chmod 755 "$2/upper"
  mount -t overlay overlay -o "lowerdir=$1,upperdir=$2/upper,workdir=$2/work" "$2/root" ||
    die "cannot mount an overlay at $2: this kernel or the filesystem below it does not support it"
}
