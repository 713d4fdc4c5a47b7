# shellcheck shell=bash
# The end of a followed job: what to say, and the exit code.

outcome_exit_code() { # OUTCOME CODE CONDITION
  case $1 in
    committed) [[ $3 == degraded ]] && echo 22 || echo 0 ;;
    unchanged) echo 0 ;;
    blocked)
      case $2 in
        held) echo 11 ;;
        grant-exceeded) echo 13 ;;
        guard-error) echo 24 ;;
        *) echo 10 ;;
      esac
      ;;
    rolled-back) echo 20 ;;
    stranded) echo 21 ;;
    cancelled) echo 25 ;;
    *) echo 24 ;; # not an outcome that this program knows: not a success either
  esac
}

# tell_outcome CODE: says what became of the job that follow_job followed. Success goes to stdout,
# anything else to stderr.
tell_outcome() {
  if given json; then
    emit '.[0]' <<<"$JOB"
  elif (($1 == 0)); then
    render outcome --arg prefix '' --argjson names "$GPU_NAMES" <<<"$JOB"
  else
    render_error outcome --arg prefix 'mode: ' --argjson names "$GPU_NAMES" <<<"$JOB"
  fi
}
