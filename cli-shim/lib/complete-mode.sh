# shellcheck shell=bash
# What mode's words complete to.

words_for() { # KIND
  case $1 in
    MODE | modes) modes_quickly ;;
    GUARD) guards_quickly ;;
    POLICY) printf '%s\n' wait requeue cancel ;;
    holds) reply_quickly '.[] | .cookie' "$PROPERTIES" Get ss "$SERVICE" Holds ;;
    transitions) reply_quickly '.[] | .id' "$SERVICE" ListTransitions u 10 ;;
    delegations) printf '%s\n' list revoke ;;
    models) reply_quickly '.[] | .name' "$MODELS" List ;;
    sources) printf "%s\n" DUB-SEED; compgen -d -- "${word-}" || true ;;
    audit) printf '%s\n' tail show verify ;;
  esac
}

# A pressed tab key must not start a daemon, nor wait for one.
reply_quickly() { # FILTER INTERFACE METHOD …
  BUS_OPTIONS+=(--auto-start=no --timeout=1)
  if bus_try "$ROOT" "${@:2}"; then
    emit ".[0] | reply | $1" -r <<<"$REPLY"
  fi
}

# The guards that may be bypassed are the same for every mode.
guards_quickly() {
  BUS_OPTIONS+=(--auto-start=no --timeout=1)
  if known_modes; then
    reply_quickly '.guards[] | select(.bypassable) | .name' "$SERVICE" Explain 'sa{sv}' "${MODES%% *}" 0
  fi
}

modes_quickly() {
  BUS_OPTIONS+=(--auto-start=no --timeout=1)
  if known_modes; then
    printf '%s\n' "${MODES// /$'\n'}"
  fi
}
