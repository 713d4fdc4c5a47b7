# shellcheck shell=bash
# Authorisation with a person at hand. polkit asks through an authentication agent. A desktop has
# one; on a text console or over SSH nobody answers, and a text agent is started for the time of the
# call, as systemctl does.

# How long a person may take, in seconds.
readonly PATIENCE=300

# allow_prompt: lets the next calls ask for a password.
allow_prompt() {
  BUS_OPTIONS=(--allow-interactive-authorization=yes "--timeout=$PATIENCE")
  if command -v pkttyagent >/dev/null; then
    CALLER=run_busctl_with_agent
  fi
}

# forbid_prompt: back to calls that are answered at once.
forbid_prompt() {
  BUS_OPTIONS=(--allow-interactive-authorization=no)
  CALLER=run_busctl
}

# The agent serves this process alone, and ends with it: busctl takes the process over. --fallback
# lets a desktop's agent go first. The agent talks to /dev/tty; it closes its notification
# descriptor when it is registered, or by dying.
run_busctl_with_agent() {
  local registered
  local -r self=$BASHPID
  exec {registered}< <(exec setpriv --pdeathsig TERM \
    pkttyagent --process "$self" --notify-fd 3 --fallback 3>&1 >/dev/null 2>&1)
  read -r -t 10 -u "$registered" || true
  run_busctl "$@"
}

# may_need_prompt MODE: whether polkit would ask before this caller may enter MODE.
may_need_prompt() {
  ((EUID != 0)) || return
  given bypass && return
  bus_try "$ROOT" "$SERVICE" CanRequestMode s "$1" && [[ $REPLY == *'"challenge"'* ]]
}
