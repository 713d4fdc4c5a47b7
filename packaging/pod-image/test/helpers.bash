# shellcheck shell=bash
# What the tests of the pod image share: stand-in commands before the real ones, and the scripts where an image has them.

image=$BATS_TEST_DIRNAME/..

setup() {
  fakes=$BATS_TEST_TMPDIR/fakes
  mkdir -p "$fakes" "$BATS_TEST_TMPDIR/munge" "$BATS_TEST_TMPDIR/dev" "$BATS_TEST_TMPDIR/cgroup"
  export PATH=$fakes:$PATH DUBNIUM_MUNGE_FOLDER=$BATS_TEST_TMPDIR/munge DUBNIUM_DEVICES=$BATS_TEST_TMPDIR/dev
  export DUBNIUM_CGROUP=$BATS_TEST_TMPDIR/cgroup DUBNIUM_RESTART_PAUSE=0 DUBNIUM_MOST_SHORT_LIVES=3
  unset "${!DUBNIUM_SL@}" DUBNIUM_ROLE DUBNIUM_FLEET DUBNIUM_MUNGE_KEY DUBNIUM_MODEL VLLM_API_KEY HF_TOKEN RUNPOD_POD_ID
  # Who runs the tests need not be root.
  fake chown <<<'exit 0'
}

# fake COMMAND : standard input is what it does.
fake() {
  { echo '#!/usr/bin/env bash' && cat; } >"$fakes/$1"
  chmod +x "$fakes/$1"
}

# in_image SCRIPT : bash with the parts of the image, and SCRIPT.
in_image() {
  bash -c 'set -euo pipefail; image=$0
    for part in lib/environment lib/munge lib/supervise lib/gpus slurm/configuration slurm/resources slurm/records; do
      . "$image/$part.sh"; done
    eval "$1"' "$image" "$1"
}
