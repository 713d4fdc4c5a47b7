# shellcheck shell=bash
# Tickets of the mode controller, by which somebody lets the fleet agent act in their name.

# make_ticket: sets TICKET; or is false, and WHY says why.
make_ticket() {
  local reply
  TICKET='' WHY=''
  if ! command -v busctl >/dev/null; then
    WHY='busctl is not installed (package systemd)'
    return 1
  fi
  if ! reply=$(busctl --system --json=short --allow-interactive-authorization=no -- \
    call org.dubnium.ModeController /org/dubnium/ModeController org.dubnium.ModeController \
    CreateDelegation 'sa{sv}' fleet-agent.service 0 2>&1); then
    WHY=${reply#Call failed: }
    return 1
  fi
  if ! [[ $reply =~ \"data\":\[\"([0-9a-f]{64})\"\] ]]; then
    WHY='the mode controller gave no ticket'
    return 1
  fi
  TICKET=${BASH_REMATCH[1]}
}

# begin_session: what is asked from now on is in the caller's name; false, with WHY, if that is not to
# be had. The ticket goes to the agent alone, on stdin.
begin_session() {
  local answer cookie csrf
  make_ticket || return 1
  answer=$("${CURL[@]}" --max-time 20 --include -- "$AGENT/api/session" <<EOF
data = "{\\"ticket\\":\\"$TICKET\\"}"
header = "Content-Type: application/json"
EOF
) || true
  TICKET=''
  cookie=$(sed -nE 's/^[Ss]et-[Cc]ookie: ([!-:<-~]+);.*$/\1/p' <<<"$answer")
  csrf=$(jq -r '.csrf | strings' <<<"${answer##*$'\n'}" 2>/dev/null) || csrf=''
  if ! [[ $cookie =~ ^fleet-[0-9a-f]+=[0-9a-f]+$ && $csrf =~ ^[0-9a-f]+$ ]]; then
    WHY='the agent began no session'
    return 1
  fi
  CREDENTIAL=$(printf 'header = "Cookie: %s"\nheader = "X-CSRF-Token: %s"' "$cookie" "$csrf")
}

end_session() {
  api_try /api/session --request DELETE || true
  CREDENTIAL=''
}

# api_change DOING PATH [CURL OPTION...]: as api_call, for what changes something. Where the agent
# wants to know who asks, and no token was given, it is the caller, from their login session.
api_change() {
  local answer
  if api_try "${@:2}"; then return; fi
  if [[ $STATUS == 401 && -z $CREDENTIAL && $OVER_SOCKET ]]; then
    begin_session || fail 13 "cannot $1 in your name: $WHY" 'do it in your login session at this machine' \
      'or give the token: FLEET_TOKEN, or --token-file FILE'
    if api_try "${@:2}"; then
      answer=$REPLY
      end_session
      REPLY=$answer
      return
    fi
    local -r status=$STATUS problem=$PROBLEM
    end_session
    STATUS=$status PROBLEM=$problem
  fi
  fail_call "$1"
}
