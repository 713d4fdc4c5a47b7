#!/usr/bin/env bats
# fleet help, --help, and what is completed

load helpers

VERBS=(alerts deploy doctor help logs model nodes notify open pods status versions)

# Verbs of verbs.
PAIRS=('pods adopt' 'pods apply' 'pods cost' 'pods destroy' 'pods keep' 'pods list' 'pods logs' 'pods plan' 'pods show'
  'pods start' 'pods stop')

@test "fleet --help and fleet help list every verb with its summary" {
  fleet --help
  exits 0
  for verb in "${VERBS[@]}"; do
    [[ $output =~ $'\n'"  $verb "+[A-Z] ]]
  done
  overview=$output
  fleet help
  [[ $output == "$overview" ]]
}

@test "every verb has help, by fleet help VERB and by --help, without an agent" {
  for verb in "${VERBS[@]}" "${PAIRS[@]}"; do
    # shellcheck disable=SC2086 # one word or two
    fleet help $verb
    exits 0
    [[ ${lines[0]} == "Usage: fleet $verb"* ]]
    says '  -h, --help '
    says '  --json '
    text=$output
    # shellcheck disable=SC2086
    fleet $verb --help
    [[ $output == "$text" ]]
    [[ $verb == help || $text == *'--url URL'*'--token-file FILE'* ]]
  done
}

@test "no line of help is wider than a terminal" {
  for verb in "${VERBS[@]}" "${PAIRS[@]}"; do
    # shellcheck disable=SC2086
    "$FLEET" help $verb
  done | {
    ! grep -E '^.{101}'
  }
}

@test "help --json lists the verbs" {
  fleet help --json
  exits 0
  [[ $(json 'map(.verb | select(test(" ") | not)) | join(" ")') == "${VERBS[*]}" ]]
  [[ $(json 'map(.verb | select(test(" "))) | join(" ")') == "${PAIRS[*]}" ]]
}

@test "every verb has tests of its own" {
  for verb in "${VERBS[@]}" "${PAIRS[@]}"; do
    [[ $verb == pods || -e $BATS_TEST_DIRNAME/${verb/ /-}.bats ]]
  done
}

@test "a verb with verbs of its own lists them" {
  fleet help pods
  for pair in "${PAIRS[@]}"; do
    [[ $output =~ $'\n'"  ${pair#* } "+[A-Z] ]]
  done
}

# completes WORD...: what the last word completes to, sorted.
completes() {
  unset -f fleet # of helpers.bash; the completion runs the program
  PATH=$BATS_TEST_DIRNAME/../..:$PATH
  # shellcheck source=../../completions/fleet
  source "$BATS_TEST_DIRNAME/../../completions/fleet"
  COMP_WORDS=("$@")
  COMP_CWORD=$(($# - 1))
  _fleet
  output=$(printf '%s\n' "${COMPREPLY[@]}" | sort | paste -sd ' ')
}

@test "verbs, options and actions are completed" {
  completes fleet n
  [[ $output == 'nodes notify' ]]
  completes fleet alerts --
  [[ $output == '--help --json --lines --token-file --url' ]]
  completes fleet alerts e
  [[ $output == 'enable events' ]]
  completes fleet help st
  [[ $output == status ]]
}

@test "nodes are completed from the agent, as far as they can be names" {
  start_agent '{"routes": {"GET /api/cluster/nodes": [{"nodeId": "gpu-1"}, {"nodeId": "$(touch ran)"},
    {"nodeId": "gpu-2"}]}}'
  completes fleet nodes ''
  [[ $output == 'gpu-1 gpu-2' ]]
}

@test "logs are completed from the agent" {
  start_agent
  completes fleet logs v
  [[ $output == vllm ]]
}

@test "verbs of pods, their options, and pods from the agent" {
  start_agent "$(rented)"
  completes fleet pods s
  [[ $output == 'show start stop' ]]
  completes fleet pods destroy --
  [[ $output == '--all --help --json --token-file --url --yes' ]]
  completes fleet pods keep ''
  [[ $output == 'old-0 worker-0 worker-1' ]]
}

@test "declarations are completed for deploy --only" {
  start_agent "$(deployed)"
  completes fleet deploy --only ''
  [[ $output == 'head serve worker' ]]
  completes fleet deploy --s
  [[ $output == --skip-infra ]]
}

@test "without an agent, none are offered" {
  completes fleet nodes ''
  [[ $output == '' ]]
}
