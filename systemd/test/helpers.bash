# Runs the helper programs of systemd/libexec beside small fakes of the programs that they call.
setup() { setup_helpers; }

setup_helpers() {
  libexec=$BATS_TEST_DIRNAME/../libexec
  fakes=$BATS_TEST_TMPDIR/bin
  mkdir "$fakes"
  PATH=$fakes:$PATH
  export RUNTIME_DIRECTORY=$BATS_TEST_TMPDIR/run
  mkdir "$RUNTIME_DIRECTORY"
  started=()
}

teardown() {
  local pid
  for pid in "${started[@]}"; do
    kill -KILL "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
}

# fake NAME: a program of that name, whose bash script is read from standard input.
fake() {
  {
    # Not through env: a process is known by the name of its script.
    echo '#!/bin/bash'
    cat
  } >"$fakes/$1"
  chmod +x "$fakes/$1"
}
