#!/usr/bin/env bash
# prepare KIND DRAFT ROOT STAND-INS: puts what the testbed adds over a root of that kind, into
# DRAFT/upper. To be run privately.
set -euo pipefail
. "$(dirname "$0")/common.sh"
. "$testbed/lib/container.sh"

kind=$1
draft=$2
overlay "$3" "$draft"
cp -a --no-preserve=ownership "$testbed/machine/." "$testbed/$kind/." "$draft/root/"
cp -a --no-preserve=ownership "$4/." "$draft/root/usr/lib/dubnium-testbed/"
systemd-nspawn "${nspawn_options[@]}" --directory="$draft/root" --machine=dubnium-prepare --pipe \
  --bind-ro="$testbed/lib/prepare-$kind.sh:/run/prepare" bash /run/prepare
