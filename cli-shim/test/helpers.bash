# shellcheck shell=bash
# A private system bus with a fake daemon (fake/mode-controller) on it, one for each test.

bats_require_minimum_version 1.5.0
load assertions

MODE=$BATS_TEST_DIRNAME/../mode
FAKE=$BATS_TEST_DIRNAME/fake
JOB=/org/dubnium/ModeController/job/7

setup() {
  setup_environment "$BATS_TEST_TMPDIR"
}

# setup_environment FOLDER: a bus in FOLDER, and none of a person's settings.
setup_environment() {
  BUS_FOLDER=$1
  unset NO_COLOR
  export LC_ALL=C.UTF-8 TZ=UTC TERM=xterm
  start_bus
}

teardown() {
  stop_daemon
  [[ ! -v BUS_PID ]] || kill "$BUS_PID"
}

# The rules of a system bus for somebody without privileges, whoever runs the tests: nobody may
# become a monitor of others.
start_bus() {
  cat >"$BUS_FOLDER/bus.conf" <<EOF
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path=$BUS_FOLDER/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/>
    <allow own="*"/>
    <allow send_type="method_call"/>
    <deny send_destination="org.freedesktop.DBus"
      send_interface="org.freedesktop.DBus.Monitoring"/>
    <allow send_type="signal"/>
    <allow send_requested_reply="true" send_type="method_return"/>
    <allow send_requested_reply="true" send_type="error"/>
    <allow receive_type="method_call"/>
    <allow receive_type="method_return"/>
    <allow receive_type="error"/>
    <allow receive_type="signal"/>
  </policy>
</busconfig>
EOF
  BUS_PID=$(dbus-daemon --config-file="$BUS_FOLDER/bus.conf" --fork --print-pid=1)
  export DBUS_SYSTEM_BUS_ADDRESS=unix:path=$BUS_FOLDER/bus
}

# start_daemon [SCENARIO]: JSON over fake/default.json. Returns when the daemon has its name.
start_daemon() {
  local ready
  printf '%s' "${1-"{}"}" >"$BATS_TEST_TMPDIR/scenario.json"
  CALLS=$BATS_TEST_TMPDIR/calls
  mkfifo "$BATS_TEST_TMPDIR/ready"
  PYTHONDONTWRITEBYTECODE=1 "$FAKE/mode-controller" "$BUS_FOLDER/bus" \
    "$BATS_TEST_TMPDIR/scenario.json" "$CALLS" >"$BATS_TEST_TMPDIR/ready" 3>&- &
  DAEMON_PID=$!
  read -r ready <"$BATS_TEST_TMPDIR/ready" && [[ $ready == ready ]]
  rm "$BATS_TEST_TMPDIR/ready"
}

stop_daemon() {
  [[ -v DAEMON_PID ]] || return 0
  kill "$DAEMON_PID" 2>/dev/null || true
  wait "$DAEMON_PID" || true
  unset DAEMON_PID
}

# mode ARGUMENT...: runs it as bats' run does: $status, $output, $stderr.
mode() {
  run --separate-stderr "$MODE" "$@"
}

# on_terminal COMMAND...: the same on a terminal; both streams are in $output.
on_terminal() {
  run script -qec "${*@Q}" /dev/null
}

calls() { # MEMBER: how often it was called
  grep -c "^$1 " "$CALLS" || true
}

# start_mode ARGUMENT...: runs it in the background; await_line reads what it says on both streams.
start_mode() {
  exec {SAID}< <(exec "$MODE" "$@" 2>&1 3>&-)
  MODE_PID=$!
}

# await_end: waits for what start_mode started; its exit code is in $status.
await_end() {
  status=0
  wait "$MODE_PID" || status=$?
  output='' stderr=''
}
