#!/usr/bin/env bats
# Real processes with real scheduling: needs root, for a nice value below 0.
load helpers

# Names the test's own: a DAW that happens to run on this machine must not be touched.
audio() {
  export AUDIO_PROCESSES="other dubnium-daw" AUDIO_POLICY=other AUDIO_NICE=-7 AUDIO_PRIORITY=3
  export AUDIO_CPUS='' AUDIO_SCAN_SECONDS=0.1 AUDIO_UNITS=''
  at_seat 0
  cp "$(command -v sleep)" "$fakes/dubnium-daw"
  mkfifo "$BATS_TEST_TMPDIR/ready"
  fake systemd-notify <<<"echo \"\$1\" >$BATS_TEST_TMPDIR/ready"
}

# at_seat UID...: logind says that these sit at the machine, and that uid 1234 is logged in over SSH.
at_seat() {
  local uid sessions='["5",1234,"bob","","/org/freedesktop/login1/session/_35"]'
  for uid in "$@"; do
    sessions+=",[\"2\",$uid,\"somebody\",\"seat0\",\"/org/freedesktop/login1/session/_32\"]"
  done
  fake busctl <<<"[[ \$* == *'Manager ListSessions' ]] && echo '{\"type\":\"a(susso)\",\"data\":[[$sessions]]}'
    echo asked >>$BATS_TEST_TMPDIR/asked"
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

@test "a process of somebody who does not sit at the machine is left alone, whatever its name" {
  audio
  at_seat 4321
  daw setpriv --reuid=1234 --clear-groups dubnium-daw 1000
  stranger=$daw
  watch
  daw setpriv --reuid=4321 --clear-groups dubnium-daw 1000
  await_equal 0:0:-7 scheduling "$daw"
  [[ $(scheduling "$stranger") == 0:0:0 ]]
}

@test "logind is asked about a stranger's process once" {
  audio
  at_seat 4321
  daw setpriv --reuid=1234 --clear-groups dubnium-daw 1000
  watch
  daw setpriv --reuid=4321 --clear-groups dubnium-daw 1000
  await_equal 0:0:-7 scheduling "$daw"
  # Something is started all the while, which is a reason to look.
  daw setpriv --reuid=4321 --clear-groups dubnium-daw 1000
  await_equal 0:0:-7 scheduling "$daw"
  [[ $(grep -c asked "$BATS_TEST_TMPDIR/asked") -le 3 ]]
}

@test "who sits down at the machine takes his processes along" {
  audio
  at_seat 4321
  daw setpriv --reuid=1234 --clear-groups dubnium-daw 1000
  first=$daw
  watch
  [[ $(scheduling "$first") == 0:0:0 ]]
  at_seat 1234
  daw setpriv --reuid=1234 --clear-groups dubnium-daw 1000
  await_equal 0:0:-7 scheduling "$daw"
  await_equal 0:0:-7 scheduling "$first"
}

@test "processes of the units that are named count, whoever's they are" {
  # The function alone: in which unit this test runs is not its to choose.
  eval "$(sed -n '/^read_unit() {$/,/^}$/p; /^counts() {$/,/^}$/p' "$libexec/audio-priority")"
  read_stat() { start=1; }
  read_uid() { uid=1234; }
  unit_in() { # PATH: what read_unit makes of it
    echo "0::$1" >"$BATS_TEST_TMPDIR/cgroup"
    read_unit "$BATS_TEST_TMPDIR/cgroup" || true
    echo "$unit"
  }
  [[ $(unit_in /system.slice/system-jack.slice/jack@0.service) == jack@0.service ]]
  [[ $(unit_in /user.slice/user-1234.slice/user@1234.service/app.slice/jack@0.service) == user@1234.service ]]
  [[ ! $(unit_in /) ]]
  declare -A family=() foreign=() at_seat=()
  asked=yes most_foreign=8
  read_unit() { unit=jack@0.service; }
  AUDIO_UNITS="other.service jack@*.service" counts 7
  foreign=()
  AUDIO_UNITS="other.service" run counts 7
  [[ $status -eq 1 ]]
}

@test "without logind nobody's processes are raised, and it is said" {
  audio
  fake busctl <<<'exit 1'
  daw dubnium-daw 1000
  "$libexec/audio-priority" watch 3>&- 2>"$BATS_TEST_TMPDIR/said" &
  watcher=$!
  started+=("$watcher")
  [[ $(<"$BATS_TEST_TMPDIR/ready") == --ready ]]
  [[ $(scheduling "$daw") == 0:0:0 ]]
  grep 'cannot ask logind who sits at this machine' "$BATS_TEST_TMPDIR/said"
}
