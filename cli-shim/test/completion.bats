#!/usr/bin/env bats
# Bash completion

load helpers

# complete WORD...: what the last word completes to, with the others before it, sorted.
complete_line() {
  unset -f mode # of helpers.bash; the completion runs the program
  PATH=$BATS_TEST_DIRNAME/..:$PATH
  # shellcheck source=../completions/mode
  source "$BATS_TEST_DIRNAME/../completions/mode"
  COMP_WORDS=("$@")
  COMP_CWORD=$(($# - 1))
  _mode
  output=$(printf '%s\n' "${COMPREPLY[@]}" | sort | paste -sd ' ')
}

@test "verbs" {
  complete_line mode g
  [[ $output == 'gpus guards' ]]
}

@test "modes come from the daemon" {
  start_daemon
  complete_line mode request ''
  [[ $output == 'compute desktop studio-local' ]]
  complete_line mode explain st
  [[ $output == studio-local ]]
}

@test "options come from the verb" {
  complete_line mode history --
  [[ $output == '--help --json --lines' ]]
}

@test "values of options" {
  start_daemon
  complete_line mode request compute --expect-current d
  [[ $output == desktop ]]
  complete_line mode request compute --jobs ''
  [[ $output == 'cancel requeue wait' ]]
  complete_line mode request compute --reason ''
  [[ $output == '' ]]
}

@test "guards that may be bypassed come from the daemon" {
  start_daemon "$(jq -c '{explain: (.explain * {guards: [
    {name: "user-jobs", bypassable: true}, {name: "audio-idle", bypassable: false}]})}' "$FAKE/default.json")"
  complete_line mode request compute --bypass ''
  [[ $output == user-jobs ]]
}

@test "a command after --" {
  complete_line mode hold compute -- basenam
  [[ $output == basename ]]
}

@test "verbs of a verb, their options, and models from the daemon" {
  start_daemon
  complete_line mode model se
  [[ $output == 'seed select' ]]
  complete_line mode model seed D
  [[ $output == DUB-SEED ]]
  complete_line mode model --
  [[ $output == '--help --json' ]]
  complete_line mode model show --
  [[ $output == '--help --json' ]]
  complete_line mode model show ''
  [[ $output == 'large small' ]]
}

@test "words of audit, and verbs for help" {
  complete_line mode audit v
  [[ $output == verify ]]
  complete_line mode help req
  [[ $output == request ]]
}

@test "without a daemon, none are offered, and none is started" {
  complete_line mode request ''
  [[ $output == '' ]]
}
