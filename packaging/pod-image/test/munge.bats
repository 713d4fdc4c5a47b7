#!/usr/bin/env bats
# The cluster's key: where it goes, and where it does not.
# shellcheck disable=SC2016,SC2030,SC2031,SC2154 # scripts are for another shell, and each test for itself
bats_require_minimum_version 1.5.0
load helpers

# key BYTES : so many, in base64.
key() { head -c "$1" /dev/zero | tr '\0' 'k' | base64 --wrap=0; }

@test "a key is written for munge alone, and forgotten" {
  DUBNIUM_MUNGE_KEY=$(key 1024) run in_image 'install_munge_key; echo "left: ${DUBNIUM_MUNGE_KEY-nothing}"'
  [[ $output == 'left: nothing' ]]
  [[ $(stat --format='%a %s' "$DUBNIUM_MUNGE_FOLDER/munge.key") == '400 1024' ]]
  [[ $(ls "$DUBNIUM_MUNGE_FOLDER") == munge.key ]]
}

@test "a key that munge would not take is refused, not shown, and leaves nothing" {
  local wrong
  for wrong in '' "$(key 31)" "$(key 1025)" 'not base64, but a secret' "$(key 64)
$(key 64)"; do
    DUBNIUM_MUNGE_KEY=$wrong run in_image install_munge_key
    [[ $status == 78 && $output == 'cannot start this pod: DUBNIUM_MUNGE_KEY '* ]]
    [[ ! $wrong || $output != *"$wrong"* ]]
    [[ ! $(ls "$DUBNIUM_MUNGE_FOLDER") ]]
  done
}

@test "no program is given the key as an argument" {
  local program
  for program in base64 stat chmod mv; do
    fake "$program" <<<"printf '%s\n' \"\$*\" >>'$BATS_TEST_TMPDIR/arguments'; exec $(command -v "$program") \"\$@\""
  done
  DUBNIUM_MUNGE_KEY=$(key 64) run in_image install_munge_key
  [[ $status == 0 ]]
  run ! grep --quiet --fixed-strings "$(key 64)" "$BATS_TEST_TMPDIR/arguments"
}

@test "what a role runs has neither key nor API key in its environment" {
  cp -a "$image" "$BATS_TEST_TMPDIR/image"
  printf '#!/bin/sh\nexec env\n' >"$BATS_TEST_TMPDIR/image/roles/worker"
  export DUBNIUM_ROLE=worker VLLM_API_KEY=secret-1 HF_TOKEN=secret-2 RUNPOD_API_KEY=secret-3
  DUBNIUM_MUNGE_KEY=$(key 64) run "$BATS_TEST_TMPDIR/image/start"
  [[ $status == 0 && $output == *DUBNIUM_ROLE=worker* && $output != *secret-* && $output != *"$(key 64)"* ]]
}
