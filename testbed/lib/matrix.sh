# The outside of the fault matrix: boots machines, hands them portions of cells, pulls their plugs, and
# keeps what they leave. Sourced; uses $layers, $results and $total of the verb.
# shellcheck shell=bash

# lane_machine LANE : the name of the machine that a lane uses at any time.
lane_machine() {
  printf 'matrix-%s-%s\n' "$$" "$1"
}

# fit_out NAME : a machine for cells.
fit_out() {
  local share
  boot_machine "$1" "$layers"
  share=$(machine_folder "$1")/share
  cp -r "$testbed/matrix" "$testbed/lib/truths" "$share/"
}

# survey_steps : writes plan.json, from what a live daemon explains.
survey_steps() {
  local name
  name=$(lane_machine 0)
  fit_out "$name"
  in_machine "$name" root /run/testbed/matrix/matrix survey >"$results/plan.json" </dev/null || {
    keep_evidence "$name" "$results/survey"
    die "cannot read the steps: what the machine left is in $results/survey"
  }
  remove_machine "$name"
}

# next_batch : takes a portion that nobody has taken yet, and prints its file; nothing if there is none.
next_batch() {
  local batch
  for batch in "$results"/batches/*.json; do
    if mv "$batch" "$batch.taken" 2>/dev/null; then
      printf '%s\n' "$batch.taken"
      return
    fi
  done
}

# run_lane LANE : portions on one machine after the other, until none is left.
run_lane() {
  local batch
  while batch=$(next_batch) && [[ $batch ]]; do
    run_batch "$(lane_machine "$1")" "$batch"
  done
}

# run_batch NAME BATCH : every cell of it. A machine on which one does not hold is replaced by a new
# one, so that no cell begins with what another has broken.
run_batch() {
  local share status=3 log=$2.log
  share=$(machine_folder "$1")/share
  while ((status == 3)); do
    fit_out "$1"
    cp "$2" "$share/batch.json"
    cp "$results/results.jsonl" "$share/"
    status=0
    drive_cells "$1" || status=$?
    cp "$share/driver.log" "$log"
    if ((status)); then
      keep_evidence "$1" "$results/$(tail -n 1 "$share/results.jsonl" | jq -r .name)" >/dev/null
    fi
    remove_machine "$1"
  done
  ((status == 0)) || {
    cat "$log" >&2
    die "cannot go on: the driver in the machine ended with status $status"
  }
}

# drive_cells NAME : lets the driver work in the machine, through as many power losses as it asks for.
drive_cells() {
  local status share
  share=$(machine_folder "$1")/share
  while true; do
    status=0
    # The shell's own word about a driver that is killed with its machine is of no interest to anybody.
    { in_machine "$1" root /run/testbed/matrix/matrix drive /run/testbed/batch.json </dev/null; } \
      2>>"$share/driver.log" | attend "$1" || status=${PIPESTATUS[0]}
    # What the driver left for itself to find after the power loss.
    [[ -e $share/pending.json ]] || return "$status"
    boot_again "$1" "$layers"
  done
}

# attend NAME : does what the driver asks for, and shows what it tells.
attend() {
  local word rest
  while read -r word rest; do
    case $word in
      cut-power) cut_power "$1" ;;
      result)
        printf '%s\n' "$rest" >>"$results/results.jsonl"
        printf '%4d/%d  %s\n' "$(wc -l <"$results/results.jsonl")" "$total" "$(
          jq -r '"\(if .wrong == [] then "✓" else "✗" end) \(.name): \(.outcome) \(.code), "
            + "\(.mode) \(.condition), \(.seconds) s" + (.wrong | map("\n           " + .) | add // "")' <<<"$rest"
        )"
        ;;
    esac
  done
}
