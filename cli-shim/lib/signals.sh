# shellcheck shell=bash
# Waiting for the daemon to change something, without polling and without privileges.
#
# Signals only say that something changed; what it is, the caller reads from properties. So it does
# not matter that several changes may arrive as one, as long as none is missed: signals_open comes
# before the first read, and returns only when the subscription is in force.
#
# Of what Debian brings, dbus-monitor alone can do that. busctl monitor needs privileges on the
# system bus. busctl wait (systemd 257) ends with the first signal and does not tell when it began
# to listen, so a signal can pass between two of its runs. dbus-monitor falls back to ordinary match
# rules for an unprivileged caller, and dispatches its first line, the NameAcquired of its own
# connection, after it has installed them.

# signals_open: from its return on, every change of the daemon wakes signals_await.
signals_open() {
  local line
  require dbus-monitor dbus-bin
  exec {SIGNALS}< <(exec dbus-monitor --system --profile \
    "type='signal',sender='$SERVICE',path_namespace='$ROOT'" \
    "type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='$SERVICE'" \
    2>/dev/null)
  SIGNALS_PID=$!
  trap signals_close EXIT
  while IFS= read -r -t 25 -u "$SIGNALS" line; do
    [[ $line == sig$'\t'* ]] && return
  done
  fail 23 'cannot listen to the system bus' 'is it running? systemctl status dbus'
}

signals_close() {
  kill "$SIGNALS_PID" 2>/dev/null || true
}

# signals_await SECONDS: true when something changed, false when the time has passed; without
# limit if SECONDS is empty. Ends the program when the bus is gone.
signals_await() {
  local line status=0
  IFS= read -r ${1:+-t "$1"} -u "$SIGNALS" line || status=$?
  ((status <= 128)) || return 1
  # What else has arrived is covered by the same reading.
  while ((status == 0)) && read -r -t 0 -u "$SIGNALS"; do
    IFS= read -r -u "$SIGNALS" line || status=$?
  done
  ((status == 0)) || fail 23 'the system bus is gone; what was under way goes on without it' \
    'see, once it is back: mode status'
}
