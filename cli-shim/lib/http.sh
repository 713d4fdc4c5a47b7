# shellcheck shell=bash
# Requests to the fleet agent, and what its errors mean. The API: docs/src/reference/fleet-api.md.

# How curl is called: never through a proxy to this machine, and nowhere but where it was told to go.
# The token comes on stdin.
CURL=(curl --disable --silent --proto '=http,https' --connect-timeout 5
  --noproxy "localhost,127.0.0.1,::1${no_proxy:+,$no_proxy}" --config -)

# Where the agent of this machine listens; its folder is the agent's own, so nobody else can be there.
AGENT_SOCKET=${FLEET_SOCKET-/run/fleet-agent/agent.sock}
readonly AGENT_SOCKET

# choose_agent: sets AGENT, the address of the agent, PLACE, the same for people, and CREDENTIAL, curl's
# configuration with the token: an argument of curl's could be seen by everybody. Without an address it
# is the agent of this machine, by its Unix socket, where the agent knows who asks.
choose_agent() {
  AGENT=${FLEET_URL-} OVER_SOCKET=''
  if given url; then AGENT=${OPTION[url]}; fi
  if [[ -z $AGENT && -S $AGENT_SOCKET ]]; then
    AGENT=http://localhost PLACE=$AGENT_SOCKET OVER_SOCKET=yes
    CURL+=(--unix-socket "$AGENT_SOCKET")
  else
    AGENT=${AGENT:-http://127.0.0.1:8080}
    [[ $AGENT =~ ^https?://[^[:space:][:cntrl:]/?#@]+(/[^[:space:][:cntrl:]?#]*)?$ ]] \
      || usage_error "${AGENT@Q} is not the address of an agent; write one such as http://127.0.0.1:8080"
    AGENT=${AGENT%/} PLACE=$AGENT
  fi
  read_token
  [[ -z $CREDENTIAL || $OVER_SOCKET ]] || require_known_agent 'send the token'
}

# read_token: sets CREDENTIAL from what the caller gave.
read_token() {
  local token=${FLEET_TOKEN-}
  local file=${FLEET_TOKEN_FILE-${XDG_CONFIG_HOME-${HOME-}/.config}/dubnium/fleet-token}
  if given token-file; then
    file=${OPTION[token-file]} token=''
    [[ -r $file ]] || fail 24 "cannot read the token in $file" "see that you may: ls -l $file"
  fi
  if [[ -z $token && -r $file ]]; then
    IFS= read -r token <"$file" || [[ $token ]] || fail 24 "cannot find a token in $file"
  fi
  CREDENTIAL=''
  if [[ $token ]]; then
    [[ $token =~ ^[!-~]+$ ]] || fail 24 'cannot use the token: it has characters that no token has'
    token=${token//\\/\\\\}
    CREDENTIAL="header = \"Authorization: Bearer ${token//\"/\\\"}\""
  fi
}

# require_known_agent DOING: ends the program unless a secret may go to AGENT. On this machine anybody
# may listen on a port while the agent does not: whoever does must be root, the agent or the caller, who
# may have made a tunnel. Another machine must be reached by https.
require_known_agent() {
  local uid
  if ! is_local; then
    [[ $AGENT == https://* ]] && return
    fail 13 "cannot $1 over plain http to another machine" 'use https, or a tunnel: ssh -L 8080:localhost:8080 HOST'
  fi
  while read -r uid; do
    [[ $uid == 0 || $uid == "$EUID" || $uid == "$(id -u fleet-agent 2>/dev/null)" ]] \
      || fail 13 "cannot $1: at $AGENT somebody else listens, uid $uid" 'what is there: ss -tlnp' \
        'is the agent running? systemctl status fleet-agent'
  done < <(listeners "$(port_of "$AGENT")")
}

port_of() { # ADDRESS
  if [[ $1 =~ ^https?://[^/]*:([0-9]{1,5})(/|$) ]]; then
    echo "${BASH_REMATCH[1]}"
  elif [[ $1 == https:* ]]; then
    echo 443
  else
    echo 80
  fi
}

# listeners PORT: the uid of each socket that listens there, as the kernel says: proc_pid_net(5).
listeners() {
  awk -v port="$(printf ':%04X' "$((10#$1))")" \
    '$4 == "0A" && substr($2, length($2) - 4) == port { print $8 }' /proc/net/tcp /proc/net/tcp6 2>/dev/null || true
}

# is_local: whether the agent is on this machine.
is_local() {
  [[ ! $OVER_SOCKET ]] || return 0
  [[ $AGENT =~ ^https?://(127\.[0-9.]+|localhost|\[::1\])(:[0-9]+)?(/|$) ]]
}

# api_try PATH [CURL OPTION...]: on success the answer is in REPLY. On failure STATUS is the status
# of HTTP, empty if there was no whole answer, and PROBLEM says what is the matter.
api_try() {
  local answer said why
  PROBLEM=''
  answer=$("${CURL[@]}" --max-time 20 --write-out '\n%{http_code} %{errormsg}' "${@:2}" -- "$AGENT$1" \
    <<<"$CREDENTIAL") || true
  said=${answer##*$'\n'}
  STATUS=${said%% *} why=${said#* } REPLY=${answer%$'\n'*}
  if [[ $why || $STATUS == 000 ]]; then
    STATUS='' PROBLEM=${why:-no answer}
    return 1
  fi
  [[ $STATUS != 2?? ]] || return 0
  PROBLEM=$(jq -Rrs '(fromjson? | [.error, (.details // [])[]] | map(strings) | join("; ")) // ""
    | gsub("[\\p{Cc}\\p{Cf}]+"; " ")' <<<"$REPLY") || PROBLEM=''
  PROBLEM=${PROBLEM:-it answers $STATUS}
  return 1
}

# api_call DOING PATH [CURL OPTION...]: the same, and ends with the error's exit code. DOING completes
# "cannot …".
api_call() {
  api_try "${@:2}" || fail_call "$1"
}

# exit_code STATUS: for a status of HTTP.
exit_code() {
  case $1 in
    '') echo 69 ;;
    400 | 413) echo 2 ;;
    401 | 403) echo 13 ;;
    404) echo 14 ;;
    409 | 429) echo 12 ;;
    *) echo 24 ;;
  esac
}

fail_call() { # DOING
  local code message=$PROBLEM
  local -a hints=()
  code=$(exit_code "$STATUS")
  case $code in
    69)
      fail 69 "cannot $1: the fleet agent does not answer at $PLACE: $message" \
        'is it running?             systemctl status fleet-agent' \
        'what did it say last?      journalctl -u fleet-agent -n 50' \
        'is it somewhere else?      --url URL, or FLEET_URL'
      ;;
    13) hints=('on the agent'"'"'s own machine, in your login session: fleet open' 'or give the token: FLEET_TOKEN, or --token-file FILE') ;;
    14) hints=('is this a fleet agent? fleet doctor') ;;
    24) hints=('what happened: journalctl -u fleet-agent -n 50') ;;
  esac
  # The agent's own errors say what cannot be done.
  [[ $message == 'cannot '* ]] || message="cannot $1: $message"
  fail "$code" "$message" "${hints[@]}"
}

# escaped TEXT: as a part of a path.
escaped() {
  run_jq -rn --arg text "$1" '$text | @uri'
}

# meant WORD: a node's name in the place of a verb.
meant() {
  OPTION=()
  choose_agent
  if api_try "/api/metrics/gpu/$(escaped "$1")" --max-time 2; then
    echo "$1 is a node; to see it: fleet nodes $1"
  fi
}

require curl curl
require jq jq
