# shellcheck shell=bash
# Watching a fleet until it stands. Only the agent acts: whoever stops watching loses nothing.

for part in progress live-block; do
  # shellcheck source=/dev/null
  source "$LIBRARY/$part.sh"
done

# Between two looks, in seconds: of the three that are asked none tells everything by events.
readonly PAUSE=2
# An agent that is restarted is back within this time, or needs help. In seconds.
readonly AWAY_LIMIT=300

# watch CHOICE SECONDS: shows how far the fleet is until it stands, and returns 1 where that takes longer. LOOK is
# the last look, as lib/deploy.jq judges it by CHOICE. GO_ON and END are commands that are named where it is left.
watch() {
  local before=null
  local -r choice=$1 deadline=$((EPOCHSECONDS + $2))
  LOOK=null AWAY_SINCE='' ERROR_COLOUR=0
  JOB_STARTED=${EPOCHREALTIME/[.,]/} # for the times that are shown
  if shows_colour 2; then ERROR_COLOUR=1; fi
  exec {NEVER}<> <(:) # nothing is ever written to it
  trap 'leave INT' INT
  trap 'leave TERM' TERM
  choose_sources
  while true; do
    if look "$choice"; then
      tell_changes "$before"
      before=$LOOK
      draw
      [[ $(run_jq .stands <<<"$LOOK") != true ]] || break
    fi
    ((EPOCHSECONDS < deadline)) || break
    read -r -t "$PAUSE" -u "$NEVER" || true
  done
  clear_block
  trap - INT TERM
  [[ $LOOK != null && $(run_jq .stands <<<"$LOOK") == true ]]
}

# choose_sources: what is asked besides the pods, of RENTED: Slurm's nodes in WITH_SLURM, metrics in WITH_METRICS.
choose_sources() {
  local needed
  needed=$(run_filter deploy-sources -rs <<<"$RENTED") || exit
  read -r WITH_SLURM WITH_METRICS <<<"$needed"
}

# look CHOICE: judges what the agent tells now, in LOOK; false where it does not answer.
look() {
  local slurm=null metrics=null
  ask_agent /api/pods || return
  RENTED=$REPLY
  if [[ $WITH_SLURM == true ]]; then
    ask_part /api/slurm/nodes
    slurm=$REPLY
  fi
  if [[ $WITH_METRICS == true ]]; then
    ask_part /api/metrics/current
    metrics=$REPLY
  fi
  came_back
  LOOK=$(run_filter deploy-look -cs --argjson choice "$1" <<<"$RENTED $slurm $metrics") || exit
}

# ask_agent PATH: false where it is away; ends the program where it refuses.
ask_agent() {
  if api_try "$1"; then return; fi
  case $STATUS in
    '' | 429 | 5??) went_away ;;
    *) give_up ;;
  esac
  return 1
}

# ask_part PATH: what the agent cannot tell of a part, such as of a Slurm that is not there yet, is the answer {error}.
# Whether the agent itself is away, the pods show.
ask_part() {
  api_try "$1" --max-time 10 || REPLY=$(run_jq -nc --arg error "$PROBLEM" '{$error}')
}

# went_away: says so once, and ends the program where it has lasted too long.
went_away() {
  if [[ ! $AWAY_SINCE ]]; then
    AWAY_SINCE=$EPOCHSECONDS
    tell_agent false "the fleet agent does not answer: $PROBLEM; waiting for it to come back"
  fi
  ((EPOCHSECONDS - AWAY_SINCE < AWAY_LIMIT)) || give_up
}

give_up() {
  clear_block
  fail_call 'follow the fleet'
}

came_back() {
  [[ $AWAY_SINCE ]] || return 0
  AWAY_SINCE=''
  tell_agent true 'the fleet agent answers again'
}

# tell_agent ANSWERS TEXT: that the agent went away, or came back.
tell_agent() {
  if given json; then
    run_jq -nc --argjson answers "$1" --arg text "$2" '{event: "agent", $answers, $text, at: (now | todate)}'
  else
    tell "$2"
  fi
}

# tell TEXT: a line on stderr that stays.
tell() {
  clear_block
  plain_text "$1"
  printf '%s %s\n' "$(elapsed)" "$REPLY" >&2
}

# tell_changes BEFORE: what is another than at the look before.
tell_changes() {
  local line live=0
  if given json; then
    run_filter deploy-events -cs <<<"$1 $LOOK"
    return
  fi
  if [[ $LIVE ]]; then live=1; fi
  while IFS= read -r line; do
    clear_block
    printf '%s %s\n' "$(elapsed)" "$line" >&2
  done < <(TEXT_COLOUR=$ERROR_COLOUR run_filter deploy-changes -rs --argjson live "$live" <<<"$1 $LOOK")
}

# draw: the block, where it can be shown; that of a large fleet leaves room for what is told above it.
draw() {
  local block
  [[ $LIVE ]] && ! given json || return 0
  measure_terminal
  block=$(TEXT_WIDTH=$TERMINAL_COLUMNS TEXT_COLOUR=$ERROR_COLOUR run_filter deploy-block -rs --arg elapsed "$(elapsed)" \
    --argjson most "$((TERMINAL_LINES > 8 ? TERMINAL_LINES - 4 : 4))" <<<"$LOOK") || exit
  draw_block "$block"
}

leave() { # SIGNAL
  clear_block
  printf '%s: what was applied goes on, and costs money\n' "$PROGRAM" >&2
  printf '  go on watching: %s\n  end it:         %s\n' "$GO_ON" "$END" >&2
  trap - "$1"
  kill -s "$1" "$$"
}
