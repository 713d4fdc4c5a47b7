# shellcheck shell=bash
# Transitions as the daemon announces them, with what the signal says.
#
# gdbus monitor is asked, since it needs no privileges, goes on when the daemon is restarted, and
# prints a signal a line with everything that could be mistaken for something else escaped.
# dbus-monitor, which lib/signals.sh uses, prints the text of others as it is.

# announcements_open: from its return on, next_announcement gives what is announced.
announcements_open() {
  local line
  require gdbus libglib2.0-bin
  exec {ANNOUNCEMENTS}< <(exec setpriv --pdeathsig TERM gdbus monitor --system --dest "$SERVICE" \
    --object-path "$ROOT" 2>/dev/null)
  ANNOUNCEMENTS_PID=$!
  trap announcements_close EXIT
  # The first line comes once the signals are subscribed to, or not at all.
  IFS= read -r -t 25 -u "$ANNOUNCEMENTS" line \
    || fail 23 'cannot listen to the system bus' 'is it running? systemctl status dbus'
}

announcements_close() {
  kill "$ANNOUNCEMENTS_PID" 2>/dev/null || true
}

# next_announcement: waits until a transition is about to begin, or has ended; ANNOUNCEMENT is then JSON,
# as jq/announcement.jq makes it. Ends the program when the bus is gone.
next_announcement() {
  local line
  while IFS= read -r -u "$ANNOUNCEMENTS" line; do
    line=${line#"$ROOT: $SERVICE."}
    if [[ $line == 'PrepareForTransition ('* || $line == 'JobRemoved ('* ]]; then
      ANNOUNCEMENT=$(run_filter announcement -c -R --arg signal "${line%% *}" <<<"${line#* }")
      return
    fi
  done
  fail 23 'the system bus is gone' 'is it running? systemctl status dbus'
}
