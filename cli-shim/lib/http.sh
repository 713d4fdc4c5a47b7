# shellcheck shell=bash
# Requests to the fleet agent, and what its errors mean. The API: docs/src/reference/fleet-api.md.

# choose_agent: sets AGENT, where the agent is, and CREDENTIAL, curl's configuration with the token:
# an argument of curl's could be seen by everybody.
choose_agent() {
  local token=${FLEET_TOKEN-}
  local file=${FLEET_TOKEN_FILE-${XDG_CONFIG_HOME-${HOME-}/.config}/dubnium/fleet-token}
  AGENT=${FLEET_URL:-http://127.0.0.1:8080}
  if given url; then AGENT=${OPTION[url]}; fi
  [[ $AGENT =~ ^https?://[^[:space:][:cntrl:]/?#@]+(/[^[:space:][:cntrl:]?#]*)?$ ]] \
    || usage_error "${AGENT@Q} is not the address of an agent; write one such as http://127.0.0.1:8080"
  AGENT=${AGENT%/}
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

# is_local: whether the agent is on this machine.
is_local() {
  [[ $AGENT =~ ^https?://(127\.[0-9.]+|localhost|\[::1\])(:[0-9]+)?(/|$) ]]
}

# How curl is called: never through a proxy to this machine, and nowhere but where it was told to go.
# The token comes on stdin.
CURL=(curl --disable --silent --proto '=http,https' --connect-timeout 5
  --noproxy "localhost,127.0.0.1,::1${no_proxy:+,$no_proxy}" --config -)
readonly CURL

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
    409) echo 12 ;;
    *) echo 24 ;;
  esac
}

fail_call() { # DOING
  local code message=$PROBLEM
  local -a hints=()
  code=$(exit_code "$STATUS")
  case $code in
    69)
      fail 69 "cannot $1: the fleet agent does not answer at $AGENT: $message" \
        'is it running?             systemctl status fleet-agent' \
        'what did it say last?      journalctl -u fleet-agent -n 50' \
        'is it somewhere else?      --url URL, or FLEET_URL'
      ;;
    13) hints=('give the token: FLEET_TOKEN, or --token-file FILE') ;;
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
