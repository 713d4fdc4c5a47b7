# shellcheck shell=bash
# What `systemctl status vllm` says of the server: how far its load is, as the mode controller keeps it in a file
# of its own, model-server.json.

state_file=${DUBNIUM_VLLM_STATE:-/run/mode-controller/model-server.json}
SHOWN='' # what the status says

# show_status WORDS: once for each text; of no weight where systemd does not listen.
show_status() {
  [[ $1 != "$SHOWN" ]] || return 0
  SHOWN=$1
  [[ ! ${NOTIFY_SOCKET-} ]] || systemd-notify --status="$1" || true
}

# show_load: how far the load of this start is: "loading weights 3 of 8, 0:40; usually 2:10". Of another start,
# or without the mode controller, nothing is known.
show_load() {
  local words
  words=$(jq -r --arg invocation "${INVOCATION_ID-}" '
    def minutes: floor | "\(. / 60 | floor):\(. % 60 + 100 | tostring | .[1:])";
    select(.invocation == $invocation and .state == "loading")
    | "\(.activity), \(now - .since / 1000000 | if . > 0 then . else 0 end | minutes)"
      + (if .typical > 0 then "; usually \(.typical / 1000000 | minutes)" else "" end)
    ' "$state_file" 2>/dev/null) || words=''
  [[ ! $words ]] || show_status "$words"
}
