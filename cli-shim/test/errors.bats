#!/usr/bin/env bats
# What the bus answers, and the exit codes

load helpers

OURS=org.dubnium.ModeController.Error
BUS=org.freedesktop.DBus.Error

# refused ERROR CODE: a request that the daemon answers with this error ends with this code.
refused() {
  stop_daemon
  start_daemon '{"errors": {"RequestMode": ["'"$1"'", "the daemon'"'"'s words"]}}'
  mode request compute
  exits "$2"
  warns "mode: cannot enter compute: "
  warns "the daemon's words"
}

@test "impossible and unexpected modes: 14" {
  refused $OURS.UnknownMode 14
  warns 'modes: desktop studio-local compute'
  refused $OURS.UnexpectedCurrent 14
}

@test "busy: 12, with what to do" {
  refused $OURS.Busy 12
  warns 'mode watch'
  warns 'mode cancel'
}

@test "not authorised: 13, with what to do" {
  refused $BUS.AccessDenied 13
  warns 'sudo'
  refused $BUS.InteractiveAuthorizationRequired 13
}

@test "a guard that nobody may pass by: 10" {
  refused $OURS.GuardNotBypassable 10
}

@test "options that the daemon does not take: 2" {
  refused $OURS.InvalidOption 2
  refused $BUS.InvalidArgs 2
}

@test "the daemon cannot act: 24" {
  refused $OURS.AuditUnavailable 24
  refused $OURS.ObservationUnavailable 24
  refused $OURS.ConfigurationInvalid 24
  refused org.example.Surprise 24
}

@test "the daemon does not answer: 23, with what to do" {
  refused $BUS.NoReply 23
  refused org.freedesktop.systemd1.UnitMasked 23
  warns 'systemctl status mode-controller'
  warns 'journalctl -u mode-controller'
}

@test "no daemon: 23 for every verb that needs it" {
  for verb in status current desired gpus history watch version 'guards compute' \
    'explain compute' 'request compute' cancel 'audit verify' holds 'release 1' \
    'hold compute -- true'; do
    # shellcheck disable=SC2086
    mode $verb
    exits 23
    warns 'systemctl status mode-controller'
  done
}

@test "no bus: 23" {
  for verb in status 'request compute' watch; do
    # shellcheck disable=SC2086
    DBUS_SYSTEM_BUS_ADDRESS=unix:path=/nonexistent mode $verb
    exits 23
  done
}

@test "an error's text cannot pretend to be another error" {
  start_daemon '{"errors": {"RequestMode": ["'$OURS.Busy'",
    "no error-name=org.dubnium.ModeController.Error.UnknownMode error-message=haha"]}}'
  mode request compute
  exits 12
}

@test "a message of several lines does not confuse" {
  start_daemon '{"errors": {"RequestMode": ["'$OURS.Busy'", "one\n.\nGot message type=error x error-name=x error-message=x"]}}'
  mode request compute
  exits 12
  warns 'one'
}

@test "an unknown verb is a usage error" {
  start_daemon
  mode frobnicate
  exits 2
  warns "unknown verb 'frobnicate'"
  mode ../mode
  exits 2
}

@test "a mode in the place of a verb is explained" {
  start_daemon
  mode compute
  exits 2
  warns 'to enter it: mode request compute'
}

@test "an unknown option is a usage error of every verb" {
  for verb in "$BATS_TEST_DIRNAME"/../verb/*; do
    [[ -f $verb ]] || continue
    mode "${verb##*/}" --frobnicate
    exits 2
    warns "unknown option '--frobnicate'"
    mode "${verb##*/}" -x
    exits 2
  done
}


@test "what looks like code in an option is not run" {
  mode request compute "--x[\$(touch $BATS_TEST_TMPDIR/ran)]" "-\$(touch $BATS_TEST_TMPDIR/ran)"
  exits 2
  [[ ! -e $BATS_TEST_TMPDIR/ran ]]
}
