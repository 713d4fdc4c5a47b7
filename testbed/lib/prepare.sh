#!/usr/bin/env bash
# prepare DRAFT ROOT STAND-INS: puts what the testbed adds over a workstation root, into DRAFT/upper.
# To be run privately.
set -euo pipefail
. "$(dirname "$0")/common.sh"
. "$testbed/lib/container.sh"

draft=$1
overlay "$2" "$draft"
cp -a --no-preserve=ownership "$testbed/workstation/." "$draft/root/"
cp -a --no-preserve=ownership "$3/." "$draft/root/usr/lib/dubnium-testbed/"
systemd-nspawn "${nspawn_options[@]}" --directory="$draft/root" --machine=dubnium-prepare --pipe \
  --bind-ro="$testbed/lib/prepare-inside.sh:/run/prepare" bash /run/prepare
