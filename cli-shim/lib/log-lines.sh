# shellcheck shell=bash
# Reading a log of the fleet agent's, and following it.

readonly LOG_LINES_MOST=10000
# Who has said nothing for so long is gone: the agent sends a comment every 15 s. In seconds.
readonly SILENCE=45
# Between two attempts to reach the agent, as it says itself. In seconds.
readonly PAUSE=3

# log_count: how many lines --lines asks for.
log_count() {
  local count
  count=$(count_of lines 50) || exit
  ((count <= LOG_LINES_MOST)) || usage_error "--lines: no more than $LOG_LINES_MOST are told at once"
  echo "$count"
}

# show_log PATH COUNT SINCE LIST: shows the last lines of the log there; with --follow, what comes too.
# SINCE is a part of the query, or empty; LIST the command that says which logs there are.
show_log() {
  local json=0
  if given json; then json=1; fi
  if given follow; then
    follow_log "$1" "&lines=$2$3"
  fi
  api_try "$1?lines=$2$3" || {
    if [[ $STATUS == 404 ]]; then
      fail 14 "$PROBLEM" "those that there are: $4"
    fi
    fail_call 'read the log'
  }
  run_filter log-lines -r --argjson json "$json" <<<"$REPLY"
}

# stream_log PATH QUERY [CURL OPTION...]: shows events until the connection ends. Their ids go to LAST, the
# latest last.
stream_log() {
  setpriv --pdeathsig TERM "${CURL[@]}" --no-buffer --fail --speed-limit 1 --speed-time "$SILENCE" \
    --header 'Accept: text/event-stream' "${@:3}" -- "$AGENT$1?follow=true$2" <<<"$CREDENTIAL" \
    | tee >(grep --line-buffered '^id: ' >"$LAST" || true) \
    | run_filter log-events -Rrn --unbuffered --argjson json "$json"
}

# follow_log PATH QUERY: for ever; what was shown is not shown again after a connection that ended.
follow_log() {
  local more=$2 never lost='' id
  local -a from=()
  LAST=$(mktemp)
  trap 'rm -f "$LAST"' EXIT
  exec {never}<> <(:) # nothing is ever written to it
  while true; do
    if api_try "$1?lines=0"; then
      [[ -z $lost ]] || printf '%s: the fleet agent answers again\n' "$PROGRAM" >&2
      lost=''
      stream_log "$1" "$more" "${from[@]}" || true
      id=$(tail -n 1 "$LAST")
      if [[ $id =~ ^id:\ ([A-Za-z0-9=\;]{1,300})$'\r'?$ ]]; then
        from=(--header "Last-Event-ID: ${BASH_REMATCH[1]}")
      fi
      more='&lines=0'
    else
      case $STATUS in 400 | 401 | 403 | 404) fail_call 'follow the log' ;; esac
      [[ $lost ]] || printf '%s: cannot follow the log: %s; waiting for it\n' "$PROGRAM" "$PROBLEM" >&2
      lost=yes
    fi
    read -r -t "$PAUSE" -u "$never" || true
  done
}
