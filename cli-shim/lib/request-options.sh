# shellcheck shell=bash

# request_options: the options of RequestMode and Explain from the command line, as busctl takes a
# dictionary (the number of entries, then key, type and value of each), in REQUEST_OPTIONS.
request_options() {
  local -a guards
  local seconds
  REQUEST_OPTIONS=(0)
  if given reason; then
    add_entry reason s "${OPTION[reason]}"
  fi
  if given expect-current; then
    add_entry expect-current s "${OPTION[expect-current]}"
  fi
  if given deadline; then
    seconds=$(seconds_of deadline)
    add_entry timeout t "${seconds}000000"
  fi
  if given jobs; then
    [[ ${OPTION[jobs]} == @(wait|requeue|cancel) ]] \
      || usage_error "--jobs: '${OPTION[jobs]}' is neither wait, requeue nor cancel"
    add_entry jobs s "${OPTION[jobs]}"
  fi
  if given jobs-deadline; then
    seconds=$(seconds_of jobs-deadline)
    add_entry jobs-deadline t "${seconds}000000"
  fi
  if given bypass; then
    mapfile -t guards <<<"${OPTION[bypass]}"
    add_entry bypass as "${#guards[@]}" "${guards[@]}"
  fi
}

add_entry() {
  REQUEST_OPTIONS=($((REQUEST_OPTIONS[0] + 1)) "${REQUEST_OPTIONS[@]:1}" "$@")
}
