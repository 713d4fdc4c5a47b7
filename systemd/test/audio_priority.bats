#!/usr/bin/env bats
# Real processes with real scheduling: needs root, for a nice value below 0.
load helpers

# Names the test's own: a DAW that happens to run on this machine must not be touched.
audio() {
  export AUDIO_PROCESSES="other dubnium-daw" AUDIO_POLICY=other AUDIO_NICE=-7 AUDIO_PRIORITY=3
  export AUDIO_CPUS='' AUDIO_SCAN_SECONDS=0.1
  cp "$(command -v sleep)" "$fakes/dubnium-daw"
  mkfifo "$BATS_TEST_TMPDIR/ready"
  fake systemd-notify <<<"echo \"\$1\" >$BATS_TEST_TMPDIR/ready"
}

# daw COMMAND...: starts it; its pid is $daw.
daw() {
  "$@" 3>&- &
  daw=$!
  started+=("$daw")
  await_equal dubnium-daw comm "$daw"
}

# Starts the watcher and returns after its first look; its pid is $watcher.
watch() {
  "$libexec/audio-priority" watch 3>&- &
  watcher=$!
  started+=("$watcher")
  [[ $(<"$BATS_TEST_TMPDIR/ready") == --ready ]]
}

comm() { cat "/proc/$1/comm"; }

# policy:priority:nice, in the kernel's numbers
scheduling() {
  local fields
  read -ra fields <"/proc/$1/stat"
  echo "${fields[40]}:${fields[39]}:${fields[18]}"
}

cpus() { sed -n 's/^Cpus_allowed_list:\t//p' "/proc/$1/status"; }

# await_equal EXPECTED COMMAND...: at most 10 s
await_equal() {
  local expected=$1 deadline=$((SECONDS + 10))
  shift
  until [[ $("$@" 2>/dev/null) == "$expected" ]]; do
    ((SECONDS < deadline)) || return 1
    sleep 0.05 # nothing announces another process's scheduling
  done
}

@test "raises a running process and gives it its own nice value back" {
  audio
  daw nice -n 4 dubnium-daw 1000
  watch
  [[ $(scheduling "$daw") == 0:0:-7 ]]
  "$libexec/audio-priority" restore
  [[ $(scheduling "$daw") == 0:0:4 ]]
}

@test "raises what is started later, and what an audio process starts" {
  audio
  watch
  fake dubnium-daw <<<'sleep 1000 & echo "$!" >"$CHILD"; wait'
  export CHILD=$BATS_TEST_TMPDIR/child
  daw dubnium-daw
  await_equal 0:0:-7 scheduling "$daw"
  child=$(<"$CHILD")
  started+=("$child")
  await_equal 0:0:-7 scheduling "$child"
  kill -KILL "$watcher"
  "$libexec/audio-priority" restore
  [[ $(scheduling "$daw") == 0:0:0 ]]
  [[ $(scheduling "$child") == 0:0:0 ]]
}

@test "real time ends with the unit, and is not inherited" {
  audio
  AUDIO_POLICY=rr
  daw dubnium-daw 1000
  watch
  [[ $(scheduling "$daw") == 2:3:0 ]]
  [[ $(chrt --pid "$daw") == *SCHED_RESET_ON_FORK* ]]
  "$libexec/audio-priority" restore
  [[ $(scheduling "$daw") == 0:0:0 ]]
  [[ $(chrt --pid "$daw") != *SCHED_RESET_ON_FORK* ]]
}

@test "a thread that chose real time itself keeps it" {
  audio
  daw chrt --fifo 12 dubnium-daw 1000
  watch
  [[ $(scheduling "$daw") == 1:12:0 ]]
  "$libexec/audio-priority" restore
  [[ $(scheduling "$daw") == 1:12:0 ]]
}

@test "confines to CPUs and restores them, a child's that inherited them included" {
  audio
  all=$(cpus self)
  AUDIO_CPUS=0
  fake dubnium-daw <<<'read -r <"$GO"; sleep 1000 & echo "$!" >"$CHILD"; wait'
  export CHILD=$BATS_TEST_TMPDIR/child GO=$BATS_TEST_TMPDIR/go
  mkfifo "$GO" "$CHILD"
  daw dubnium-daw
  watch
  [[ $(cpus "$daw") == 0 ]]
  echo >"$GO"
  child=$(<"$CHILD")
  started+=("$child")
  await_equal 0:0:-7 scheduling "$child"
  [[ $(cpus "$child") == 0 ]]
  kill -KILL "$watcher"
  "$libexec/audio-priority" restore
  [[ $(cpus "$daw") == "$all" ]]
  [[ $(cpus "$child") == "$all" ]]
}

@test "what somebody changed since is left alone" {
  audio
  daw dubnium-daw 1000
  watch
  renice --priority 9 --pid "$daw"
  "$libexec/audio-priority" restore
  [[ $(scheduling "$daw") == 0:0:9 ]]
}

@test "a watcher that starts again after a SIGKILL does not take raised values for found ones" {
  audio
  daw dubnium-daw 1000
  watch
  kill -KILL "$watcher"
  watch
  [[ $(scheduling "$daw") == 0:0:-7 ]]
  kill -KILL "$watcher"
  "$libexec/audio-priority" restore
  [[ $(scheduling "$daw") == 0:0:0 ]]
}

@test "settings that cannot be used are refused with EX_CONFIG" {
  audio
  AUDIO_POLICY=fastest run "$libexec/audio-priority" watch
  [[ $status -eq 78 && $output == *"AUDIO_POLICY=fastest"* ]]
  AUDIO_CPUS=9999 run "$libexec/audio-priority" watch
  [[ $status -eq 78 && $output == *"AUDIO_CPUS=9999"* ]]
}
