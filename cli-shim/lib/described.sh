# shellcheck shell=bash
# The daemon's words, asked for once: STATE, the root object's properties, and DESCRIPTION, the
# document of Describe(), both as plain JSON; empty if it does not answer, and WHY_SILENT says why.
ask_daemon() {
  STATE='' DESCRIPTION='' WHY_SILENT=''
  # Whoever asks what is wrong with a daemon does not want it started.
  BUS_OPTIONS+=(--auto-start=no --timeout=20)
  if ! bus_try "$ROOT" "$PROPERTIES" GetAll s "$SERVICE"; then
    WHY_SILENT=$BUS_MESSAGE
    return
  fi
  STATE=$(emit '.[0] | reply' -c <<<"$REPLY")
  bus_try "$ROOT" "$SERVICE" Describe || return 0
  DESCRIPTION=$(emit '.[0].data[0] | fromjson' -c <<<"$REPLY")
}

# state FILTER, described FILTER: what jq makes of them; false if they are not there.
state() {
  [[ $STATE ]] && run_jq -r "$1" <<<"$STATE"
}

described() {
  [[ $DESCRIPTION ]] && run_jq -r "$1" <<<"$DESCRIPTION"
}
