#!/usr/bin/env bats
# mode hold

load helpers

# taken: what HoldMode was called with.
taken() {
  sed -n 's/^HoldMode //p' "$CALLS"
}

@test "becomes the command, by whose process the hold is known" {
  start_daemon
  # shellcheck disable=SC2016 # for the other shell
  mode hold compute -- sh -c 'echo $$'
  exits 0
  [[ $(taken) == '["compute", "any", "block", "'"$(id -un)"': sh", "sh is running", {"pid": ["u", '"$output"']}]' ]]
}

@test "the command's exit status is its own" {
  start_daemon
  mode hold compute -- sh -c 'exit 42'
  exits 42
}

@test "options are passed on" {
  start_daemon
  mode hold --delay --enter --who Reaper --why 'a take is being recorded' compute -- true
  exits 0
  [[ $(taken) == '["compute", "enter", "delay", "Reaper", "a take is being recorded", '* ]]
}

@test "without a mode it is for every mode" {
  start_daemon
  mode hold --leave -- true
  exits 0
  [[ $(taken) == '["", "leave", "block", '* ]]
}

@test "options after -- are the command's" {
  start_daemon
  mode hold compute -- printf '%s|' --delay -- --help
  exits 0
  [[ $output == '--delay|--|--help|' ]]
}

@test "the command's arguments are told to nobody" {
  start_daemon
  mode hold compute -- printf '%s' --api-key=tea
  exits 0
  [[ $(taken) != *tea* ]]
}

@test "the command finds no trace of this program" {
  start_daemon
  # shellcheck disable=SC2016 # for the other shell
  look='compgen -e | grep ^MODE_; ls /proc/$$/fd'
  run --separate-stderr bash -c "$look"
  expected=$output
  mode hold compute -- bash -c "$look"
  exits 0
  [[ $output == "$expected" ]]
}

@test "--json prints the cookie on standard error" {
  start_daemon
  mode hold --json compute -- echo over
  exits 0
  [[ $output == over && $stderr == '{"cookie":1}' ]]
}

@test "where the hold cannot be taken the command is not run" {
  start_daemon '{"errors": {"HoldMode": ["org.freedesktop.DBus.Error.AccessDenied", "no"]}}'
  mode hold compute -- touch "$BATS_TEST_TMPDIR/ran"
  exits 13
  warns 'cannot hold compute: no'
  [[ ! -e $BATS_TEST_TMPDIR/ran ]]
}

@test "an unknown mode: 14" {
  start_daemon
  mode hold gaming -- true
  exits 14
  warns 'modes: desktop studio-local compute'
}

@test "a command that is not there: 127, and no hold" {
  start_daemon
  run -127 --separate-stderr "$MODE" hold compute -- frobnicate-nothing
  warns "cannot find the command 'frobnicate-nothing'"
  [[ $(calls HoldMode) -eq 0 ]]
}

@test "needs a command, after --" {
  mode hold compute
  exits 2
  warns 'COMMAND is missing; it comes after --'
  mode hold compute sleep 5
  exits 2
  warns "unexpected argument 'sleep'"
}

@test "options that exclude each other" {
  mode hold --block --delay compute -- true
  exits 2
  warns '--block and --delay exclude each other'
  mode hold --leave --enter compute -- true
  exits 2
  warns '--enter and --leave exclude each other'
}
