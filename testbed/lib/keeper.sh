#!/usr/bin/env bash
# keeper NAME LOWER HOSTNAME: holds one machine. It runs in a mount namespace of its own, so the overlay is gone
# when the last process of the machine is, and it outlives the command that booted the machine.
set -euo pipefail
. "$(dirname "$0")/common.sh"
. "$testbed/lib/container.sh"

name=$1
lower=$2
hostname=$3
folder=$machines/$name

# Locked as long as the machine exists: whoever waits for its end waits for this lock.
exec {alive}>"$folder/alive"
flock "$alive"
group=$(own_cgroup "$name")
at_end() {
  echo "it ended before it was up" 1<>"$folder/share/ready"
  [[ -z $group ]] || find "$group" -depth -type d -exec rmdir {} +
}
trap at_end EXIT

mkdir -p /run/systemd/nspawn
mount -t tmpfs tmpfs /run/systemd/nspawn
overlay "$lower" "$folder"

(
  [[ -z $group ]] || echo "$BASHPID" >"$group/cgroup.procs"
  exec systemd-nspawn "${nspawn_options[@]}" --directory="$folder/root" --machine="dubnium-$name" \
    --hostname="$hostname" --capability=all --private-network --system-call-filter='@keyring bpf' \
    --bind="$folder/share:/run/testbed" --console=pipe --boot {alive}>&-
) &
echo $! >"$folder/nspawn"
wait $!
