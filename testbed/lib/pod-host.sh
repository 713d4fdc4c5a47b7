#!/usr/bin/env bash
# pod-host WORKSTATION LAYERS: makes machines of pods as pod-command asks for them, until it is killed.
set -euo pipefail
. "$(dirname "$0")/all.sh"
. "$testbed/lib/pod-machine.sh"

workstation=$1
layers=$2
pods=$(pods_folder "$workstation")

# answer REQUEST EVENT : carries it out, and tells pod-command: one line, which begins with { if all went well.
answer() {
  local said status=0
  said=$("pod_$2" "$(<"$pods/requests/$1")" 2>"$pods/requests/$1.error") || status=$?
  cat "$pods/requests/$1.error" >&2
  if ((status)); then said="cannot $2 the pod: $(tail -n 1 "$pods/requests/$1.error")"; fi
  rm -f "$pods/requests/$1.error"
  printf '%s\n' "$said" 1<>"$pods/requests/$1.answer"
}

exec {queue}<>"$pods/queue"
while IFS=' ' read -r -u "$queue" request event; do
  [[ $request =~ ^[A-Za-z0-9]+$ && $event =~ ^(start|stop|terminate)$ ]] || continue
  printf '%(%T)T %s %s\n' -1 "$request" "$event" >&2
  answer "$request" "$event" {queue}<&- &
done
