# shellcheck shell=bash
# The fleet agent's events, as it sends them (WHATWG HTML, "Server-sent events"), for as long as
# somebody wants them: a connection that ends is made again.

# The agent sends a comment every 15 s; who has said nothing for so long is gone. In seconds.
readonly SILENCE=45
readonly FIRST_PAUSE=1 LONGEST_PAUSE=60

# events_open PATH: from now on, next_event gives what is told there.
events_open() {
  EVENTS_PATH=$1 EVENTS='' EVENTS_PID='' PAUSE=$FIRST_PAUSE LOST=''
  exec {NEVER}<> <(:) # nothing is ever written to it
  trap events_close EXIT
}

events_close() {
  [[ $EVENTS_PID ]] || return 0
  kill "$EVENTS_PID" 2>/dev/null || true
  wait "$EVENTS_PID" 2>/dev/null || true
  exec {EVENTS}<&-
  EVENTS_PID=''
}

# connect: true once the agent has agreed to tell. Ends the program where trying again is of no use.
connect() {
  local line status stream=1
  exec {EVENTS}< <(exec setpriv --pdeathsig TERM "${CURL[@]}" --no-buffer --include \
    --header 'Accept: text/event-stream' -- "$AGENT$EVENTS_PATH" <<<"$CREDENTIAL")
  EVENTS_PID=$!
  IFS=' ' read -r -t 10 -u "$EVENTS" _ status _ || return 1
  STATUS=${status%$'\r'} PROBLEM="it answers ${status%$'\r'}"
  case $STATUS in
    200) ;;
    400 | 401 | 403 | 404) fail_call 'listen to the fleet agent' ;;
    *) return 1 ;;
  esac
  # Whoever else answers there, such as a page to log in at, has no events to tell.
  while IFS= read -r -t 10 -u "$EVENTS" line; do
    line=${line%$'\r'}
    [[ -z $line ]] && return "$stream"
    [[ ${line,,} == content-type:*([[:space:]])text/event-stream* ]] && stream=0
  done
  return 1
}

# next_event: waits for one; its name is in EVENT, its data in DATA.
next_event() {
  local line
  EVENT='' DATA=''
  while true; do
    while [[ -z $EVENTS_PID ]] && ! reconnect; do rest; done
    while IFS= read -r -t "$SILENCE" -u "$EVENTS" line; do
      line=${line%$'\r'}
      case $line in
        ':'*) PAUSE=$FIRST_PAUSE ;;
        'event:'*) line=${line#event:} EVENT=${line# } ;;
        'data:'*)
          line=${line#data:}
          DATA+=${DATA:+$'\n'}${line# }
          ;;
        '')
          if [[ $DATA ]]; then
            PAUSE=$FIRST_PAUSE
            return
          fi
          EVENT=''
          ;;
      esac
    done
    events_close
    EVENT='' DATA=''
    rest
  done
}

# rest: before the next attempt; longer each time, until something was told.
rest() {
  read -r -t "$PAUSE" -u "$NEVER" || true
  PAUSE=$((PAUSE * 2 < LONGEST_PAUSE ? PAUSE * 2 : LONGEST_PAUSE))
}

# reconnect: true if there is a connection; says once that there is none, and once that there is again.
reconnect() {
  if connect; then
    [[ -z $LOST ]] || printf '%s: the fleet agent answers again\n' "$PROGRAM" >&2
    LOST=''
    return
  fi
  events_close
  [[ $LOST ]] || printf '%s: cannot reach the fleet agent at %s; waiting for it\n' "$PROGRAM" "$PLACE" >&2
  LOST=yes
  return 1
}
