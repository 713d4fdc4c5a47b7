# What scenarios of the fleet are written with. Sourced by scenarios with `# Machine: fleet`.
# shellcheck shell=bash

token=the-testbeds-token

# node NODE COMMAND… : as root, on that node.
node() {
  in_machine "$(node_of "$MACHINE" "$1")" root "${@:2}" </dev/null
}

# api METHOD PATH [BODY] : what the agent answers, with the token.
api() {
  on curl --silent --show-error --max-time 60 --request "$1" --header "Authorization: Bearer $token" \
    ${3:+--header 'Content-Type: application/json' --data "$3"} "http://127.0.0.1:8080$2"
}

# told PATH FILTER : what jq makes of the agent's answer.
told() {
  api GET "$1" | jq -r "$2"
}

# tells PATH FILTER : whether jq finds it true.
tells() {
  api GET "$1" | jq -e "$2" >/dev/null
}

# secret NAME : standard input is that credential of the agent's from its next start on.
secret() {
  put "/etc/credstore/fleet-agent.$1"
  on chmod 600 "/etc/credstore/fleet-agent.$1"
}

# with_token : the agent takes the token from now on.
with_token() {
  secret api-token <<<"$token"
  on systemctl restart fleet-agent.service
}

# pin NODE GPU KEY=VALUE… : that GPU does not change by itself any more, and has these values.
pin() {
  node "$1" gpu-sim set "$2" pinned=1 "${@:3}"
}

# configure_agent JSON : the administrator adds settings, and the agent takes them over.
configure_agent() {
  put /etc/dubnium/fleet-agent.d/90-scenario.json <<<"$1"
  on systemctl reload fleet-agent.service
}
