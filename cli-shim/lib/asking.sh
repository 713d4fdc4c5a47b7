# shellcheck shell=bash
# Asking for something that the daemon does as a job, and following that to its end: what request and
# model select have in common. Sources what it needs.

for part in agent request-options progress signals job outcome; do
  # shellcheck source=/dev/null
  source "$LIBRARY/$part.sh"
done

# check_waiting: sets LIMIT, how long to wait in seconds, empty for as long as it takes.
check_waiting() {
  if given wait && given no-wait; then
    usage_error '--wait and --no-wait exclude each other'
  fi
  LIMIT=''
  if given timeout; then LIMIT=$(seconds_of timeout); fi
}

# ask_and_follow DOING MODE MODEL PROMPTS INTERFACE METHOD NAME: calls the method with NAME and the options of
# the command line, and ends with the exit code of what became of it. DOING completes "cannot …"; MODE is that
# which is to hold; MODEL is empty unless it is swapped; PROMPTS is a command that tells whether polkit would
# ask. Returns if the daemon did it without a job.
ask_and_follow() {
  local -r doing=$1 mode=$2 model=$3 prompts=$4 interface=$5 method=$6 name=$7
  local job='' asked code
  if ! given no-wait; then signals_open; fi
  asked=${EPOCHREALTIME/[.,]/}
  if ! given no-interactive && [[ -t 0 ]]; then
    "$prompts" "$name" && allow_prompt
  fi
  if bus_try "$ROOT" "$interface" "$method" 'sa{sv}' "$name" "${REQUEST_OPTIONS[@]}"; then
    [[ $REPLY =~ \"data\":\[\"([^\"]+)\"\] ]] || fail 24 "cannot understand the reply: $REPLY"
    job=${BASH_REMATCH[1]}
  elif given no-wait || ! reply_was_lost; then
    fail_call "$doing"
  fi
  forbid_prompt
  [[ $job != / ]] || return 0

  if given no-wait; then
    if given json; then
      emit '{job: .[0] | reply}' <<<"$REPLY"
    else
      printf '%s was requested\n  %s\n' "${model:-$mode}" 'see it: mode watch    call it off: mode cancel'
    fi
    exit 0
  fi
  # shellcheck disable=SC2034 # read by follow_job
  FOLLOWED_MODEL=$model FOLLOWED_DOING=$doing
  follow_job "$job" "$mode" "$asked" "$LIMIT"
  code=$(outcome_exit_code "$JOB_OUTCOME" "$JOB_CODE" "$JOB_CONDITION")
  tell_outcome "$code"
  exit "$code"
}
