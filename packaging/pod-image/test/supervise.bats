#!/usr/bin/env bats
# What becomes of the pod when something of it ends.
# shellcheck disable=SC2016,SC2030,SC2031,SC2154 # scripts are for another shell, and each test for itself
bats_require_minimum_version 1.5.0
load helpers

@test "one that is needed ends the pod, and the others with it" {
  run in_image "run store needed sh -c 'trap \"echo store stops; exit\" TERM; while :; do sleep 0.1; done'
    run daemon needed sh -c 'sleep 0.3; exit 7'
    supervise"
  [[ $status == 1 && $output == *'cannot go on: daemon ended with status 7'* && $output == *'store stops'* ]]
}

@test "one that is needed ends the pod also with status 0" {
  run in_image 'run vllm needed true; supervise'
  [[ $status == 1 && $output == *'cannot go on: vllm ended with status 0'* ]]
}

@test "one that may be restarted is, until it failed too often in a row" {
  run in_image "run node restarted sh -c 'echo begins; exit 3'; supervise"
  [[ $status == 1 && $(grep --count begins <<<"$output") == 3 && $output == *'cannot go on: node ended with status 3'* ]]
}

@test "one that is set wrongly is not tried again" {
  run in_image "run node restarted sh -c 'echo begins; exit 78'; supervise"
  [[ $status == 1 && $(grep --count begins <<<"$output") == 1 ]]
}

@test "an optional one ends nothing" {
  run in_image "run exporter optional sh -c 'sleep 0.2; exit 1'; run main needed sleep 1; supervise"
  [[ $status == 1 && $output == *'cannot go on: main'* && $output == *'exporter ended with status 1, and is started again'* ]]
}

@test "SIGTERM ends everything, and the pod with status 0" {
  run in_image "run main needed sh -c 'kill -TERM \$PPID; sleep 60'; supervise"
  [[ $status == 0 && $output == 'pod: it is told to stop' ]]
}

@test "what a role does before it stops is done while the rest still runs" {
  run in_image "before_stop() { stop_one node; echo \"node: \$(kill -0 \$(<$BATS_TEST_TMPDIR/node) 2>&1 || echo gone)\"; kill -0 \$(<$BATS_TEST_TMPDIR/munged) && echo munged runs; }
    run munged needed sh -c 'echo \$\$ >$BATS_TEST_TMPDIR/munged; exec sleep 60'
    run node restarted sh -c 'echo \$\$ >$BATS_TEST_TMPDIR/node; exec sleep 60'
    run end needed sh -c 'until [ -s $BATS_TEST_TMPDIR/node ] && [ -s $BATS_TEST_TMPDIR/munged ]; do sleep 0.1; done; kill -TERM \$PPID; sleep 60'
    supervise"
  [[ $status == 0 && $output == *gone* && $output == *'munged runs'* ]]
}

@test "a failure while a role is being started leaves nothing behind" {
  run in_image "run main needed sh -c 'echo \$\$ >$BATS_TEST_TMPDIR/pid; exec sleep 60'
    until [[ -s $BATS_TEST_TMPDIR/pid ]]; do sleep 0.1; done
    fail 'do the rest'"
  [[ $status == 1 ]]
  run ! kill -0 "$(<"$BATS_TEST_TMPDIR/pid")"
}

@test "/pre_start.sh returns at once" {
  fake start-of-test <<<"echo started >'$BATS_TEST_TMPDIR/started'; exit 78"
  DUBNIUM_START=$fakes/start-of-test run timeout 5 "$image/pre_start.sh"
  [[ $status == 0 ]]
  local limit=$((SECONDS + 10))
  until [[ -e $BATS_TEST_TMPDIR/started ]]; do
    ((SECONDS < limit))
    sleep 0.1 # nothing announces it
  done
}
