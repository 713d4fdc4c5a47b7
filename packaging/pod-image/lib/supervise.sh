# Runs what makes a role, and ends when it must not go on. Sourced, after environment.sh.
# shellcheck shell=bash

declare -A process_name=() process_policy=() process_command=() process_start=() short_lives=()
# Whatever ends a role, nothing of it stays. The signal is heeded from here on: process 1 ignores what it has no trap for.
trap stop_all EXIT
trap 'note "it is told to stop"; before_stop; exit 0' TERM INT

# before_stop: what a role does first when the pod is told to stop, in some seconds.
before_stop() { :; }

# How long something must have run for its end to be no failure of its start, in seconds, and how many such
# failures in a row are too many.
readonly SHORT_LIFE=60 MOST_SHORT_LIVES=${DUBNIUM_MOST_SHORT_LIVES:-10}
readonly RESTART_PAUSE=${DUBNIUM_RESTART_PAUSE:-5}

# run NAME POLICY COMMAND...: in the background. POLICY is what becomes of the pod when it ends: `needed`, the pod
# ends; `restarted`, it is started again, until it fails too often; `optional`, it is started again for ever.
run() {
  launch 0 "$@"
}

# launch PAUSE NAME POLICY COMMAND...
launch() {
  local pause=$1 name=$2 policy=$3 pid
  shift 3
  (
    trap - TERM INT EXIT
    ((pause == 0)) || sleep "$pause"
    exec "$@"
  ) &
  pid=$!
  process_name[$pid]=$name
  process_policy[$pid]=$policy
  process_command[$pid]=$(printf '%q ' "$@")
  process_start[$pid]=$((SECONDS + pause))
}

# supervise: until something ends that must not, or the pod is told to stop. Ends this process.
supervise() {
  local pid status tick=
  while true; do
    for pid in "${!process_name[@]}"; do
      if kill -0 "$pid" 2>/dev/null; then continue; fi
      status=0
      wait "$pid" || status=$?
      ended "$pid" "$status"
    done
    # bash does not tell of a process that ended before it waits, so it waits for no longer than this.
    if [[ ! $tick ]] || ! kill -0 "$tick" 2>/dev/null; then
      sleep 5 &
      tick=$!
    fi
    wait -n || true
  done
}

# ended PID STATUS: as its policy says.
ended() {
  local name=${process_name[$1]} policy=${process_policy[$1]} lived=$((SECONDS - process_start[$1])) command
  eval "command=(${process_command[$1]})"
  unset "process_name[$1]" "process_policy[$1]" "process_command[$1]" "process_start[$1]"
  if ((lived < SHORT_LIFE)); then
    short_lives[$name]=$((${short_lives[$name]:-0} + 1))
  else
    short_lives[$name]=0
  fi
  if [[ $policy == needed || ($policy == restarted && (${short_lives[$name]} -ge MOST_SHORT_LIVES || $2 == "$EX_CONFIG")) ]]; then
    printf 'cannot go on: %s ended with status %s; its last lines are above\n' "$name" "$2" >&2
    exit 1
  fi
  note "$name ended with status $2, and is started again in $RESTART_PAUSE s"
  launch "$RESTART_PAUSE" "$name" "$policy" "${command[@]}"
}

# stop_one NAME: and waits for it for two seconds.
stop_one() {
  local pid limit=$((SECONDS + 2))
  for pid in "${!process_name[@]}"; do
    [[ ${process_name[$pid]} == "$1" ]] || continue
    kill -TERM "$pid" 2>/dev/null || true
    while kill -0 "$pid" 2>/dev/null && ((SECONDS < limit)); do sleep 0.1; done
  done
}

# stop_all: RunPod kills what is left soon after SIGTERM. The last that was started stops first.
stop_all() {
  local pid limit=$((SECONDS + 3))
  trap '' TERM INT
  for pid in $(printf '%s\n' "${!process_name[@]}" | sort -rn); do
    kill -TERM "$pid" 2>/dev/null || true
  done
  for pid in "${!process_name[@]}"; do
    while kill -0 "$pid" 2>/dev/null && ((SECONDS < limit)); do sleep 0.1; done
    kill -KILL "$pid" 2>/dev/null || true
  done
}
