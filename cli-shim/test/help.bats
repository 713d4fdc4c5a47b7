#!/usr/bin/env bats
# mode help, --help, mode version

load helpers

VERBS=(audit cancel current delegations desired doctor evidence explain gpus guards help history hold holds model notify release
  request status version watch)

# Verbs of verbs.
PAIRS=('model explain' 'model list' 'model remove' 'model seed' 'model select' 'model show' 'model verify')

@test "mode --help and mode help list every verb with its summary" {
  mode --help
  exits 0
  for verb in "${VERBS[@]}"; do
    [[ $output =~ $'\n'"  $verb "+[A-Z] ]]
  done
  overview=$output
  mode help
  exits 0
  [[ $output == "$overview" ]]
}

@test "every verb has help, by mode help VERB and by --help" {
  for verb in "${VERBS[@]}"; do
    mode help "$verb"
    exits 0
    [[ ${lines[0]} == "Usage: mode $verb"* ]]
    says '  -h, --help '
    says '  --json '
    text=$output
    mode "$verb" --help
    exits 0
    [[ $output == "$text" ]]
  done
}

@test "every verb of a verb has help, and is listed there" {
  for pair in "${PAIRS[@]}"; do
    read -ra words <<<"$pair"
    mode help "${words[@]}"
    exits 0
    [[ ${lines[0]} == "Usage: mode $pair"* ]]
    says '  --json '
    text=$output
    mode "${words[@]}" --help
    exits 0
    [[ $output == "$text" ]]
    mode help "${words[0]}"
    exits 0
    [[ $output =~ $'\n'"  ${words[1]} "+[A-Z] ]]
  done
}

@test "--help needs neither bus nor daemon" {
  DBUS_SYSTEM_BUS_ADDRESS=unix:path=/nonexistent mode request --help
  exits 0
}

@test "no line of help is wider than a terminal" {
  for verb in "${VERBS[@]}" "${PAIRS[@]}"; do
    # shellcheck disable=SC2086 # two words
    "$MODE" help $verb
  done | {
    ! grep -E '^.{101}'
  }
}

@test "help on an unknown verb is a usage error" {
  mode help frobnicate
  exits 2
}

@test "help --json lists the verbs" {
  mode help --json
  exits 0
  [[ $(json 'map(.verb | select(contains(" ") | not)) | join(" ")') == "${VERBS[*]}" ]]
  [[ $(json 'map(.verb | select(contains(" "))) | join(",")') == "$(IFS=, && echo "${PAIRS[*]}")" ]]
}

@test "version tells the daemon's" {
  start_daemon
  mode --version
  exits 0
  [[ $output == 'mode-controller 0.1.0, D-Bus API 1' ]]
  mode version --json
  exits 0
  [[ $(json .api) == 1 ]]
}

@test "every verb has tests of its own" {
  for verb in "${VERBS[@]}"; do
    [[ $verb == version || -e $BATS_TEST_DIRNAME/$verb.bats ]]
  done
}
