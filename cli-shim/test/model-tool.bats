#!/usr/bin/env bats
# mode model seed and mode model verify: what becomes of them is the daemon's program, as root

load helpers

setup() {
  setup_environment "$BATS_TEST_TMPDIR"
  mkdir "$BATS_TEST_TMPDIR/bin"
  cat >"$BATS_TEST_TMPDIR/bin/mode-controller" <<'EOF'
#!/bin/sh
printf '%s|' "$@"
exit 7
EOF
  chmod +x "$BATS_TEST_TMPDIR/bin/mode-controller"
  PATH=$BATS_TEST_TMPDIR/bin:$PATH
}

# as_root ARGUMENT...: mode with these as root, whoever runs the tests.
as_root() {
  run --separate-stderr unshare --user --map-root-user -- "$MODE" "$@"
}

# as_nobody ARGUMENT...: the same as somebody else than root.
as_nobody() {
  run --separate-stderr unshare --user --map-user=1000 -- "$MODE" "$@"
}

@test "seed becomes the program, whose exit status is its own" {
  as_root model seed /media/stick --name eight --json
  exits 7
  [[ $output == '--seed-model|/media/stick|--output|json|--name|eight|' ]]
  as_root model seed -- --odd
  [[ $output == '--seed-model|--odd|--output|text|' ]]
}

@test "seed --discard drops a copy" {
  as_root model seed --discard eight
  exits 7
  [[ $output == '--discard-model|eight|--output|text|' ]]
  as_root model seed --discard eight /media/stick
  exits 2
  warns '--discard takes no SOURCE'
}

@test "verify takes a name or a directory" {
  as_root model verify eight
  exits 7
  [[ $output == '--verify-model|eight|--output|text|' ]]
  as_root model verify /srv/models/eight --json
  [[ $output == '--verify-model|/srv/models/eight|--output|json|' ]]
}

@test "a name that leaves the store is none" {
  for name in ../eight .eight 'a b' ''; do
    as_root model seed /media/stick --name "$name"
    exits 2
    warns "--name: '$name' is no name of a model"
    as_root model seed --discard "$name"
    exits 2
  done
}

@test "without root nothing is begun: 13" {
  for words in 'seed /media/stick' 'seed --discard eight' 'verify eight'; do
    # shellcheck disable=SC2086 # several words
    as_nobody model $words
    exits 13
    warns 'root alone may write to the store of models'
    warns 'sudo mode model'
    [[ -z $output ]]
  done
}

@test "a medium that is not there: 14" {
  [[ ! -e /dev/disk/by-label/DUB-SEED ]]
  as_root model seed DUB-SEED
  exits 14
  warns 'cannot find a medium with the label DUB-SEED'
}

@test "what is missing is told" {
  as_root model seed
  exits 2
  warns 'SOURCE is missing'
  as_root model verify
  exits 2
  warns 'NAME is missing'
}
