#!/usr/bin/env bats
load helpers

# A systemctl that keeps each property of each slice in a file; SYSTEMCTL_FAILS_FOR names a slice
# whose properties cannot be set.
slices() {
  export SLICES=$BATS_TEST_TMPDIR/slices
  mkdir "$SLICES"
  fake systemctl <<'SYSTEMCTL'
case $1 in
  show)
    property=${2#--property=}
    file=$SLICES/$5.$property
    if [[ -s $file ]]; then cat "$file"; else echo "[not set]"; fi
    ;;
  set-property)
    [[ $4 != "${SYSTEMCTL_FAILS_FOR-}" ]] || exit 1
    for assignment in "${@:5}"; do echo -n "${assignment#*=}" >"$SLICES/$4.${assignment%%=*}"; done
    ;;
esac
SYSTEMCTL
  export STUDIO_LOCAL_SLICES="
interactive.slice CPUWeight=900 IOWeight=800
ai.slice CPUWeight=20
"
}

policy() { "$libexec/studio-local-policy" "$@"; }

# weight SLICE PROPERTY
weight() { systemctl show --property="$2" --value -- "$1"; }

@test "apply sets the weights, restore puts back what was found, not-set included" {
  slices
  systemctl set-property --runtime -- interactive.slice CPUWeight=150
  policy apply
  [[ $(weight interactive.slice CPUWeight) == 900 ]]
  [[ $(weight interactive.slice IOWeight) == 800 ]]
  [[ $(weight ai.slice CPUWeight) == 20 ]]
  policy restore
  [[ $(weight interactive.slice CPUWeight) == 150 ]]
  [[ $(weight interactive.slice IOWeight) == "[not set]" ]]
  [[ $(weight ai.slice CPUWeight) == "[not set]" ]]
}

@test "a second apply keeps the values that were found before the first" {
  slices
  systemctl set-property --runtime -- ai.slice CPUWeight=77
  policy apply
  policy apply
  policy restore
  [[ $(weight ai.slice CPUWeight) == 77 ]]
}

@test "restore without a record changes nothing" {
  slices
  systemctl set-property --runtime -- ai.slice CPUWeight=77
  policy restore
  [[ $(weight ai.slice CPUWeight) == 77 ]]
}

@test "a slice that cannot be set fails the apply, and the others are still restored" {
  slices
  systemctl set-property --runtime -- interactive.slice CPUWeight=150
  SYSTEMCTL_FAILS_FOR=ai.slice run policy apply
  [[ $status -ne 0 ]]
  policy restore
  [[ $(weight interactive.slice CPUWeight) == 150 ]]
}

@test "a failed restore keeps its record for the next" {
  slices
  systemctl set-property --runtime -- ai.slice CPUWeight=77
  policy apply
  SYSTEMCTL_FAILS_FOR=ai.slice run policy restore
  [[ $status -ne 0 ]]
  policy restore
  [[ $(weight ai.slice CPUWeight) == 77 ]]
}

@test "the shipped weights are those of the contract of studio-local" {
  root=$BATS_TEST_DIRNAME/../..
  contract=$(sed 's,^ *//.*,,' "$root/daemon/src/main/dist/mode-controller.json" \
    | jq -r '.modes."studio-local".slices | to_entries[]
        | "\(.key) \(.value | to_entries | map("\(.key)=\(.value)") | join(" "))"')
  # shellcheck source=/dev/null
  source "$root/systemd/config/studio-local.env"
  [[ -n $contract ]]
  [[ $(grep . <<<"$STUDIO_LOCAL_SLICES") == "$contract" ]]
}

@test "the shipped audio programs are those that count as audio work" {
  root=$BATS_TEST_DIRNAME/../..
  # shellcheck source=/dev/null
  source "$root/systemd/config/audio-priority.env"
  [[ $AUDIO_PROCESSES == "$(sed 's,^ *//.*,,' "$root/daemon/src/main/dist/mode-controller.json" \
    | jq -r '.audio.processes | join(" ")')" ]]
  [[ $AUDIO_UNITS == "$(sed 's,^ *//.*,,' "$root/daemon/src/main/dist/mode-controller.json" \
    | jq -r '.audio.units | join(" ")')" ]]
}
