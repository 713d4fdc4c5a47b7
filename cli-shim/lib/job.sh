# shellcheck shell=bash
# Following a job to its end. Call signals_open before the job can exist.

# A daemon that died is back within seconds, or not at all.
readonly AWAY_LIMIT=90
# Transitions among which ours is looked for, when the daemon is back.
readonly LOOK_BACK=50
readonly GOES_ON='see it: mode watch    call it off: mode cancel'

# reply_was_lost: whether the call that failed may have been taken up, by a daemon that then ended.
reply_was_lost() {
  [[ $BUS_ERROR == org.freedesktop.DBus.Error.@(NoReply|Disconnected|Timeout|TimedOut) ]]
}

# follow_job OBJECT TO SINCE [SECONDS]: shows progress on stderr until the job is finished, then
# JOB holds its properties as plain JSON, and JOB_OUTCOME, JOB_CODE and JOB_CONDITION are set.
# TO and SINCE (µs) say what was asked for and when. With SECONDS, ends with 26 when they pass. OBJECT is empty
# where the reply to the request was lost; BUS_ERROR and BUS_MESSAGE are then still its. Of a swap,
# FOLLOWED_MODEL is the model, and FOLLOWED_DOING completes "cannot …".
follow_job() {
  local -r object=$1 to=$2 since=$3
  local -r deadline=${4:+$((EPOCHSECONDS + $4))}
  LOST_ERROR='' LOST_MESSAGE=''
  if [[ ! $object ]]; then LOST_ERROR=$BUS_ERROR LOST_MESSAGE=$BUS_MESSAGE; fi
  JOB='' JOB_OUTCOME='' JOB_STARTED='' GPU_NAMES='{}' AWAY_SINCE=''
  trap 'leave_running INT' INT
  trap 'leave_running TERM' TERM
  BUS_OPTIONS+=(--auto-start=no) # a daemon that was stopped on purpose stays stopped
  while read_job "$object" || read_aftermath "$to" "$since"; do
    [[ $JOB_OUTCOME ]] && break
    await_change "$deadline"
  done
  clear_progress
  trap - INT TERM
}

# read_job OBJECT: false if the object is gone, or has become another job: a restarted daemon counts
# from the beginning.
read_job() {
  local -a lines
  local report
  [[ $1 ]] && bus_try "$1" "$PROPERTIES" GetAll s "$SERVICE.Job" || return
  local -r job=$REPLY
  [[ $GPU_NAMES == '{}' && $job == *await-gpu-release* ]] && read_gpu_names
  REPLY=null
  # A target that wants the model server is started no sooner than that.
  [[ $job != *'"start-unit '* ]] || read_server
  report=$(render progress --argjson names "$GPU_NAMES" <<<"$job"$'\n'"$REPLY") || exit
  mapfile -t lines <<<"$report"
  [[ -z $JOB_STARTED || $JOB_STARTED == "${lines[1]}" ]] || return
  JOB_STARTED=${lines[1]} AWAY_SINCE=''
  take_report "${lines[@]}"
}

take_report() { # LINES of report in lib/following.jq
  JOB_OUTCOME=$1 JOB_CODE=$3 JOB_CONDITION=$4 JOB=$7
  [[ $JOB_OUTCOME ]] || show_progress "$5" "$6"
}

read_gpu_names() {
  bus_try "$ROOT" org.freedesktop.DBus.ObjectManager GetManagedObjects || return 0
  GPU_NAMES=$(emit '.[0] | reply | gpus | map({(.Uuid): .Index}) | add // {}' -c <<<"$REPLY")
}

# read_aftermath TO SINCE: the daemon has lost the job. It takes up an unfinished transition when it
# starts, and what became of it is then its last transition.
read_aftermath() {
  local -a lines
  local report
  if ! bus_try "$ROOT" "$PROPERTIES" GetAll s "$SERVICE"; then
    AWAY_SINCE=${AWAY_SINCE:-$EPOCHSECONDS}
    show_progress '' 'the mode controller is away, waiting for it to come back'
    return
  fi
  AWAY_SINCE=''
  judge_aftermath "$REPLY" "$@"
  if [[ ${lines[0]} == unknown ]]; then
    local -r before=$REPLY
    # Others may have had their transition since.
    bus_try "$ROOT" "$SERVICE" ListTransitions u "$LOOK_BACK" && judge_aftermath "$before"$'\n'"$REPLY" "$@"
  fi
  case ${lines[0]} in
    finished) take_report "${lines[@]:1}" ;;
    recovering) show_progress '' 'the mode controller was restarted and takes up the transition' ;;
    *)
      clear_progress
      if [[ $LOST_ERROR ]]; then
        BUS_ERROR=$LOST_ERROR BUS_MESSAGE="$LOST_MESSAGE; nothing of the request is on record, so ask again"
        fail_call "${FOLLOWED_DOING:-enter $1}"
      fi
      fail 23 'the mode controller was restarted and cannot tell what became of the request' \
        'see: mode status    and: mode history'
      ;;
  esac
}

judge_aftermath() { # DOCUMENTS TO SINCE
  report=$(render aftermath --arg to "$2" --arg model "${FOLLOWED_MODEL-}" --argjson since "$3" --argjson started "${JOB_STARTED:-0}" <<<"$1") || exit
  mapfile -t lines <<<"$report"
}

# await_change DEADLINE: returns when something has changed. DEADLINE may be empty.
await_change() {
  local limit left
  while :; do
    limit=$1
    if [[ $AWAY_SINCE ]]; then
      left=$((AWAY_SINCE + AWAY_LIMIT))
      [[ $limit && $limit -lt $left ]] || limit=$left
    fi
    left=${limit:+$((limit - EPOCHSECONDS))}
    [[ $left && $left -le 0 ]] && give_up "$1"
    # A live line shows the time that passes.
    [[ $LIVE ]] && left=1
    signals_await "$left" && return
    [[ $LIVE ]] && draw_progress
  done
}

give_up() { # DEADLINE
  clear_progress
  if [[ $1 && $1 -le $EPOCHSECONDS ]]; then
    fail 26 'the time is up; the transition goes on' "$GOES_ON"
  fi
  fail_call 'follow the transition'
}

leave_running() { # SIGNAL
  clear_progress
  printf 'mode: the transition goes on\n  %s\n' "$GOES_ON" >&2
  signals_close
  trap - EXIT "$1"
  kill -s "$1" "$$"
}
